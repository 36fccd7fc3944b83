// What daily work costs: presses of the mouse and of keys, and how long the pages are. The figures before stand beside the
// limits; each is to be at most half of what it was.

import type { Locator } from '@playwright/test';

import { expect, test } from '../fixtures';
import { pdf } from '../files/samples';
import { PLAN, repeated, repeatedRow } from '../job/plan';
import { openPart, scoreInput, stageTable } from '../job/process';
import { chooseOfficer } from '../job/review';
import { COMMISSIONER, OFFICER, OPERATOR, STAGES } from '../support/people';
import { Person } from '../support/person';
import { play, sendMore } from '../support/scenes';
import { Api } from '../support/api';
import { Server } from '../support/server';

const PLANS = 42;
const PEOPLE = 12;

/** Counts what somebody presses, on every page they come to. */
async function counted(person: Person): Promise<() => Promise<{ clicks: number; keys: number; lost: number }>> {
  await person.page.addInitScript(() => {
    const add = (name: string) => sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + 1));
    addEventListener('click', (event) => event.detail > 0 && add('clicks'), true);
    addEventListener('change', (event) => event.target instanceof HTMLSelectElement && add('clicks'), true);
    addEventListener(
      'keydown',
      () => {
        add('keys');
        // Before anything had it, on a new page, it is not lost.
        if (document.activeElement !== document.body) sessionStorage.setItem('had', '1');
        else if (sessionStorage.getItem('had')) add('lost');
      },
      true,
    );
  });
  return () =>
    person.page.evaluate(() => {
      const of = (name: string) => Number(sessionStorage.getItem(name) ?? 0);
      return { clicks: of('clicks'), keys: of('keys'), lost: of('lost') };
    });
}

async function height(person: Person): Promise<number> {
  return person.page.evaluate(() => document.documentElement.scrollHeight);
}

test('daily work costs at most half of what it did', async ({ database, folder, browser }) => {
  test.setTimeout(300_000);
  const server = await Server.start({ folder, database: database.url });
  const person = async (username: string, viewport = { width: 1366, height: 768 }) => {
    const somebody = new Person(await (await browser.newContext({ viewport })).newPage(), server, true);
    await somebody.enter(username);
    return somebody;
  };
  const told: Record<string, string> = {};
  try {
    const facts = await play(server, 'eligible');
    await database.run(
      `INSERT INTO position (institution_id, unit, title, unit_key, title_key, level, technical, socio_cultural, status, created_at)
       SELECT institution_id, 'Unit ' || i, 'Kepala Unit ' || i, 'unit ' || i, 'kepala unit ' || i, level, '', '', status, created_at
       FROM generate_series(1, ${PLANS}) i, (SELECT * FROM position ORDER BY id LIMIT 1) p`,
    );
    await sendMore(server, Array.from({ length: PLANS }, (_, at) => `Unit ${at + 1} - Kepala Unit ${at + 1}`));

    // 45 clicks and 649 keys before, and a form of 4,994 px.
    const writer = await person(OPERATOR);
    const written = await counted(writer);
    await writer.open('/seleksi/tambah');
    for (const post of ['Unit 1 - Kepala Unit 1', 'Unit 2 - Kepala Unit 2']) await writer.page.getByRole('checkbox', { name: post, exact: true }).click();
    await writer.field(writer.page, 'No. Surat Pengantar').click();
    await writer.page.keyboard.type('800/321/BKD/2026');
    await writer.attach(writer.page, 'Scan Surat Pengantar', pdf('Surat pengantar.pdf'));
    await writer.choose(writer.page, 'Cara Pengisian JPT', PLAN.method);
    await writer.choose(writer.page, 'Alasan', PLAN.reason);
    await writer.page.getByRole('checkbox', { name: PLAN.ways[0] ?? '', exact: true }).click();
    const members = PLAN.committee.map(({ name, element, note }) => [name, element, note].join('\t'));
    await writer.field(await repeatedRow(writer, 'Panitia Seleksi', 0), 'Nama').click();
    await writer.page.keyboard.press('Control+V');
    await writer.paste(members.join('\n'));
    await writer.field(writer.page, 'Hari pertama pengumuman').click();
    await writer.page.keyboard.type('01/12/2026');
    await writer.button('Isi jadwal baku').click();
    await expect(repeated(writer.page, 'Jadwal').getByRole('group', { name: 'Baris 9', exact: true })).toBeVisible();
    await writer.page.locator('trix-editor').click();
    await writer.page.keyboard.type(PLAN.description);
    const form = await height(writer);
    await writer.button('Simpan sebagai draf').click();
    await expect(writer.toast('Draf tersimpan.')).toBeVisible();
    const plan = await written();
    told['plan with two posts'] = `${plan.clicks} clicks (45), ${plan.keys} keys (649), ${form} px (4,994), focus lost ${plan.lost} times`;
    expect(plan.clicks).toBeLessThanOrEqual(22);
    expect(plan.keys).toBeLessThanOrEqual(324);
    expect(form).toBeLessThanOrEqual(2497);
    expect(plan.lost).toBe(0);

    // 252 clicks before.
    const chief = await person(COMMISSIONER);
    const assigned = await counted(chief);
    await chief.open('/seleksi?tab=tanpa-petugas');
    const rows = chief.table('Daftar rencana seleksi').locator('tbody').getByRole('row');
    for (let left = PLANS; left > 0; left -= 25) {
      await expect(rows).toHaveCount(Math.min(left, 25));
      await chief.button('Pilih semua').click();
      await chooseOfficer(chief.field(chief.page, 'Petugas untuk rencana yang dipilih'));
      await chief.send(chief.button('Tetapkan'));
    }
    await expect(chief.page.getByText('Semua rencana sudah ada petugasnya')).toBeVisible();
    const { clicks } = await assigned();
    told['assign 42 plans'] = `${clicks} clicks (252)`;
    expect(clicks).toBeLessThanOrEqual(126);

    // 70 clicks before.
    const officer = await person(OFFICER);
    const approved = await counted(officer);
    await officer.open('/seleksi?tab=menunggu');
    await officer.table('Daftar rencana seleksi').locator('tbody').getByRole('row').first().getByRole('link').first().click();
    const next = officer.page.getByRole('region', { name: 'Langkah berikutnya' });
    for (let at = 0; at < 10; at += 1) {
      const dialog = await officer.dialog(next.getByRole('button', { name: 'Rekomendasi dan setujui' }), 'Rekomendasi dan setujui');
      await officer.write(dialog, 'Rekomendasi', 'Sesuai ketentuan.');
      if (at === 0) await officer.attach(dialog, 'Surat Rekomendasi', pdf('Rekomendasi.pdf'));
      await officer.send(officer.button('Rekomendasi dan setujui', dialog));
      await next.getByRole('link', { name: /^Berikutnya/ }).click();
      await expect(next.getByRole('button', { name: 'Rekomendasi dan setujui' })).toBeVisible();
    }
    const reviewed = await approved();
    told['recommend and approve ten'] = `${reviewed.clicks} clicks (70)`;
    expect(reviewed.clicks).toBeLessThanOrEqual(35);

    // 349 keys before, and the focus was lost four times.
    const api = await Api.as(server, OPERATOR);
    const names = Array.from({ length: PEOPLE }, (_, at) => `Pelamar ${String.fromCharCode(65 + at)}`);
    const view = await api.call<{ version: number }>('selection/get_vacancy', { vacancy: facts.vacancy });
    await api.call('selection/record_applicant_count', { vacancy: facts.vacancy, version: view.version, 'form[count]': 30 });
    const lines = names.map((name, at) => `${name}; 1985031520100110${String(at + 10)}; Dinas ${at}`).join('\n');
    await api.call('selection/add_applicants', { vacancy: facts.vacancy, 'form[lines]': lines });
    const operator = await person(OPERATOR);
    await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}`);
    const scored = await counted(operator);
    await operator.page.reload();
    await operator.alive();
    const people = await stageRows(operator);
    for (const stage of STAGES) {
      // After the last score of a stage the focus is there by itself.
      const all = operator.button(`Pilih semua untuk mengikuti ${stage}`);
      if (stage === STAGES[0]) while (!(await focused(all))) await operator.page.keyboard.press('Tab');
      await expect(all).toBeFocused();
      for (const key of ['Enter', 'Tab', 'Enter']) await operator.page.keyboard.press(key);
      await expect(stageTable(operator, stage).locator('tbody').getByRole('row')).toHaveCount(people);
      await expect(stageTable(operator, stage).getByRole('textbox').first()).toBeFocused();
      for (let at = 0; at < people; at += 1) {
        await operator.page.keyboard.type('7');
        await operator.page.keyboard.press('Enter');
      }
      await expect(stageTable(operator, stage).getByRole('textbox')).toHaveCount(0);
    }
    const { keys, lost } = await scored();
    told[`score 4 x ${people}`] = `${keys} keys, focus lost ${lost} times (349 for 12, 4 times)`;
    expect(lost).toBe(0);
    expect(keys / people).toBeLessThanOrEqual(349 / PEOPLE / 2);
    expect(await scoreInput(operator, STAGES[0], names[0] ?? '').count()).toBe(0);

    // 4,872 px before, and 27,792 on a phone.
    await openPart(operator, STAGES[0]);
    const desk = await height(operator);
    const phone = await person(OPERATOR, { width: 390, height: 844 });
    await phone.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=managerial`);
    const small = await height(phone);
    told[`process with ${people} people`] = `${desk} px at 1366 (4,872 for 12), ${small} px at 390 (27,792)`;
    expect(desk).toBeLessThanOrEqual(2436);
    expect(small).toBeLessThanOrEqual(13_896);
  } finally {
    console.table(told);
    await server.stop();
  }
});

async function focused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}

async function stageRows(person: Person): Promise<number> {
  await openPart(person, 'Administrasi');
  return person.table('Daftar pelamar yang memenuhi syarat administrasi').locator('tbody').getByRole('row').count();
}
