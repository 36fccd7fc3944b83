// Open pages follow what happens elsewhere: across server processes, and after the line was lost.

import path from 'node:path';

import { expect, test } from '../fixtures';
import { enterScore, openMenu, openPart, scoreInput, showsScore, stageTable, under } from '../job/process';
import { sendPlan } from '../job/plan';
import { askForCorrection, assignOfficer, status } from '../job/review';
import { ADMIN, CANDIDATES, COMMISSIONER, OFFICER, OPERATOR, POST, STAGES } from '../support/people';
import { Person } from '../support/person';
import { play } from '../support/scenes';
import { Server } from '../support/server';

const STAGE = STAGES[0];
const [FIRST, SECOND] = CANDIDATES;

test('what is saved at one server appears at the other', async ({ database, folder, browser }) => {
  const one = await Server.start({ folder: path.join(folder, 'one'), database: database.url, files: path.join(folder, 'files') });
  const two = await Server.start({ folder: path.join(folder, 'two'), database: database.url, files: path.join(folder, 'files') });
  try {
    const facts = await play(one, 'applicants');
    const page = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
    const operator = new Person(await (await browser.newContext()).newPage(), one, true);
    const officer = new Person(await (await browser.newContext()).newPage(), two, true);
    await operator.enter(OPERATOR);
    await officer.enter(OFFICER);
    await operator.open(page);
    await officer.open(page);
    for (const candidate of CANDIDATES) {
      await enterScore(operator, STAGE, candidate.name, candidate.scores[0]);
      await showsScore(officer, STAGE, candidate);
    }
    await operator.page.context().close();
    await officer.page.context().close();
  } finally {
    await one.stop();
    await two.stop();
  }
});

test.describe('of two who score the same row', () => {
  test.use({ scene: 'applicants' });

  test('who types without looking loses nothing, and stores nothing over the other', async ({ person, facts }) => {
    const page = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
    const [typing, other] = [await person(OPERATOR), await person(OPERATOR)];
    await typing.open(page);
    await other.open(page);
    const input = scoreInput(typing, STAGE, FIRST.name);
    const row = stageTable(typing, STAGE).getByRole('row').filter({ hasText: FIRST.name });
    await input.focus();
    await typing.page.keyboard.type('8');
    await enterScore(other, STAGE, FIRST.name, '6');
    await expect(row).toContainText(`Skor ${FIRST.name} sudah disimpan orang lain`);
    // The focus and the half-typed text stay where they are.
    await expect(input).toBeFocused();
    await typing.page.keyboard.type(',5');
    await expect(input).toHaveValue('8,5');
    await typing.page.keyboard.press('Enter');
    await expect(scoreInput(typing, STAGE, SECOND.name)).toBeFocused();
    await expect(input).toHaveValue('8,5');
    // What is typed with the Tab key lands nowhere either.
    await input.focus();
    for (const key of ['Tab', 'Enter', 'Enter', 'Enter']) await typing.page.keyboard.press(key);
    await expect(under(other.row(stageTable(other, STAGE), FIRST.name), 'Skor (1-10)')).toHaveText('6');

    // Seen, it can be decided; Enter in the ground begins a line.
    const open = row.locator('details');
    if (!(await open.evaluate((details: HTMLDetailsElement) => details.open))) await row.getByText('Bandingkan, lalu tentukan skor').click();
    await typing.field(row, 'Alasan koreksi').fill('Salah baca.');
    await typing.page.keyboard.press('Enter');
    await expect(row).toContainText(/Tersimpan 6; Anda mengisi 8,5\./s);
    await typing.submit(() => typing.button('Simpan 8,5', row).click());
    await expect(under(other.row(stageTable(other, STAGE), FIRST.name), 'Skor (1-10)')).toHaveText('8,5');
    // Nothing else was stored before it.
    await openPart(other, 'Rekap');
    await expect(other.table('Riwayat koreksi skor').locator('tbody').getByRole('row')).toHaveCount(1);
  });

  test('what was typed for somebody who is taken back a stage is shown with the name and the reason', async ({ person, facts }) => {
    const page = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
    const [typing, other] = [await person(OPERATOR), await person(OPERATOR)];
    await typing.open(page);
    await other.open(page);
    await scoreInput(typing, STAGE, FIRST.name).focus();
    await typing.page.keyboard.type('4,4');
    await openMenu(other, `Batalkan ${FIRST.name} mengikuti ${STAGE}`);
    await other.send(other.button(`Batalkan ${FIRST.name} mengikuti ${STAGE}`));
    await expect(typing.alert().filter({ hasText: 'Isian yang belum tersimpan' })).toContainText(
      `Skor ${STAGE} ${FIRST.name}: “4,4” belum tersimpan, karena pelamar ini dikembalikan ke tahapan sebelumnya.`,
    );
  });
});

test.describe('when the line is lost', () => {
  test.use({ scene: 'applicants' });

  test('the page says so, keeps what is typed, and catches up', async ({ person, server, facts }) => {
    const page = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
    const operator = await person(OPERATOR);
    const officer = await person(OFFICER);
    await operator.open(page);
    await officer.open(page);
    const lost = operator.page.getByText('Sambungan terputus, mencoba lagi…');
    await expect(lost).toBeHidden();
    await scoreInput(operator, STAGE, SECOND.name).fill('7,25');

    await server.stop('SIGKILL');
    await expect(lost).toBeVisible();
    await enterScore(operator, STAGE, FIRST.name, '6');
    const input = scoreInput(operator, STAGE, FIRST.name);
    await operator.complains(input, 'Sambungan ke server terputus.');
    await expect(input).toHaveValue('6');
    await expect(scoreInput(operator, STAGE, SECOND.name)).toHaveValue('7,25');

    await server.resume();
    // The page tries again by itself, ever more rarely.
    await expect(lost).toBeHidden({ timeout: 60_000 });
    await expect(scoreInput(operator, STAGE, SECOND.name)).toHaveValue('7,25');
    await enterScore(operator, STAGE, FIRST.name, '6');
    await showsScore(operator, STAGE, FIRST);
    await showsScore(officer, STAGE, FIRST, 60_000);
    const row = officer.row(stageTable(officer, STAGE), SECOND.name);
    await expect(under(row, 'Skor (1-10)')).toHaveText('-');
  });

  test('what happened meanwhile is shown once the line is back', async ({ person, server, facts }) => {
    const page = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
    const officer = await person(OFFICER);
    await officer.open(page);
    const lost = officer.page.getByText('Sambungan terputus, mencoba lagi…');
    await expect(stageTable(officer, STAGE)).toBeVisible();

    await server.stop('SIGKILL');
    await expect(lost).toBeVisible();
    await officer.page.context().setOffline(true);
    await server.resume();
    const operator = await person(OPERATOR);
    await operator.open(page);
    await enterScore(operator, STAGE, FIRST.name, FIRST.scores[0]);
    await showsScore(operator, STAGE, FIRST);
    await officer.page.context().setOffline(false);
    await showsScore(officer, STAGE, FIRST, 60_000);
    await expect(lost).toBeHidden();
  });
});

test.describe('on whatever page is open', () => {
  test.use({ scene: 'draft' });

  test('the menu counts what waits for whom, and the Dashboard shows it', async ({ person, facts }) => {
    const one = (somebody: Person) =>
      somebody.page.getByRole('navigation', { name: 'Menu utama' }).getByText('1 seleksi menunggu saya');
    const [operator, chief, admin] = [await person(OPERATOR), await person(COMMISSIONER), await person(ADMIN)];
    await chief.open('/log');
    await admin.open('/');
    await operator.open(`/seleksi/${facts.plan}/ubah`);
    for (const somebody of [chief, admin]) await expect(one(somebody)).toBeHidden();
    await expect(one(operator)).toBeVisible();
    await expect(admin.page.getByText('Tidak ada yang menunggu')).toBeVisible();

    await sendPlan(operator);
    for (const somebody of [chief, admin]) await expect(one(somebody)).toBeVisible();
    await expect(one(operator)).toBeHidden();
    const waiting = admin.table('Seleksi yang menunggu saya').getByRole('row').filter({ hasText: POST });
    await expect(waiting).toContainText('Pilih petugas');

    const officer = await person(OFFICER);
    await officer.open('/');
    await expect(officer.page.getByText('Tidak ada yang menunggu')).toBeVisible();
    await chief.open(`/seleksi/${facts.plan}`);
    await assignOfficer(chief);
    // Whoever handles it has it, and nobody else.
    for (const somebody of [chief, admin, operator]) await expect(one(somebody)).toBeHidden();
    await expect(admin.page.getByText('Tidak ada yang menunggu')).toBeVisible();
    await expect(one(officer)).toBeVisible();
    const own = officer.table('Seleksi yang menunggu saya').getByRole('row').filter({ hasText: POST });
    await expect(own).toContainText('Reviu');

    await officer.open(`/seleksi/${facts.plan}`);
    await askForCorrection(officer, 'Lengkapi jadwal.');
    await expect(status(chief)).toHaveText('Perbaikan');
    await expect(one(operator)).toBeVisible();
    await expect(one(officer)).toBeHidden();
  });

  test('after logging out in one tab, the other one shows nothing of it', async ({ person, server, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(`/seleksi/${facts.plan}`);
    const tab = await operator.page.context().newPage();
    const other = new Person(tab, server, true);
    await other.open('/');
    await tab.getByRole('button', { name: 'Log Out' }).click();
    await expect(tab).toHaveURL(/\/masuk/);
    await expect(operator.page).toHaveURL(/\/masuk/);
    await expect(operator.page.getByRole('button', { name: 'Log Out' })).toHaveCount(0);
  });
});
