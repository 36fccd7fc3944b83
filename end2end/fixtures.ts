import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ADMIN, FIRST_PASSWORD, PASSWORD } from './support/people';
import { Person } from './support/person';
import { cluster, Database } from './support/postgres';
import { Scenes, type Facts, type Scene } from './support/scenes';
import { Server } from './support/server';

export { expect } from '@playwright/test';

interface Options {
  /** An installation without the demo, where the Admin alone has an account: `test.use({ empty: true })`. */
  empty: boolean;
  /** How far the selection has come when the test begins: `test.use({ scene: 'approved' })`. */
  scene: Scene;
}

interface Fixtures {
  /** A folder of one's own, gone after the test. */
  folder: string;
  /** A server of one's own that shows the scene, and what the scene made. */
  stage: { server: Server; facts: Facts };
  server: Server;
  facts: Facts;
  /** A new database on PostgreSQL. */
  database: Database;
  /** Somebody at a browser of their own; logged in without the login page when named. */
  person: (username?: string, options?: BrowserContextOptions) => Promise<Person>;
}

interface WorkerFixtures {
  scenes: Scenes;
}

/** Gathers what went wrong inside a page: panics, hydration that did not fit, scripts or styles that the policy stopped. */
function listen(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (/panicked|hydration|Content Security Policy/i.test(text)) problems.push(text);
  });
}

async function temporary<T>(use: (folder: string) => Promise<T>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sijapti-e2e-'));
  await use(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Makes the Admin of an installation that has nobody yet. */
async function firstAdmin(folder: string): Promise<Facts> {
  const words = ['admin', 'create', '--username', ADMIN, '--name', 'Admin', '--email', 'admin@kasn.contoh.go.id'];
  const made = await Server.run({ folder, demo: false }, [...words, '--job-title', 'Admin', '--password-stdin'], `${FIRST_PASSWORD}\n`);
  if (made.code !== 0) throw new Error(`no Admin could be made: ${made.errors}`);
  return { plan: 0, vacancy: 0 };
}

export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  empty: [false, { option: true }],
  scene: ['demo', { option: true }],

  scenes: [
    async ({}, use) => temporary((folder) => use(new Scenes(folder))),
    { scope: 'worker', timeout: 120_000 },
  ],

  folder: async ({}, use) => temporary(use),

  stage: [
    async ({ scenes, scene, empty, folder }, use, testInfo) => {
      const facts = empty ? await firstAdmin(folder) : await scenes.into(folder, scene);
      const server = await Server.start({ folder, demo: !empty });
      await use({ server, facts });
      await server.stop();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server.log', { body: server.log(), contentType: 'text/plain' });
      }
    },
    { timeout: 180_000 },
  ],

  server: async ({ stage }, use) => use(stage.server),
  facts: async ({ stage }, use) => use(stage.facts),

  database: async ({}, use) => {
    // A test that does not run is not passed.
    if (cluster === undefined) throw new Error('TEST_DATABASE_URL must name a PostgreSQL; `cargo xtask test` starts one');
    const database = await Database.create();
    await use(database);
    await database.drop();
  },

  person: async ({ browser, stage, javaScriptEnabled, empty }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    const problems: string[] = [];
    await use(async (username, options = {}) => {
      const script = options.javaScriptEnabled ?? javaScriptEnabled ?? true;
      const context = await browser.newContext({ ...options, javaScriptEnabled: script });
      contexts.push(context);
      const person = new Person(await context.newPage(), stage.server, script);
      listen(person.page, problems);
      if (username !== undefined) await person.enter(username, empty ? FIRST_PASSWORD : PASSWORD);
      return person;
    });
    for (const context of contexts) await context.close();
    expect(problems, 'what went wrong inside the pages').toEqual([]);
  },
});
