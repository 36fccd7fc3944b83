// What is done later, as the Admin sees it in Pengaturan: what waits, what was given up and why, and Coba lagi.

import { expect, test } from '../fixtures';
import { ADMIN } from '../support/people';
import { Person } from '../support/person';
import type { Database } from '../support/postgres';
import { Server } from '../support/server';

/** Registrations that are gone, so that nothing is left to do for their jobs. */
const [LATER, UNREADABLE] = [4711, 4712];

/** What the job of a registration needs to know, as this version of the program writes it, or another one. */
function payload(registration: number, version: number): string {
  return `'${JSON.stringify({ v: version, registration })}'`;
}

async function add(database: Database, registration: number, version: number, runAt: string, tries: number): Promise<void> {
  await database.run(
    `INSERT INTO job (kind, key, payload, record_kind, record_id, enqueued_at, run_at, tries) VALUES
     ('make_first_passwords', '${registration}', ${payload(registration, version)}, 'registration', ${registration}, now(), ${runAt}, ${tries})`,
  );
}

for (const script of [true, false]) {
  test(`what waits and what was given up is shown and sent round again, ${script ? 'with' : 'without'} JavaScript`, async ({ database, folder, browser }) => {
    const server = await Server.start({ folder, database: database.url });
    const context = await browser.newContext({ javaScriptEnabled: script });
    try {
      await add(database, LATER, 1, "now() + interval '1 day'", 0);
      // As a newer program has left it, whose place an older one has taken again: this one's last try.
      await add(database, UNREADABLE, 99, 'now()', 7);
      const admin = new Person(await context.newPage(), server, script);
      await admin.enter(ADMIN);
      const rows = admin.table('Pekerjaan yang menunggu dan yang gagal').locator('tbody').getByRole('row');
      const about = (registration: number) => rows.filter({ hasText: `Pendaftaran Institusi nomor ${registration}` });

      await expect(async () => {
        await admin.open('/pengaturan');
        await expect(about(UNREADABLE)).toContainText('Gagal, tidak dicoba lagi', { timeout: 500 });
      }).toPass();
      await expect(about(UNREADABLE)).toContainText('Membuat password pertama');
      await expect(about(UNREADABLE)).toContainText(
        /Data yang tersimpan tidak dapat dibaca oleh versi program ini \(nomor rujukan \w+\)\. Percobaan: 8\./,
      );
      await expect(about(LATER)).toContainText('Menunggu');
      await expect(about(LATER).getByRole('button')).toHaveCount(0);

      await database.run(`UPDATE job SET payload = ${payload(UNREADABLE, 1)} WHERE key = '${UNREADABLE}'`);
      await admin.send(admin.button(/^Coba lagi: Membuat password pertama nomor \d+$/, about(UNREADABLE)));
      await expect(admin.toast('Membuat password pertama: segera dikerjakan lagi.')).toBeVisible();
      await expect(async () => {
        await admin.open('/pengaturan');
        await expect(about(LATER)).toContainText('Menunggu', { timeout: 500 });
        await expect(rows).toHaveCount(1, { timeout: 500 });
      }).toPass();
    } finally {
      await context.close();
      await server.stop();
    }
  });
}
