// Pages on paper: only what there is to read, black on white also from a dark screen, nothing cut off.

import { expect, test } from '../fixtures';
import { VIEWS } from '../support/pages';
import { OPERATOR } from '../support/people';

/** A sheet of A4 between its margins. */
const SHEET = { width: 690, height: 1000 };
const PAGES = ['daftar-seleksi', 'dashboard', 'proses-rekap', 'proses-berskor', 'pelaporan-reviu', 'rencana-direviu'];
/** What is pressed, chosen from, or typed into. */
const CONTROLS = 'button, .btn, input, select, textarea, dialog, .tabs-line, .sidebar, .topbar, .toasts';

for (const view of VIEWS.filter(({ name }) => PAGES.includes(name))) {
  test.describe(view.name, () => {
    test.use({ scene: view.scene });

    test('is there to be read', async ({ person, facts }) => {
      const somebody = await person(view.who, { javaScriptEnabled: false, colorScheme: 'dark', viewport: SHEET });
      const { page } = somebody;
      await somebody.open(view.path(facts));
      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.locator(CONTROLS).filter({ visible: true }).count()).toBe(0);

      const seen = await page.evaluate(() => {
        const style = (element: Element) => getComputedStyle(element);
        const texts = [...document.querySelectorAll('main h1, main td, main th, main a, main p, main dd')];
        const tables = [...document.querySelectorAll('main .table')];
        return {
          ground: style(document.documentElement).backgroundColor,
          inks: [...new Set(texts.map((text) => style(text).color))],
          underlined: [...document.querySelectorAll('main a')].filter((a) => style(a).textDecorationLine !== 'none').length,
          heads: [...new Set([...document.querySelectorAll('main thead')].map((head) => style(head).display))],
          parted: [...document.querySelectorAll('main tbody tr')].filter((row) => style(row).breakInside !== 'avoid').length,
          cut: tables.filter((table) => table.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length,
          tables: tables.length,
        };
      });
      expect(seen).toMatchObject({ ground: 'rgb(255, 255, 255)', inks: ['rgb(0, 0, 0)'], underlined: 0, parted: 0, cut: 0 });
      if (seen.tables > 0) expect(seen.heads).toEqual(['table-header-group']);
    });
  });
}

test.describe('a narrow screen', () => {
  test.use({ scene: 'accepted' });

  test('parts no NIP', async ({ person, facts }) => {
    const operator = await person(OPERATOR, { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
    await operator.open(`/seleksi/${facts.plan}/pelaporan`);
    const nips = operator.page.locator('td[data-label=NIP]');
    expect(await nips.count()).toBe(3);
    for (const nip of await nips.all()) {
      const lines = await nip.evaluate((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      });
      expect(lines).toBe(1);
    }
  });
});
