// Tenggat: until when the commission answers, and why, as both sides see it.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from '../fixtures';
import { listed, sendCorrection } from '../job/plan';
import { askForCorrection } from '../job/review';
import { day } from '../support/days';
import { ADMIN, OFFICER, OPERATOR, POST } from '../support/people';
import { Person } from '../support/person';
import { play } from '../support/scenes';
import { Server } from '../support/server';

/** Days that are holidays as the system comes. */
const HOLIDAYS = new Set(
  readFileSync(path.join(__dirname, '../../domain/data/holidays.csv'), 'utf8')
    .split(/\r?\n/)
    .map((line) => line.slice(0, 10)),
);

/** A working day some two weeks ago. */
function workingDay(): string {
  for (let ago = 14; ; ago -= 1) {
    const date = day(-ago);
    if (![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && !HOLIDAYS.has(date)) return date;
  }
}

/** The line of the plan's clock, and behind it each day. */
function clock(person: Person) {
  return person.page.locator('main details').filter({ hasText: 'Pemeriksaan rencana' });
}

async function reckoning(person: Person): Promise<string> {
  const found = clock(person);
  await found.locator('summary').click();
  await expect(found.getByRole('listitem').first()).toBeVisible();
  return found.innerText();
}

/** How many working days it is late. */
async function late(person: Person): Promise<number> {
  await expect(clock(person).locator('summary')).toContainText('Terlambat');
  return Number(/Terlambat (\d+) hari kerja/.exec(await clock(person).locator('summary').innerText())?.[1]);
}

for (const script of [true, false]) {
  test(`a review's clock runs, stops, goes on and is late alike for both sides, ${script ? 'with' : 'without'} JavaScript`, async ({ database, folder, browser }) => {
    const server = await Server.start({ folder, database: database.url });
    const contexts: { close(): Promise<void> }[] = [];
    const person = async (username: string) => {
      const context = await browser.newContext({ javaScriptEnabled: script });
      contexts.push(context);
      const somebody = new Person(await context.newPage(), server, script);
      await somebody.enter(username);
      return somebody;
    };
    try {
      const facts = await play(server, 'review');
      const [operator, officer, admin] = [await person(OPERATOR), await person(OFFICER), await person(ADMIN)];
      const page = `/seleksi/${facts.plan}`;
      const bothSee = async (text: string | RegExp) => {
        for (const somebody of [operator, officer]) {
          await somebody.open(page);
          await expect(clock(somebody).locator('summary')).toContainText(text);
        }
        expect(await reckoning(operator)).toBe(await reckoning(officer));
      };

      await bothSee(/Berjalan.*tenggat/);
      await askForCorrection(officer, 'Lengkapi jadwal.');
      await bothSee(/Dijeda sejak .*: di institusi/);
      await operator.button('Ubah').click();
      await operator.alive();
      await sendCorrection(operator);
      await bothSee(/Berjalan.*tenggat/);

      // As if it had come a month ago.
      const begun = JSON.stringify({ v: 1, begun: `${day(-30)}T03:00:00Z`, pauses: [], stand: { is: 'running' } });
      await database.run(`UPDATE clock SET history = '${begun}'`);
      await bothSee('Terlambat');
      const before = await late(officer);

      const date = workingDay();
      await admin.open('/hari-libur/tambah');
      await admin.fill(admin.page, 'Tanggal', date);
      await admin.fill(admin.page, 'Nama', 'Cuti bersama tambahan');
      await admin.choose(admin.page, 'Jenis', 'Cuti bersama');
      await admin.fill(admin.page, 'Dasar hukum', 'Perubahan SKB 3 Menteri');
      // The year's list is closed.
      await admin.attempt(admin.button('Simpan'));
      const reason = admin.field(admin.page, 'Alasan perubahan');
      await admin.complains(reason, 'Tulis alasan perubahannya.');
      await reason.fill('Ditetapkan kemudian.');
      await admin.send(admin.button('Simpan'));
      await expect(admin.toast(/Hari libur .* telah disimpan\./)).toBeVisible();

      await bothSee('Terlambat');
      expect(await late(officer)).toBe(before - 1);
      await expect(clock(officer)).toContainText('Cuti bersama tambahan');
      // Computed anew by a job, for the list.
      await expect(async () => {
        await officer.open('/seleksi?urut=tenggat');
        await expect(listed(officer, POST)).toContainText(`Terlambat ${before - 1} hari kerja`, { timeout: 500 });
      }).toPass();
    } finally {
      for (const context of contexts) await context.close();
      await server.stop();
    }
  });
}
