// WCAG 2.2 AA as far as a program can tell, on every page and dialog, on a desk and on a phone; and
// what people do with a keyboard alone.

import { readFileSync } from 'node:fs';

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { OFFICER, OPERATOR, PASSWORD, POST } from '../support/people';
import { VIEWS, WIDTHS, type View } from '../support/pages';
import type { Person } from '../support/person';
import type { Facts } from '../support/scenes';

/** axe, as short as it comes. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js', { paths: [require.resolve('@axe-core/playwright')] }), 'utf8');
/** What is there already. */
const NOTHING = 'void 0';

async function finds(page: Page, within = 'html'): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  // Once for each document: by itself, the builder brings all of it along twice for each look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  // In the page itself: its other way opens a page of its own for each look, to see into frames; there are none.
  const look = new AxeBuilder({ page, axeSource: NOTHING }).setLegacyMode().include(within);
  const { violations } = await look.options({ resultTypes: ['violations'], rules: { 'landmark-unique': { enabled: true } } }).withTags(tags).analyze();
  return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

async function scrollsSideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1);
    return wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });
}

/** The pages that one person sees at one point of the selection: one server and one login do for all. */
const SEEN = new Map<string, View[]>();
for (const view of VIEWS) {
  const name = `${view.scene}, ${view.who ?? 'nobody logged in'}`;
  SEEN.set(name, [...(SEEN.get(name) ?? []), view]);
}
const [DESK, PHONE] = WIDTHS;
const NARROW = { width: 320, height: 640 };

for (const [name, views] of SEEN) {
  test.describe(name, () => {
    const [{ scene, who }] = views as [View];
    test.use({ scene, viewport: DESK });

    test('no page has a violation, nor has any of its dialogs', async ({ person, facts }) => {
      test.setTimeout(60_000 + 60_000 * views.length);
      const somebody = await person(who);
      for (const view of views) {
        await test.step(view.name, () => looksOver(somebody, view, facts));
      }
    });
  });
}

async function looksOver(somebody: Person, view: View, facts: Facts): Promise<void> {
  const { page } = somebody;
  const response = await somebody.open(view.path(facts));
  expect(response?.status()).toBe(view.status ?? 200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await atEachWidth(page, view.name);

  // What stands in a row's menu is looked at with it open.
  const menu = page.locator('details.row-menu > summary');
  if ((await menu.count()) > 0) {
    await menu.first().click();
    await atEachWidth(page, `${view.name}, a row's menu`);
  }

  const seen = new Set<string>();
  const openers = page.locator('main button[aria-haspopup=dialog]:not([aria-disabled=true])');
  for (let at = 0; at < (await openers.count()); at += 1) {
    const opener = openers.nth(at);
    // Of a row's dialog, the first row's is enough.
    const kind = [await opener.getAttribute('name'), (await opener.getAttribute('name')) === 'dialog' ? await opener.getAttribute('value') : ''].join(' ');
    if (seen.has(kind) || !(await opener.isVisible())) continue;
    seen.add(kind);
    const dialog = await somebody.dialog(opener);
    await atEachWidth(page, `${view.name}, dialog ${kind}`, 'dialog[open]');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

/** Looks at the page as it stands on a phone in the dark, and on the narrowest screen and a desk in the light. */
async function atEachWidth(page: Page, what: string, within?: string): Promise<void> {
  for (const [viewport, colorScheme] of [[PHONE, 'dark'], [NARROW, 'light'], [DESK, 'light']] as const) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    expect.soft(await finds(page, within), `${what} at ${viewport.width} px, ${colorScheme}`).toEqual([]);
    expect.soft(await scrollsSideways(page), `${what}: elements that make the page scroll sideways`).toEqual([]);
  }
}

test.describe('without JavaScript', () => {
  test.use({ scene: 'applicants' });

  test('a form that came back has no violation', async ({ person, facts, server }) => {
    // axe needs script in the page, so the refused form is looked at by a browser that runs it, but
    // is sent before that browser has the application's part.
    const somebody = await person(OPERATOR);
    await somebody.page.route(/\.(js|wasm)(\?|$)/, (route) => route.abort());
    await somebody.page.goto(`${server.url}/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=administrasi`);
    const dialog = await somebody.dialog(somebody.button('Tambah Data Pelamar'));
    await somebody.fill(dialog, 'NIP', '123');
    await somebody.button('Simpan', dialog).click();
    await expect(somebody.page.getByText('NIP harus 18 angka.').first()).toBeVisible();
    expect(await finds(somebody.page)).toEqual([]);
  });
});

test.describe('with the keyboard alone', () => {
  test.use({ scene: 'review' });

  test('login, list, dialog and back', async ({ person }) => {
    const officer = await person();
    const { page } = officer;
    await officer.open('/masuk');
    await tabTo(page, 'Username');
    await page.keyboard.type(OFFICER);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();

    await tabTo(page, 'Daftar Seleksi');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Daftar Seleksi' })).toBeVisible();

    await tabTo(page, `Lihat ${POST}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /^Rencana Seleksi/ })).toBeVisible();

    await tabTo(page, 'Perbaikan');
    await expect(officer.button('Perbaikan')).toBeFocused();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Perbaikan Rencana Seleksi' });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(':focus')).toHaveCount(1);
    // The focus stays inside.
    for (let at = 0; at < 40; at += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => {
        const active = document.activeElement;
        return active !== null && active !== document.body && active.closest('dialog') === null;
      });
      expect(outside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(officer.button('Perbaikan')).toBeFocused();
  });

  test('the skip link comes first and leads to the content', async ({ person, facts }) => {
    const officer = await person(OFFICER);
    const { page } = officer;
    for (const path of ['/', `/seleksi/${facts.plan}`]) {
      await officer.open(path);
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Langsung ke isi' });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('main')).toBeFocused();
    }
  });

  test('whatever has the focus shows it', async ({ person, facts }) => {
    const officer = await person(OFFICER);
    const { page } = officer;
    await officer.open(`/seleksi/${facts.plan}`);
    for (let at = 0; at < 25; at += 1) {
      await page.keyboard.press('Tab');
      const hidden = await page.evaluate(() => {
        const active = document.activeElement;
        if (!(active instanceof HTMLElement) || active === document.body) return null;
        const style = getComputedStyle(active);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return outlined || style.boxShadow !== 'none' ? null : active.outerHTML.slice(0, 120);
      });
      expect(hidden, 'an element with an invisible focus').toBeNull();
    }
  });

  test('the menu of a phone opens, leads on and closes', async ({ person }) => {
    const officer = await person(OFFICER, { viewport: WIDTHS[1] });
    const { page } = officer;
    await officer.open('/');
    const list = page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Daftar Seleksi' });
    await expect(list).toBeHidden();
    await officer.button('Menu').click();
    await list.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Daftar Seleksi' })).toBeVisible();
    await expect(list).toBeHidden();
  });
});

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = new RegExp(`^${name}( \\*)?$`);
  const control = page.getByRole('textbox', { name: wanted }).or(page.getByRole('link', { name: wanted })).or(page.getByRole('button', { name: wanted }));
  await expect(control.first()).toBeVisible();
  for (let at = 0; at < 60; at += 1) {
    await page.keyboard.press('Tab');
    if ((await control.and(page.locator(':focus')).count()) > 0) return;
  }
  throw new Error(`Tab does not reach “${name}”`);
}
