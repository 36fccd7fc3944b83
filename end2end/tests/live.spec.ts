// Open pages follow what happens elsewhere: across server processes, and after the line was lost.

import path from 'node:path';

import { expect, test } from '../fixtures';
import { enterScore, scoreInput, showsScore, stageTable, under } from '../job/process';
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
      await showsScore(officer, STAGE, candidate, 2_000);
    }
    await operator.page.context().close();
    await officer.page.context().close();
  } finally {
    await one.stop();
    await two.stop();
  }
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

  test('the menu counts what is new, and the Dashboard shows what waits', async ({ person, facts }) => {
    const soon = { timeout: 3_000 };
    const unread = (somebody: Person) =>
      somebody.page.getByRole('navigation', { name: 'Menu utama' }).getByText('1 rencana belum dibaca');
    const [operator, chief, admin] = [await person(OPERATOR), await person(COMMISSIONER), await person(ADMIN)];
    await chief.open('/log');
    await admin.open('/');
    await operator.open(`/seleksi/${facts.plan}/ubah`);
    for (const somebody of [chief, admin]) await expect(unread(somebody)).toBeHidden();
    await expect(admin.page.getByText('Tidak ada yang menunggu')).toBeVisible();

    await sendPlan(operator);
    for (const somebody of [chief, admin]) await expect(unread(somebody)).toBeVisible(soon);
    const waiting = admin.table('Seleksi yang menunggu saya');
    await expect(waiting.getByRole('row').filter({ hasText: POST })).toBeVisible(soon);

    await operator.open('/pejabat');
    await expect(unread(operator)).toBeHidden();
    await chief.open(`/seleksi/${facts.plan}`);
    await expect(unread(chief)).toBeHidden();
    await assignOfficer(chief);
    await expect(unread(operator)).toBeVisible(soon);
    await expect(unread(admin)).toBeVisible();

    // Whoever looks at it while somebody else changes it has read that too.
    await operator.open(`/seleksi/${facts.plan}`);
    const officer = await person(OFFICER);
    await officer.open(`/seleksi/${facts.plan}`);
    await askForCorrection(officer, 'Lengkapi jadwal.');
    for (const somebody of [chief, operator]) {
      await expect(status(somebody)).toHaveText('Perbaikan', soon);
      await expect(unread(somebody)).toBeHidden();
      await somebody.open('/log');
      await expect(unread(somebody)).toBeHidden();
    }
  });
});
