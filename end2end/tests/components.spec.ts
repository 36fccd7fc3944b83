// A picture of each component for docs/components.md, from a page where it stands:
// COMPONENTS=folder npx playwright test components (with TEST_DATABASE_URL, for a Dashboard with something in it)

import path from 'node:path';

import type { Browser, Locator } from '@playwright/test';

import { pdf, xlsx } from '../files/samples';
import { expect, test } from '../fixtures';
import { PLAN, repeated, repeatedRow } from '../job/plan';
import { Api } from '../support/api';
import { ADMIN, COMMISSIONER, INSTITUTION_ADMIN, OFFICER, OFFICER_NAME, OPERATOR, PASSWORD } from '../support/people';
import { Person } from '../support/person';
import { planFields, play, sendMore } from '../support/scenes';
import { Server } from '../support/server';

const folder = process.env.COMPONENTS;

test.skip(folder === undefined, 'COMPONENTS names no folder');

/** So high that nothing sticks to the window's ends. */
const WINDOW = { width: 1024, height: 3000 };
test.use({ viewport: WINDOW, colorScheme: 'light' });

/** Around what is shown, in pixels. */
const ROOM = 8;
/** Of something high, its beginning is enough. */
const MOST = 360;

/** Takes a picture of what stands beside or below each other. */
async function picture(name: string, shown: Locator | readonly [Locator, ...Locator[]], room = ROOM): Promise<void> {
  const parts = 'boundingBox' in shown ? ([shown] as const) : shown;
  const page = parts[0].page();
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await document.fonts.ready;
  });
  await page.mouse.move(0, 0);
  await parts[0].evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const boxes = [];
  for (const part of parts) {
    await expect(part).toBeVisible();
    const box = await part.boundingBox();
    if (box) boxes.push({ left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height });
  }
  const x = Math.min(...boxes.map(({ left }) => left)) - room;
  const y = Math.min(...boxes.map(({ top }) => top)) - room;
  const width = Math.max(...boxes.map(({ right }) => right)) + room - x;
  const height = Math.min(Math.max(...boxes.map(({ bottom }) => bottom)) + room - y, MOST);
  await page.screenshot({ path: path.join(folder ?? '', `${name}.png`), clip: { x, y, width, height } });
}

/** A field of the plan's form. */
const LETTER = 'No. Surat Pengantar';

/** A white box by its heading. */
function section(person: Person, title: string): Locator {
  return person.page.getByRole('region', { name: title, exact: true });
}

/** The field around a control, by its label. */
function field(person: Person, label: string, scope: Locator = person.page.locator('main')): Locator {
  return person.around(person.field(scope, label));
}

/** The field around ticks, by their legend. */
function choices(person: Person, legend: string): Locator {
  return person.page.getByRole('group', { name: legend, exact: true });
}

test('what stands before the login', async ({ person }) => {
  const somebody = await person();
  const { page } = somebody;
  await somebody.open('/masuk');
  await somebody.fill(page, 'Username', OPERATOR);
  await somebody.fill(page, 'Password', PASSWORD);
  await picture('text-field', [field(somebody, 'Username'), field(somebody, 'Password')]);
});

test('what an Admin keeps', async ({ person }) => {
  const admin = await person(ADMIN);
  const { page } = admin;
  await admin.open('/hari-libur?tahun=2026');
  await admin.fill(page, 'Batas berlaku sejak', '01/12/2026');
  await picture('checkbox', page.locator('.field').filter({ hasText: 'Cuti bersama dihitung libur' }));
  await picture('number-field', field(admin, 'Batas pemeriksaan rencana'));
  await picture('date-field', field(admin, 'Batas berlaku sejak'));
  await picture('alert-info', page.getByRole('note').first());
  await picture('icon', page.getByRole('navigation', { name: 'Menu utama' }).locator('ul').first());

  await admin.open('/hari-libur/1/ubah');
  await admin.fill(page, 'Alasan perubahan', 'Nama hari libur menurut Keppres 8/2024.');
  await picture('text-area', field(admin, 'Alasan perubahan'));
  await picture('button-primary', admin.button('Simpan'));
  await picture('button-secondary', admin.button('Batal'));
  await picture('button-danger', admin.button('Hapus'));

  await admin.open('/hari-libur/impor');
  await admin.attach(page, 'Berkas spreadsheet', xlsx('hari-libur.xlsx', [
    ['Tanggal', 'Nama', 'Jenis', 'Dasar hukum', 'Provinsi'],
    ['01/01/2030', 'Tahun Baru 2030 Masehi', 'Libur nasional', 'SKB 3 Menteri 2029', ''],
  ]));
  await admin.button('Periksa').click();
  await expect(page.locator('.notice-success')).toBeVisible();
  await picture('alert-success', page.locator('.notice-success'));

  await admin.open('/petugas?q=tidak-ada');
  await picture('empty', page.locator('.empty'));
  await picture('filter-bar', page.locator('.filter-bar'));

  await admin.open('/institusi');
  await picture('list-page', [page.locator('.table-region'), page.locator('.pager')]);
  await admin.open('/institusi/1');
  await picture('page-title', [page.locator('.crumbs'), page.locator('.page-head')]);
  await picture('card', page.locator('.panel').first());
});

test.describe('the form of a plan', () => {
  test.use({ scene: 'draft' });

  test('its fields', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    const { page } = operator;
    await operator.open(`/seleksi/${facts.plan}/ubah`);
    await operator.attach(page, 'Scan Surat Pengantar', pdf('Surat pengantar.pdf'));
    await picture('select', field(operator, 'Cara Pengisian JPT'));
    await picture('checkbox-group', choices(operator, 'Metode seleksi'));
    await picture('file-field', field(operator, 'Scan Surat Pengantar'));
    await picture('rich-text', field(operator, 'Deskripsi Alasan'));

    const line = await repeatedRow(operator, 'Jadwal', 1);
    await operator.fill(line, 'Kegiatan', PLAN.schedule[1]?.activity ?? '');
    await operator.fill(line, 'Tanggal mulai', '19/08/2026');
    await operator.fill(line, 'Tanggal akhir', '25/08/2026');
    await picture('repeat-table', repeated(page, 'Jadwal'));
    const stage = await repeatedRow(operator, 'Tahapan lain', 0);
    await operator.fill(stage, 'Nama tahapan', 'Tes Kesehatan');
    await picture('repeat', repeated(page, 'Tahapan lain'));

    await operator.open(`/seleksi/${facts.plan}`);
    await picture('badge-neutral', page.locator('main .status-badge').first());
  });

  test('what it says while it is typed', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    const { page } = operator;
    const letter = operator.field(page, LETTER);
    await page.clock.install();
    await operator.open(`/seleksi/${facts.plan}/ubah`);
    await letter.fill('800/124/2026');
    await letter.blur();
    await page.clock.fastForward(10_000);
    await expect(page.getByText(/^Tersimpan \d\d\.\d\d$/)).toBeVisible();
    await picture('kept-note', page.locator('#kirim'));
    await letter.fill('800/125/2026');
    await page.reload();
    await operator.alive();
    await picture('restored', page.locator('.notice').filter({ hasText: 'Isian yang belum tersimpan ditampilkan kembali' }));
  });

  test('what it says when it is not taken', async ({ person, facts }) => {
    const [operator, other] = [await person(OPERATOR), await person(INSTITUTION_ADMIN)];
    const { page } = operator;
    const alert = page.locator('.form-alert');
    await operator.open(`/seleksi/${facts.plan}/ubah`);
    await operator.fill(page, LETTER, '');
    await operator.fill(page, 'Bobot Penilaian Wawancara', '25');
    await operator.attempt(operator.button('Kirim'));
    await picture('form-complaints', alert);
    await picture('field-complaint', field(operator, LETTER));

    await other.open(`/seleksi/${facts.plan}/ubah`);
    await other.fill(other.page, LETTER, '800/200/2026');
    await other.send(other.button('Simpan sebagai draf'));
    await picture('toast', other.page.locator('.toast-item'), 0);
    await operator.fill(page, LETTER, '800/126/2026');
    await operator.fill(page, 'Bobot Penilaian Wawancara', '30');
    await operator.attempt(operator.button('Simpan sebagai draf'));
    await expect(alert).toContainText('Data sudah berubah');
    await picture('form-conflict', alert);
  });
});

test.describe('a plan under review', () => {
  test.use({ scene: 'review' });

  test('its actions and dialogs', async ({ person, facts }) => {
    const officer = await person(OFFICER);
    const { page } = officer;
    await officer.open(`/seleksi/${facts.plan}`);
    await picture('dialog-button', section(officer, 'Tindakan'));
    await picture('data-table', section(officer, 'Metode seleksi dan bobot').locator('.table-region'));
    const dialog = await officer.dialog(officer.button('Perbaikan'));
    await officer.write(dialog, 'Alasan Untuk Perbaikan', 'Mohon lengkapi susunan Panitia Seleksi.');
    await picture('dialog-footer', dialog.locator('.modal-footer'));
    await picture('button-warning', officer.button('Kirim', dialog));
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
});

test.describe('a process', () => {
  test.use({ scene: 'eligible' });

  test('its dialog', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=administrasi`);
    const dialog = await operator.dialog(operator.button('Ubah Jumlah Pelamar'));
    await picture('dialog', dialog.locator('.modal-box'), 0);
  });
});

test.describe('a process at its end', () => {
  test.use({ scene: 'accepted' });

  test('what leads on', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    const { page } = operator;
    await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=rekap`);
    await picture('steps', page.locator('.stages'));
    await picture('next-box', page.getByRole('region', { name: 'Langkah berikutnya' }));
    await picture('tabs', page.getByRole('navigation', { name: 'Tahapan penilaian' }));
    await picture('button-ghost', operator.button('Cetak rekap'));
  });
});

test.describe('a report', () => {
  test.use({ scene: 'passed' });

  test('what was written and sent', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(`/seleksi/${facts.plan}/pelaporan`);
    const result = section(operator, 'Hasil Pelaporan');
    const lines = result.locator('dl').first().locator('> div');
    await picture('definition-list', [lines.first(), lines.nth(3)]);
    await picture('attachments', lines.filter({ hasText: 'Surat pengantar PPK dan PyB' }));
  });

  test('what was done', async ({ person }) => {
    const chief = await person(COMMISSIONER);
    const { page } = chief;
    await chief.open('/log');
    await picture('pager', page.locator('.pager'));
  });
});

test.describe('a report that was sent', () => {
  test.use({ scene: 'reported' });

  test('its dialog', async ({ person, facts }) => {
    const officer = await person(OFFICER);
    await officer.open(`/seleksi/${facts.plan}/pelaporan`);
    const dialog = await officer.dialog(officer.button('Lulus'));
    await picture('button-success', dialog.locator('button[type=submit]').last());
  });
});

/** Posts of one more plan each. */
const OFFICES = ['Dinas Perhubungan', 'Dinas Pendidikan', 'Dinas Kebudayaan', 'Dinas Pertanahan', 'Dinas Tata Ruang', 'Dinas Perdagangan'];

/** What a plan that is answered is asked for. */
const WANTED = '<div>Mohon diperbaiki <strong>sebelum Jumat</strong>:</div><ul><li>nomor surat,</li><li>panitia.</li></ul>';

/** Plans at several points, one of them corrected, as if they had been begun over a year; the corrected one. */
async function manyPlans(server: Server, run: (statement: string) => Promise<void>): Promise<number> {
  const { plan } = await play(server, 'sent');
  await run(
    `INSERT INTO position (institution_id, unit, title, unit_key, title_key, level, technical, socio_cultural, status, created_at)
     SELECT institution_id, name, 'Kepala ' || name, lower(name), lower('Kepala ' || name), level, '', '', status, created_at
     FROM unnest(ARRAY['${OFFICES.join("', '")}']) name, (SELECT * FROM position ORDER BY id LIMIT 1) p`,
  );
  await sendMore(server, OFFICES.map((name) => `Kepala ${name}`));
  await run(
    `INSERT INTO tally_month (institution_id, month, plans, drafts)
     SELECT institution_id, to_char(now() - ago * interval '1 month', 'YYYY-MM'), (ago * 5) % 7 + 1, 0
     FROM generate_series(1, 11) ago, (SELECT institution_id FROM plan LIMIT 1) p`,
  );
  const [chief, officer, operator] = [await Api.as(server, COMMISSIONER), await Api.as(server, OFFICER), await Api.as(server, OPERATOR)];
  const { officers } = await chief.call<{ officers: { value: string; label: string }[] }>('selection/get_plan', { plan });
  const own = officers.find(({ label }) => label.startsWith(OFFICER_NAME))?.value ?? '';
  const as = async (api: Api, verb: string, number: number, fields = {}): Promise<void> => {
    const { version } = await api.call<{ version: number }>('selection/get_plan', { plan: number });
    await api.call(`selection/${verb}`, { plan: number, version, ...fields });
  };
  for (let more = 0; more < 5; more += 1) await as(chief, 'assign_officer', plan + more, { 'form[officer]': own });
  await as(officer, 'request_correction', plan, { 'form[text][html]': WANTED });
  await as(operator, 'save_plan', plan, {
    ...(await planFields(operator)),
    intent: 'send',
    'form[letter_number]': '800/124/2026',
    'form[reason]': 'retirement',
  });
  await as(officer, 'request_correction', plan + 1, { 'form[text][html]': WANTED });
  await as(officer, 'reject_plan', plan + 2, { 'form[text][html]': '<div>Jabatan ini digabung.</div>' });
  await as(officer, 'recommend_plan', plan + 3, { 'form[text][html]': '<div>Sesuai.</div>', 'form[files][]': await officer.upload(pdf('Rekomendasi.pdf')) });
  await as(officer, 'approve_plan', plan + 3);
  return plan;
}

async function visitor(browser: Browser, server: Server, username: string): Promise<Person> {
  const somebody = new Person(await (await browser.newContext()).newPage(), server, true);
  await somebody.enter(username);
  return somebody;
}

test('many plans', async ({ browser, database, folder: place }) => {
  const server = await Server.start({ folder: place, database: database.url });
  try {
    const plan = await manyPlans(server, (statement) => database.run(statement));
    const chief = await visitor(browser, server, COMMISSIONER);
    const { page } = chief;
    await chief.open('/');
    await picture('bar-plot', chief.table('Seleksi menurut status, jumlah rencana'));
    await picture('list-table', chief.table('Seleksi yang menunggu saya'));
    await picture('section', section(chief, 'Data jabatan'));
    await picture('count', page.locator('nav .count').locator('xpath=..'));
    const figure = page.locator('figure.plot');
    await picture('column-plot', figure);
    await figure.locator('summary').click();
    await picture('as-table', [figure.locator('summary'), figure.locator('tbody tr').nth(4)]);

    await chief.open('/seleksi?urut=dikirim');
    await picture('button-link', page.locator('.page-head .actions'));
    const list = chief.table('Daftar rencana seleksi');
    const heads = list.locator('thead th');
    await heads.last().scrollIntoViewIfNeeded();
    await picture('sorted-head', [heads.last(), heads.filter({ hasText: 'Status' })], 0);
    for (const [name, status] of [['info', 'Baru'], ['success', 'Disetujui'], ['warning', 'Perbaikan'], ['danger', 'Ditolak']] as const) {
      await picture(`badge-${name}`, list.locator('.status-badge').filter({ hasText: new RegExp(`^${status}$`) }).first());
    }

    await chief.open(`/seleksi/${plan}`);
    const corrected = section(chief, 'Yang berubah sejak Perbaikan');
    await picture('rich-view', corrected.locator('.rich-text'), 0);
    await picture('changes', corrected.locator('.table-region'), 0);
    await picture('definition-changed', section(chief, 'Data rencana').locator('dl > div').filter({ has: page.locator('ins') }).first());
    const messages = page.locator('.dialogue > li');
    await picture('timeline', [messages.nth(1), messages.nth(2)]);
  } finally {
    await server.stop();
  }
});
