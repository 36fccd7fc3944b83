// The form of a plan: what it begins with, what fills it quickly, and that nothing typed in it is lost.

import { expect, test } from '../fixtures';
import { fillPlan, listed, PLAN, repeated, repeatedRow, sendPlan, STAGE_LABELS } from '../job/plan';
import { OPERATOR, PASSWORD, POSITION } from '../support/people';
import { Person } from '../support/person';

const NEW = '/seleksi/tambah';
const LETTER = 'No. Surat Pengantar';
const LONG = 10_000;

/** What the browser itself keeps, for whoever comes back. */
async function keptHere(person: Person): Promise<number> {
  return person.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('sijapti-isian')).length);
}

async function rowValues(person: Person, legend: string, labels: readonly string[]): Promise<string[][]> {
  const rows = repeated(person.page, legend).getByRole('group', { name: /^Baris \d+$/ });
  const values = [];
  for (const row of await rows.all()) {
    values.push(await Promise.all(labels.map((label) => person.field(row, label).inputValue())));
  }
  return values;
}

test('a new plan has the weights of the rule in force', async ({ person }) => {
  const operator = await person(OPERATOR);
  await operator.open(NEW);
  const weights = ['25', '20', '35', '20'];
  for (const [at, stage] of STAGE_LABELS.entries()) {
    await expect(operator.field(operator.page, `Bobot Penilaian ${stage}`)).toHaveValue(weights[at] ?? '');
  }
  await expect(repeated(operator.page, 'Bobot dan urutan tahapan')).toContainText('Diusulkan menurut PermenPANRB 15/2019');
});

test('rows of a spreadsheet are pasted, all or none', async ({ person }) => {
  const operator = await person(OPERATOR);
  await operator.open(NEW);
  const first = await repeatedRow(operator, 'Panitia Seleksi', 0);
  await operator.field(first, 'Nama').focus();
  await operator.paste('Prof. Siti\tAkademisi, pakar, atau profesional\tKetua\nDrs. Bambang\ttetangga\tSekretaris\n');
  await expect(operator.alert()).toContainText(/Baris 2: “tetangga” bukan salah satu pilihan Unsur \(.+\)\. Tidak ada yang diisi\./);
  expect(await rowValues(operator, 'Panitia Seleksi', ['Nama'])).toEqual([['']]);

  await operator.field(first, 'Nama').focus();
  await operator.paste('Prof. Siti\tAkademisi\tKetua\r\nDrs. Bambang\tinternal\t\r\nDr. Rina\tInstansi lain\tAnggota\r\n');
  await expect(repeated(operator.page, 'Panitia Seleksi').getByRole('group', { name: 'Baris 3' })).toBeVisible();
  await expect.poll(() => rowValues(operator, 'Panitia Seleksi', ['Nama', 'Unsur', 'Keterangan'])).toEqual([
    ['Prof. Siti', 'expert', 'Ketua'],
    ['Drs. Bambang', 'internal', ''],
    ['Dr. Rina', 'other_institution', 'Anggota'],
  ]);
  await expect(operator.alert()).toHaveCount(0);

  const line = await repeatedRow(operator, 'Jadwal', 0);
  await operator.field(line, 'Kegiatan').focus();
  await operator.paste('Pengumuman\t2026-12-01\t16/12/2026\nWawancara\t11/01/2027\t12/01/2027');
  await expect.poll(() => rowValues(operator, 'Jadwal', ['Kegiatan', 'Tanggal mulai', 'Tanggal akhir'])).toEqual([
    ['Pengumuman', '01/12/2026', '16/12/2026'],
    ['Wawancara', '11/01/2027', '12/01/2027'],
  ]);
  // One cell is an ordinary text.
  await operator.field(line, 'Kegiatan').focus();
  await operator.paste('Pengumuman lowongan');
  expect(await rowValues(operator, 'Jadwal', ['Kegiatan'])).toEqual([['Pengumuman'], ['Wawancara']]);
});

test('the usual schedule begins on its first day, and asks before it replaces rows', async ({ person }) => {
  const operator = await person(OPERATOR);
  await operator.open(NEW);
  await operator.button('Isi jadwal baku').click();
  await expect(operator.alert()).toHaveText('Hari pertama wajib diisi.');
  await operator.fill(operator.page, 'Hari pertama pengumuman', '01/12/2026');
  await operator.button('Isi jadwal baku').click();
  await expect.poll(async () => (await rowValues(operator, 'Jadwal', ['Kegiatan'])).length).toBe(9);
  const line = await repeatedRow(operator, 'Jadwal', 0);
  await expect(operator.field(line, 'Tanggal akhir')).toHaveValue('16/12/2026');
  await expect(operator.alert()).toHaveCount(0);

  operator.page.once('dialog', (dialog) => void dialog.dismiss());
  await operator.fill(line, 'Kegiatan', 'Pengumuman lowongan');
  await operator.button('Isi jadwal baku').click();
  await expect(operator.field(line, 'Kegiatan')).toHaveValue('Pengumuman lowongan');
});

test('whoever adds a row goes on typing in it, and a row that is taken away keeps the others', async ({ person }) => {
  const operator = await person(OPERATOR);
  await operator.open(NEW);
  const members = repeated(operator.page, 'Panitia Seleksi');
  const first = await repeatedRow(operator, 'Panitia Seleksi', 0);
  await operator.fill(first, 'Nama', 'Prof. Siti');
  await operator.button('Tambah', members).press('Enter');
  const second = members.getByRole('group', { name: 'Baris 2', exact: true });
  await expect(operator.field(second, 'Nama')).toBeFocused();
  await operator.page.keyboard.type('Drs. Bambang');
  await operator.button('Hapus baris 1').click();
  expect(await rowValues(operator, 'Panitia Seleksi', ['Nama'])).toEqual([['Drs. Bambang']]);
});

test('a complaint goes as soon as its field is right', async ({ person }) => {
  const operator = await person(OPERATOR);
  await operator.open(NEW);
  await fillPlan(operator, { ...PLAN, letter: '', weights: ['40', '20', '30', '5'] });
  await operator.field(operator.page, 'Urutan Wawancara').selectOption('2');
  await operator.attempt(operator.button('Kirim'));
  const letter = operator.field(operator.page, LETTER);
  const record = operator.field(operator.page, 'Bobot Penilaian Rekam Jejak');
  const interview = operator.field(operator.page, 'Urutan Wawancara');
  await operator.complains(letter, 'No. Surat Pengantar wajib diisi.');
  await expect(record).toHaveAccessibleDescription(/rekam jejak/);
  await operator.complains(interview, 'Urutan wawancara sama dengan urutan penulisan makalah.');

  await letter.pressSequentially('8');
  await expect(letter).not.toHaveAttribute('aria-invalid', 'true');
  await expect(letter).toBeFocused();
  await record.fill('10');
  await expect(record).not.toHaveAttribute('aria-invalid', 'true');
  await expect(operator.alert().first()).toContainText('Ada 1 isian yang perlu diperbaiki.');
  await interview.selectOption('3');
  await expect(operator.alert()).toHaveCount(0);
  await sendPlan(operator);
});

test.describe('with time in hand', () => {
  test('a draft is saved by itself after a while, once, and is sent as it is then', async ({ person }) => {
    const operator = await person(OPERATOR);
    await operator.page.clock.install();
    await operator.open(NEW);
    await fillPlan(operator, PLAN);
    await expect(operator.page.getByText('Belum tersimpan', { exact: true })).toBeVisible();
    await operator.page.clock.fastForward(LONG);
    await expect(operator.page.getByText(/^Tersimpan \d\d\.\d\d$/)).toBeVisible();
    await expect(operator.page).toHaveURL(/\/tambah\?rencana=\d+$/);
    expect(await keptHere(operator)).toBe(0);

    await operator.fill(operator.page, LETTER, '800/124/BKD/2026');
    await operator.page.clock.fastForward(LONG);
    await expect.poll(() => keptHere(operator)).toBe(0);
    await operator.page.reload();
    await operator.alive();
    await expect(operator.field(operator.page, LETTER)).toHaveValue('800/124/BKD/2026');
    await expect(operator.page.getByText('Isian yang belum tersimpan ditampilkan kembali')).toHaveCount(0);

    await operator.fill(operator.page, LETTER, '800/125/BKD/2026');
    await operator.page.clock.fastForward(LONG);
    await operator.page.clock.resume();
    await sendPlan(operator);
    await operator.open('/seleksi');
    await expect(listed(operator, POSITION.split(' - ')[1] ?? '')).toHaveCount(1);
  });

  test('what another has saved is not kept over, and is compared', async ({ person }) => {
    const [operator, other] = [await person(OPERATOR), await person('adminjaksel')];
    await operator.page.clock.install();
    await operator.open(NEW);
    await operator.fill(operator.page, LETTER, '1');
    await operator.page.clock.fastForward(LONG);
    await expect(operator.page).toHaveURL(/rencana=\d+$/);
    await other.open(`/seleksi/${new URL(operator.page.url()).searchParams.get('rencana')}/ubah`);
    await other.fill(other.page, LETTER, '2');
    await other.send(other.button('Simpan sebagai draf'));
    await operator.fill(operator.page, LETTER, '3');
    await operator.page.clock.fastForward(LONG);
    await expect(operator.page.getByText('Orang lain telah mengubah rencana ini; simpan untuk membandingkan.')).toBeVisible();
    await operator.attempt(operator.button('Simpan sebagai draf'));
    await expect(operator.alert().first()).toContainText('Data sudah berubah');
    await expect(operator.field(operator.page, LETTER)).toHaveValue('3');
  });
});

test.describe('nothing that was typed is lost', () => {
  const back = 'Isian yang belum tersimpan ditampilkan kembali';

  async function typed(operator: Person): Promise<void> {
    await operator.open(NEW);
    await fillPlan(operator, PLAN);
    await expect.poll(() => keptHere(operator)).toBe(1);
  }

  async function isBack(operator: Person): Promise<void> {
    await expect(operator.page.getByText(back)).toBeVisible();
    await expect(operator.field(operator.page, LETTER)).toHaveValue(PLAN.letter);
    await expect(operator.page.getByRole('checkbox', { name: POSITION, exact: true })).toBeChecked();
    await expect(operator.page.getByRole('link', { name: 'SK Pansel.pdf' })).toBeVisible();
    await expect(operator.page.locator('trix-editor')).toContainText(PLAN.description);
    expect(await rowValues(operator, 'Panitia Seleksi', ['Nama'])).toEqual(PLAN.committee.map((member) => [member.name]));
  }

  test('by loading the page again, after which it may be sent or thrown away', async ({ person }) => {
    const operator = await person(OPERATOR);
    await typed(operator);
    await operator.page.reload();
    await operator.alive();
    await isBack(operator);
    await operator.page.reload();
    await operator.alive();
    await isBack(operator);
    await operator.button('Buang isian ini').click();
    await expect(operator.field(operator.page, LETTER)).toHaveValue('');
    await expect(operator.page.getByText(back)).toHaveCount(0);
    expect(await keptHere(operator)).toBe(0);
  });

  test('and what is typed after it was shown again neither', async ({ person }) => {
    const operator = await person(OPERATOR);
    await operator.page.clock.install();
    await typed(operator);
    await operator.page.reload();
    await operator.alive();
    await isBack(operator);
    const letter = operator.field(operator.page, LETTER);
    await operator.fill(operator.page, LETTER, '800/200/BKD/2026');
    await expect.poll(() => operator.page.evaluate(() => JSON.stringify(localStorage))).toContain('800/200/BKD/2026');
    await operator.page.reload();
    await operator.alive();
    await expect(letter).toHaveValue('800/200/BKD/2026');

    await operator.fill(operator.page, LETTER, '');
    await operator.attempt(operator.button('Kirim'));
    await operator.complains(letter, 'No. Surat Pengantar wajib diisi.');
    await letter.pressSequentially('800/300/BKD/2026');
    await expect(letter).not.toHaveAttribute('aria-invalid', 'true');
    await operator.page.clock.fastForward(LONG);
    await expect(operator.page.getByText(/^Tersimpan \d\d\.\d\d$/)).toBeVisible();
    // Whoever leaves the field has typed nothing more.
    await operator.field(operator.page, 'Hari pertama pengumuman').focus();
    await expect(operator.page.getByText(/^Tersimpan \d\d\.\d\d$/)).toBeVisible();
    await operator.page.clock.resume();
    await sendPlan(operator);
    expect(await keptHere(operator)).toBe(0);
  });

  test('by closing the tab', async ({ person }) => {
    const operator = await person(OPERATOR);
    await typed(operator);
    const other = await operator.page.context().newPage();
    await operator.page.close();
    const again = new Person(other, operator.server, true);
    await again.open(NEW);
    await isBack(again);
    await sendPlan(again);
    expect(await keptHere(again)).toBe(0);
  });

  test('by going elsewhere and back: it is a draft by then', async ({ person }) => {
    const operator = await person(OPERATOR);
    await typed(operator);
    await operator.page.getByRole('link', { name: 'Daftar Seleksi' }).first().click();
    await expect(operator.toast('Isian tersimpan sebagai draf.')).toBeVisible();
    await expect.poll(() => keptHere(operator)).toBe(0);
    await operator.page.goBack();
    await expect(operator.page.getByRole('heading', { level: 1, name: 'Tambah Seleksi' })).toBeVisible();
    await expect(operator.field(operator.page, LETTER)).toHaveValue('');
    await operator.open('/seleksi');
    await expect(operator.table('Daftar rencana seleksi').locator('tbody').getByRole('row')).toHaveCount(1);
  });

  test('by the end of the session', async ({ person }) => {
    const operator = await person(OPERATOR);
    await typed(operator);
    await operator.page.context().clearCookies();
    await operator.page.reload();
    await expect(operator.page).toHaveURL(/\/masuk\?next=/);
    await operator.alive();
    await operator.fill(operator.page, 'Username', OPERATOR);
    await operator.fill(operator.page, 'Password', PASSWORD);
    await operator.send(operator.button('Masuk'));
    await expect(operator.page).toHaveURL(operator.server.url + NEW);
    await operator.alive();
    await isBack(operator);
  });

  test('by beginning from something else, which asks', async ({ person }) => {
    const operator = await person(OPERATOR);
    await typed(operator);
    await operator.page.getByText('Mulai dari rencana sebelumnya atau jadwal baku').click();
    await operator.fill(operator.page, 'Jadwal baku mulai tanggal', '01/12/2026');
    operator.page.once('dialog', (dialog) => void dialog.dismiss());
    await operator.button('Pakai').click();
    await expect(operator.field(operator.page, LETTER)).toHaveValue(PLAN.letter);
    await expect(operator.page).toHaveURL(operator.server.url + NEW);
    expect(await keptHere(operator)).toBe(1);
  });

  test('in one tab while another one is saved', async ({ person }) => {
    const operator = await person(OPERATOR);
    await operator.page.clock.install();
    await operator.open(NEW);
    await operator.fill(operator.page, LETTER, '1');
    await expect.poll(() => keptHere(operator)).toBe(1);
    const other = new Person(await operator.page.context().newPage(), operator.server, true);
    // The clock is both tabs': what the second has is its browser's alone.
    await other.page.route('**/api/selection/keep_plan', (route) => route.abort());
    await other.open(NEW);
    await other.fill(other.page, LETTER, '2');
    await expect.poll(() => other.page.evaluate(() => JSON.stringify(localStorage))).toContain('\\"2\\"');
    await operator.page.clock.fastForward(LONG);
    await expect(operator.page.getByText(/^Tersimpan \d\d\.\d\d$/)).toBeVisible();
    expect(await keptHere(other)).toBe(1);
    await other.page.reload();
    await other.alive();
    await expect(other.field(other.page, LETTER)).toHaveValue('2');
  });

  test('but by cancelling, and by logging out', async ({ person }) => {
    const operator = await person(OPERATOR);
    await typed(operator);
    await operator.button('Batal').click();
    await expect(operator.page).toHaveURL(/\/seleksi$/);
    expect(await keptHere(operator)).toBe(0);
    await typed(operator);
    await operator.button('Log Out').click();
    await expect(operator.page).toHaveURL(/\/masuk/);
    expect(await keptHere(operator)).toBe(0);
  });
});

test.describe('after an earlier plan', () => {
  test.use({ scene: 'approved' });

  for (const script of [true, false]) {
    test(`a plan begins with its committee, stages and lines ${script ? 'with' : 'without'} a script`, async ({ person }) => {
      const operator = await person(OPERATOR, { javaScriptEnabled: script });
      await operator.open(NEW);
      await operator.page.getByText('Mulai dari rencana sebelumnya atau jadwal baku').click();
      const begin = operator.page.locator('details.begin');
      await operator.field(begin, 'Salin dari rencana sebelumnya').selectOption({ index: 1 });
      await operator.fill(begin, 'Jadwal baku mulai tanggal', '01/12/2026');
      await operator.button('Pakai', begin).click();
      await expect(operator.page).toHaveURL(/salin=\d+/);
      await operator.alive();
      await expect(operator.field(operator.page, LETTER)).toHaveValue('');
      const member = await repeatedRow(operator, 'Panitia Seleksi', 0);
      await expect(operator.field(member, 'Nama')).not.toHaveValue('');
      const line = await repeatedRow(operator, 'Jadwal', 0);
      await expect(operator.field(line, 'Tanggal mulai')).toHaveValue('01/12/2026');
    });
  }
});
