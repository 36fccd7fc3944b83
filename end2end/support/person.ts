import { expect, type Locator, type Page, type Response } from '@playwright/test';

import type { Sample } from '../files/samples';
import { Api } from './api';
import { PASSWORD } from './people';
import type { Server } from './server';

/** Where to look for something: the page, a dialog, a row. */
export type Scope = Page | Locator;

/** What a page asks by itself, whenever something has happened. */
const BY_ITSELF = /\/api\/(identity\/me|dashboard|selection\/(get_\w+|keep_plan))$/;

/** Somebody at a browser of their own. What they do works with and without JavaScript. */
export class Person {
  constructor(
    readonly page: Page,
    readonly server: Server,
    /** Whether the browser runs scripts. */
    readonly script: boolean,
  ) {}

  /** Opens a page, and waits until it is alive. */
  async open(path: string): Promise<Response | null> {
    const response = await this.page.goto(this.server.url + path);
    await this.alive();
    return response;
  }

  /** Waits until the browser's part runs (`hydrate` marks the document at its end). */
  async alive(): Promise<void> {
    if (this.script) await expect(this.page.locator('html'), 'the page comes alive').toHaveAttribute('data-hydrated', 'true');
  }

  /** Logs in on the login page. */
  async logIn(username: string): Promise<void> {
    await this.open('/masuk');
    await this.fill(this.page, 'Username', username);
    await this.fill(this.page, 'Password', PASSWORD);
    await this.send(this.button('Masuk'));
    await expect(this.page).toHaveURL(`${this.server.url}/`);
    await this.alive();
  }

  /** Brings a session along, where logging in is not what the test is about. */
  async enter(username: string, password = PASSWORD): Promise<void> {
    const api = await Api.as(this.server, username, password);
    await this.page.context().addCookies(api.browserCookies());
  }

  /** A button or a link that looks like one, by its whole name; a leading `+ ` or arrow may be drawn before it. */
  button(name: string | RegExp, scope: Scope = this.page): Locator {
    const exact = typeof name === 'string' ? new RegExp(`^([+➔→]\\s*)?${escape(name)}$`) : name;
    return scope.getByRole('button', { name: exact }).or(scope.getByRole('link', { name: exact }));
  }

  /** Opens the dialog behind a button. */
  async dialog(opener: Locator, title?: string | RegExp): Promise<Locator> {
    if (this.script) await opener.click();
    else await this.submit(() => opener.click());
    const dialog = this.page.locator('dialog[open]');
    await expect(dialog).toBeVisible();
    if (title !== undefined) await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(title);
    return dialog;
  }

  /** A field by its label, without the ` *` of a required one. */
  field(scope: Scope, label: string): Locator {
    const controls = this.page.locator('input, textarea, select, trix-editor');
    return scope.getByLabel(new RegExp(`^${escape(label)}( \\*)?$`)).and(controls);
  }

  async fill(scope: Scope, label: string, text: string): Promise<void> {
    await this.field(scope, label).fill(text);
  }

  async choose(scope: Scope, label: string, option: string): Promise<void> {
    await this.field(scope, label).selectOption({ label: option });
  }

  /** Writes rich text: into the editor, which takes the text area's place once it is loaded. */
  async write(scope: Scope, label: string, text: string): Promise<void> {
    const field = this.field(scope, label);
    if (!this.script) return field.fill(text);
    // A dialog that opens before the editor has come has its focus in the text area, and the editor waits until it is left.
    await this.page.evaluate(() => document.activeElement instanceof HTMLTextAreaElement && document.activeElement.blur());
    await field.and(this.page.locator('trix-editor')).fill(text);
  }

  /** Pastes where the focus is, as the browser does it when Ctrl V is pressed. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', text);
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Chooses files, and with JavaScript waits until they are stored. */
  async attach(scope: Scope, label: string, ...files: Sample[]): Promise<void> {
    const field = this.field(scope, label);
    await field.setInputFiles(files);
    if (!this.script) return;
    const around = this.around(field);
    for (const { name } of files) {
      await expect(around.getByRole('button', { name: `Hapus ${name}`, exact: true })).toBeVisible();
    }
  }

  /** A field's control with its label, files, hint and complaint. */
  around(field: Locator): Locator {
    return field.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " field ")][1]');
  }

  /** Presses a button that sends a form, which is expected to go through. */
  async send(button: Locator): Promise<void> {
    const answer = await this.submit(() => button.click());
    expect(answer.ok(), `${answer.url()} answered ${answer.status()}`).toBe(true);
  }

  /** Does what sends a form; gives the server's answer, once the page without JavaScript has it all. */
  async submit(act: () => Promise<void>): Promise<Response> {
    if (this.script) {
      const answer = this.page.waitForResponse((r) => r.request().method() === 'POST' && r.url().includes('/api/') && !BY_ITSELF.test(r.url()));
      await act();
      return answer;
    }
    const answer = this.page.waitForResponse((r) => r.request().isNavigationRequest() && ![302, 303].includes(r.status()));
    const loaded = this.page.waitForEvent('load');
    await act();
    await loaded;
    return answer;
  }

  /** Sends a form that is expected to be refused; in the browser, or by the server. */
  async attempt(button: Locator): Promise<void> {
    if (this.script) await button.click();
    else await this.submit(() => button.click());
  }

  /** The short message that says it went through. */
  toast(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  /** What a form says on top when it was not taken. */
  alert(scope: Scope = this.page): Locator {
    return scope.getByRole('alert');
  }

  /** Expects a complaint at a field, joined to it for screen readers. */
  async complains(field: Locator, sentence: string): Promise<void> {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(new RegExp(escape(sentence)));
  }

  /** A table by its caption. */
  table(caption: string): Locator {
    return this.page.getByRole('table', { name: caption, exact: true });
  }

  /** A row of a table that holds a text as one of its cells. */
  row(table: Locator, cell: string): Locator {
    const name = new RegExp(`^${escape(cell)}$`);
    const cells = this.page.getByRole('cell', { name }).or(this.page.getByRole('rowheader', { name }));
    return table.getByRole('row').filter({ has: cells });
  }
}

/** A text as a pattern for itself. */
export function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
