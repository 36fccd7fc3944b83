// The Dashboard, and the same on a screen on the wall: figures that lead to their lists, kept up to date by themselves, at
// every width. What axe says of both is asked in accessibility.spec.ts.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { COMMISSIONER, OPERATOR } from '../support/people';
import { sendMore } from '../support/scenes';

const WALL = '/?layar=1';
const OTHER = 'Kepala Dinas Kesehatan';

/** A figure on top: its name, its number, and what it is. */
const figure = (page: Page, label: string, number: string) =>
  page.getByRole('list', { name: 'Angka utama' }).getByRole('link', { name: new RegExp(`^${label} ${number} `) });

for (const script of [true, false]) {
  test.describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ scene: 'sent' });

    test('each figure leads to what it counts, and the wall is left as it was entered', async ({ person }) => {
      const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
      const { page } = chief;
      await chief.open('/');
      await figure(page, 'Menunggu petugas', '1').click();
      await expect(page).toHaveURL(/\/seleksi\?tab=tanpa-petugas$/);
      await expect(page.getByText('1 dari 1 rencana')).toBeVisible();

      await chief.open('/');
      const menu = page.getByRole('navigation', { name: 'Menu utama' });
      await expect(menu).toBeVisible();
      await chief.button('Tampilan layar').click();
      await expect(page).toHaveURL(/\/\?layar=1$/);
      await expect(menu).toHaveCount(0);
      await expect(page.getByRole('banner')).toHaveCount(0);
      await expect(chief.table('Seleksi yang menunggu saya')).toHaveCount(0);
      await expect(figure(page, 'Menunggu petugas', '1')).toBeVisible();
      await page.getByRole('link', { name: 'Keluar dari tampilan layar' }).click();
      await expect(menu).toBeVisible();
      await expect(chief.table('Seleksi yang menunggu saya')).toBeVisible();
    });

    test('the drawings have their figures as tables', async ({ person }) => {
      const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
      const { page } = chief;
      await chief.open('/');
      const status = chief.table('Seleksi menurut status, jumlah rencana');
      await expect(status.getByRole('row', { name: /^Baru/ })).toContainText('1');
      for (const [caption, row] of [
        ['Rencana seleksi menurut bulan dibuat', / 1$/],
        ['Jabatan menurut provinsi: terisi, lowong, dan dalam seleksi', /^DKI Jakarta 0 2 1 3$/],
      ] as const) {
        const details = page.locator('details').filter({ has: page.getByRole('table', { name: caption, includeHidden: true }) });
        await details.getByText('Lihat sebagai tabel').click();
        await expect(chief.table(caption).getByRole('row', { name: row })).toBeVisible();
      }
    });
  });
}

test.describe('on the wall', () => {
  test.use({ scene: 'sent', viewport: { width: 1920, height: 1080 } });

  test('the figures follow what happens', async ({ person, server }) => {
    const chief = await person(COMMISSIONER);
    await chief.open(WALL);
    await expect(figure(chief.page, 'Menunggu petugas', '1')).toBeVisible();
    await sendMore(server, [OTHER]);
    await expect(figure(chief.page, 'Menunggu petugas', '2')).toBeVisible();
    await expect(chief.page).toHaveURL(/\/\?layar=1$/);
  });

  test('figures, drawings and map stand on one screen', async ({ person }) => {
    const chief = await person(COMMISSIONER);
    const { page } = chief;
    await chief.open(WALL);
    for (const name of ['Seleksi menurut status', 'Rencana seleksi setahun terakhir', 'Jabatan menurut provinsi']) {
      const box = await page.getByRole('region', { name, exact: true }).boundingBox();
      expect(box, name).not.toBeNull();
      expect(box!.y + box!.height, name).toBeLessThanOrEqual(1080);
    }
  });
});

for (const [who, name] of [[COMMISSIONER, 'the commission'], [OPERATOR, 'an institution']] as const) {
  test.describe(`nothing is wider than the page for ${name}`, () => {
    test.use({ scene: 'sent' });

    test('at 320, 390 and 1920 pixels', async ({ person }) => {
      const somebody = await person(who);
      const { page } = somebody;
      for (const path of ['/', WALL]) {
        for (const width of [320, 390, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await somebody.open(path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(wide, `${path} at ${width} px`).toBe(0);
        }
      }
    });
  });
}
