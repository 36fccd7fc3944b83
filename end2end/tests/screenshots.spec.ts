// Pictures of every page, for looking at: SCREENSHOTS=folder npx playwright test screenshots

import path from 'node:path';

import { expect, test } from '../fixtures';
import { VIEWS, WIDTHS } from '../support/pages';

const folder = process.env.SCREENSHOTS;

test.skip(folder === undefined, 'SCREENSHOTS names no folder');

for (const view of VIEWS) {
  test.describe(view.name, () => {
    test.use({ scene: view.scene });

    test('picture', async ({ person, facts }) => {
      for (const viewport of WIDTHS) {
        const somebody = await person(view.who, { viewport });
        const { page } = somebody;
        await somebody.open(view.path(facts));
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const picture = (name: string) => path.join(folder ?? '', `${view.name}${name}-${viewport.width}.png`);
        await page.screenshot({ path: picture(''), fullPage: true });
        const openers = page.locator('main button[name=dialog]:not([aria-disabled=true])');
        for (let at = 0; at < (await openers.count()); at += 1) {
          const dialog = await somebody.dialog(openers.nth(at));
          await page.screenshot({ path: picture(`-${await dialog.getAttribute('id')}`) });
          await page.keyboard.press('Escape');
          await expect(dialog).toBeHidden();
        }
      }
    });
  });
}
