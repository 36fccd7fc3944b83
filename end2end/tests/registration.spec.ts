// The commission's Admin registers the country's regional governments from a spreadsheet.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Sample } from '../files/samples';
import { expect, test } from '../fixtures';
import { ADMIN } from '../support/people';
import type { Person } from '../support/person';

const HEADS = ['Nama Institusi*', 'Jenis*', 'Provinsi', 'Kabupaten/Kota', 'Username*', 'Email*'];

/** The rows of a reference file, without its head. */
function reference(name: string): string[][] {
  const file = path.join(__dirname, '../../domain/data', name);
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
}

/** Every province, kabupaten and kota, with an account each. */
function governments(): string[][] {
  const provinces = reference('provinces.csv');
  const names = new Map(provinces.map(([code = '', name = '']) => [code, name]));
  const rows = provinces.map(([code = '', name = '']) => [name, 'Provinsi', name, '', `prov${code}`, `prov${code}@example.go.id`]);
  for (const [code = '', province = '', name = ''] of reference('regencies.csv')) {
    const kind = /^kota /i.test(name) ? 'Kota' : 'Kabupaten';
    const user = `daerah${code}`;
    rows.push([name, kind, names.get(province) ?? '', name, user, `${user}@example.go.id`]);
  }
  return rows;
}

function csv(rows: readonly (readonly string[])[]): Sample {
  const text = [HEADS, ...rows].map((row) => row.join(';')).join('\r\n');
  return { name: 'institusi.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

async function choose(person: Person, rows: readonly (readonly string[])[]): Promise<void> {
  await person.open('/institusi/daftarkan');
  await person.attach(person.page, 'Berkas spreadsheet', csv(rows));
  await person.send(person.button('Periksa'));
}

test.describe('on an installation without any institution', () => {
  test.use({ empty: true });

  test('552 regional governments are checked, registered and handed their passwords', async ({ person }) => {
    test.setTimeout(240_000);
    const admin = await person(ADMIN);
    const { page } = admin;
    const rows = governments();
    expect(rows).toHaveLength(552);
    await choose(admin, rows);
    await expect(page.getByText('552 institusi siap didaftarkan.')).toBeVisible();
    await admin.send(admin.button('Daftarkan 552 institusi'));

    const progress = page.getByRole('progressbar', { name: 'Kemajuan pendaftaran' });
    await expect(progress).toBeVisible();
    await expect(page.getByText('552 institusi telah didaftarkan.')).toBeVisible({ timeout: 180_000 });
    const table = admin.table('Akun pertama setiap institusi');
    await expect(table.locator('tbody').getByRole('row')).toHaveCount(552);

    const cells = table.getByRole('row').filter({ hasText: 'daerah31.74' }).locator('td');
    const [username, password] = [await cells.nth(1).innerText(), await cells.nth(2).innerText()];
    const holder = await person();
    await holder.open('/masuk');
    await holder.fill(holder.page, 'Username', username);
    await holder.fill(holder.page, 'Password', password);
    await holder.send(holder.button('Masuk'));
    await expect(holder.page).not.toHaveURL(/\/masuk/);

    await admin.send(admin.button('Hapus daftar password'));
    await expect(page.getByText('Daftar password telah dihapus.', { exact: false }).first()).toBeVisible();
    await expect(table).toBeHidden();
  });
});

test('a government that is registered already is not registered twice under another name', async ({ person }) => {
  const admin = await person(ADMIN);
  const rows = governments().filter(([name = '']) => /jakarta/i.test(name));
  await choose(admin, rows);
  await expect(admin.page.getByText(`${rows.length - 1} institusi siap didaftarkan; 1 sel`)).toBeVisible();
  const fault = admin.table('Sel yang perlu diperbaiki').locator('tbody').getByRole('row');
  await expect(fault).toContainText('Kota Jakarta Selatan sudah terdaftar.');
});

for (const script of [true, false]) {
  test(`bad cells are shown by row and column, ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const admin = await person(ADMIN, { javaScriptEnabled: script });
    await choose(admin, [
      ['Kementerian Sosial', 'Kementerian', '', '', 'kemensos', 'biro@example.go.id'],
      ['Atlantis', 'Kota', 'Jawa Barat', 'Atlantis', 'atlantis', 'tanpa-at'],
    ]);
    const bad = admin.table('Sel yang perlu diperbaiki');
    await expect(bad.locator('tbody').getByRole('row')).toHaveCount(2);
    await expect(bad).toContainText('Tidak ada Kota ini di Provinsi Jawa Barat.');
    await admin.send(admin.button('Daftarkan 1 baris yang benar saja'));
    if (!script) {
      await expect(async () => {
        await admin.page.reload();
        await expect(admin.page.getByText('1 institusi telah didaftarkan.')).toBeVisible({ timeout: 500 });
      }).toPass();
    }
    await expect(admin.page.getByText('1 institusi telah didaftarkan.')).toBeVisible();
    await expect(admin.table('Akun pertama setiap institusi')).toContainText('kemensos');
  });
}

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`a registration is found again and its passwords are made anew, ${how} JavaScript`, async ({ person }) => {
    const admin = await person(ADMIN, { javaScriptEnabled: script });
    const { page } = admin;
    const user = script ? 'kemenag' : 'kemenag2';
    const name = script ? 'Kementerian Agama' : 'Kementerian Agama dan Haji';
    await choose(admin, [[name, 'Kementerian', '', '', user, `${user}@example.go.id`]]);
    await admin.send(admin.button('Daftarkan 1 institusi'));
    const ended = async (text: string): Promise<void> => {
      await expect(async () => {
        if (!script) await page.reload();
        await expect(page.getByText(text)).toBeVisible({ timeout: 500 });
      }).toPass();
    };
    await ended('1 institusi telah didaftarkan.');
    const sheet = admin.table('Akun pertama setiap institusi');
    const first = await sheet.getByRole('row').filter({ hasText: user }).locator('code').innerText();

    // As somebody who has closed the tab and comes back.
    await admin.open('/institusi/daftarkan');
    const line = admin.table('Pendaftaran yang berjalan dan yang sudah selesai').locator('tbody').getByRole('row').first();
    await expect(line).toContainText('Selesai');
    await line.getByRole('link', { name: 'Lihat' }).click();
    const dialog = await admin.dialog(admin.button('Buat 1 password baru'));
    await admin.send(admin.button('Buat password baru', dialog));
    await ended('Password baru untuk 1 akun telah dibuat.');
    const second = await sheet.getByRole('row').filter({ hasText: user }).locator('code').innerText();
    expect(second).not.toBe(first);
  });
}

test('a spreadsheet with other columns is refused at its field', async ({ person }) => {
  const admin = await person(ADMIN);
  await admin.open('/institusi/daftarkan');
  const sheet = { name: 'institusi.csv', mimeType: 'text/csv', buffer: Buffer.from('Nama;Jenis\r\nA;Kota\r\n') };
  await admin.attach(admin.page, 'Berkas spreadsheet', sheet);
  await admin.attempt(admin.button('Periksa'));
  await expect(admin.around(admin.field(admin.page, 'Berkas spreadsheet'))).toContainText('Nama Institusi');
});
