// Daftar Seleksi: its filter stands in the address, and its export holds what the filter shows.

import type { Download } from '@playwright/test';

import { expect, test } from '../fixtures';
import { listed } from '../job/plan';
import { COMMISSIONER, POST } from '../support/people';

test.use({ scene: 'sent' });

for (const script of [true, false]) {
  test(`the filter ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
    const { page } = chief;
    await chief.open('/seleksi');
    await expect(listed(chief, POST)).toBeVisible();
    await chief.choose(page, 'Status', 'Selesai');
    await chief.button('Filter').click();
    await expect(page).toHaveURL(/[?&]status=finished\b/);
    await expect(page.getByText('Tidak ada rencana yang cocok')).toBeVisible();
    await expect(chief.field(page, 'Status').locator('option:checked')).toHaveText('Selesai');

    await chief.button('Hapus filter').click();
    await expect(page).toHaveURL(/\/seleksi$/);
    await expect(listed(chief, POST)).toBeVisible();
    await chief.fill(page, 'Kata kunci', 'dinas sosial');
    await chief.button('Filter').click();
    await expect(page).toHaveURL(/[?&]q=dinas(\+|%20)sosial\b/);
    await expect(listed(chief, POST)).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/seleksi$/);
    // Without JavaScript the browser itself fills in again what was typed.
    if (script) await expect(chief.field(page, 'Kata kunci')).toHaveValue('');
    await expect(listed(chief, POST)).toBeVisible();
  });
}

for (const script of [true, false]) {
  test(`from a plan the way leads back to the filter, ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
    const { page } = chief;
    await chief.open('/seleksi?status=submitted&q=dinas');
    await page.getByRole('link', { name: `Lihat ${POST}` }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Rencana Seleksi');
    await page.getByRole('navigation', { name: 'Jejak halaman' }).getByRole('link', { name: 'Daftar Seleksi' }).click();
    await expect(page).toHaveURL(/\/seleksi\?q=dinas&status=submitted$/);
    await expect(listed(chief, POST)).toBeVisible();
  });

  test(`a filter that cannot be read is told at its field, ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
    const { page } = chief;
    await chief.open('/seleksi?status=zzz');
    await expect(page.locator('.field-error').filter({ hasText: '“zzz” bukan pilihan pada Status' })).toBeVisible();
    await expect(page.getByText('Filter ini tidak dapat dibaca')).toBeVisible();
    await expect(listed(chief, POST)).toHaveCount(0);
    await chief.button('Filter').click();
    await expect(listed(chief, POST)).toBeVisible();
    await expect(page.locator('.field-error')).toHaveCount(0);
  });

  test(`a percent sign is no code, ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
    const { page } = chief;
    await chief.open('/seleksi');
    for (const text of ['%41', '%00', '100% & lebih + lain']) {
      await chief.fill(page, 'Kata kunci', text);
      await chief.button('Filter').click();
      await expect(page.getByText('Tidak ada rencana yang cocok')).toBeVisible();
      await expect(chief.field(page, 'Kata kunci')).toHaveValue(text);
    }
  });
}

test('a link that is pressed before the page is alive leads there all the same', async ({ person, server, facts }) => {
  const chief = await person(COMMISSIONER);
  const { page } = chief;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let waits = (): void => {};
  const waited = new Promise<void>((resolve) => (waits = resolve));
  // The application is there, and the part that the list is in is not.
  await page.route(/\/pkg\/.*(?<!_bg)\.wasm/, async (route) => {
    waits();
    await held;
    await route.continue().catch(() => {});
  });
  await page.goto(`${server.url}/seleksi?status=submitted`);
  await waited;
  await page.getByRole('link', { name: `Lihat ${POST}` }).click();
  release();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rencana Seleksi');
  await expect(page).toHaveURL(new RegExp(`/seleksi/${facts.plan}\\?`));
  await chief.alive();
});

test('Export Csv holds what the filter shows', async ({ person }) => {
  const chief = await person(COMMISSIONER);
  for (const [address, rows] of [['/seleksi', 1], ['/seleksi?status=finished', 0]] as const) {
    await chief.open(address);
    const downloading = chief.page.waitForEvent('download');
    await chief.button('Export Csv').click();
    const lines = (await content(await downloading)).toString('utf8').trim().split(/\r?\n/);
    expect(lines.length).toBe(1 + rows);
    expect(lines[0]?.toUpperCase()).toContain('NAMA JABATAN');
    if (rows > 0) expect(lines[1]).toContain(POST);
  }
});

test('Export Pdf is a document to print', async ({ person }) => {
  const chief = await person(COMMISSIONER);
  for (const [address, name] of [['/seleksi', 'daftar-seleksi'], ['/pejabat', 'daftar-pejabat']] as const) {
    await chief.open(address);
    const downloading = chief.page.waitForEvent('download');
    await chief.button('Export Pdf').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${name}-\\d{4}-\\d{2}-\\d{2}\\.pdf$`));
    expect((await content(download)).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  }
});

async function content(download: Download): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
