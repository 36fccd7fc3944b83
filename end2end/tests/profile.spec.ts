// One's own account: the password, the second factor, where one is logged in.

import { expect, test } from '../fixtures';
import { Authenticator } from '../support/authenticator';
import { OPERATOR, PASSWORD } from '../support/people';
import type { Person } from '../support/person';

const NEW_PASSWORD = 'kuda-terbang-biru-42';

/** Sets the second factor up; the authenticator, and the recovery codes that the page shows. */
async function enrol(person: Person): Promise<{ phone: Authenticator; codes: string[] }> {
  await person.open('/profil');
  await person.button('Atur autentikasi dua langkah').click();
  await person.fill(person.page, 'Password', PASSWORD);
  await person.send(person.button('Mulai'));
  await expect(person.page.getByRole('img', { name: 'Kode QR untuk aplikasi autentikator' })).toBeVisible();
  const phone = new Authenticator(await person.page.locator('code.secret').innerText());
  await person.fill(person.page, 'Kode', await phone.code());
  await person.send(person.button('Aktifkan'));
  await expect(person.page.getByRole('heading', { level: 1, name: 'Kode pemulihan' })).toBeVisible();
  await person.alive();
  const codes = await person.page.locator('.codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  return { phone, codes };
}

/** Gives the right password and comes to the page that asks for the code. */
async function giveThePassword(person: Person): Promise<void> {
  await person.open('/masuk');
  await person.fill(person.page, 'Username', OPERATOR);
  await person.fill(person.page, 'Password', PASSWORD);
  await person.send(person.button('Masuk'));
  await expect(person.page.getByRole('heading', { level: 1, name: 'Masuk: langkah kedua' })).toBeVisible();
  await person.alive();
}

for (const script of [true, false]) {
  test.describe(script ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled: script });

    test('the second factor is set up, asked for, and replaced by a recovery code', async ({ person, server }) => {
      test.setTimeout(120_000);
      const owner = await person(OPERATOR);
      const { phone, codes } = await enrol(owner);
      await owner.send(owner.button('Saya sudah menyimpannya'));
      await expect(owner.page).toHaveURL(`${server.url}/profil`);
      await owner.open('/profil/kode-pemulihan');
      await expect(owner.page.getByText('Kode pemulihan hanya ditampilkan sekali')).toBeVisible();

      const elsewhere = await person();
      await giveThePassword(elsewhere);
      await elsewhere.fill(elsewhere.page, 'Kode', '12345');
      await elsewhere.attempt(elsewhere.button('Masuk'));
      await elsewhere.complains(elsewhere.field(elsewhere.page, 'Kode'), 'Isi 6 angka dari aplikasi autentikator');
      await elsewhere.fill(elsewhere.page, 'Kode', await phone.code());
      await elsewhere.send(elsewhere.button('Masuk'));
      await expect(elsewhere.page).toHaveURL(`${server.url}/`);

      const lost = await person();
      await giveThePassword(lost);
      await lost.fill(lost.page, 'Kode', codes[0] ?? '');
      await lost.send(lost.button('Masuk'));
      await expect(lost.page).toHaveURL(`${server.url}/`);
      await expect(lost.toast('Kode pemulihan Anda tersisa 9.')).toBeVisible();
    });

    test('sessions are listed and ended', async ({ person, server }) => {
      const here = await person();
      await here.logIn(OPERATOR);
      const there = await person();
      await there.logIn(OPERATOR);
      await here.open('/profil');
      const table = here.table('Sesi saya');
      await expect(table.getByRole('row')).toHaveCount(3);
      await expect(table.getByText('sesi ini')).toHaveCount(1);
      const dialog = await here.dialog(table.getByRole('button', { name: /^Keluarkan / }), /^Keluarkan /);
      await here.fill(dialog, 'Password', 'bukan kata sandinya');
      await here.attempt(here.button('Keluarkan', dialog));
      await here.complains(here.field(dialog, 'Password'), 'Password tidak sesuai.');
      await here.fill(dialog, 'Password', PASSWORD);
      await here.send(here.button('Keluarkan', dialog));
      await expect(table.getByRole('row')).toHaveCount(2);
      // A page that is looked at leaves by itself; nothing else may be opened meanwhile.
      if (script) await expect(there.page).toHaveURL(`${server.url}/masuk`);
      await there.open('/seleksi');
      await expect(there.page).toHaveURL(`${server.url}/masuk?next=%2Fseleksi`);
    });

    test('a changed password ends the other sessions', async ({ person, server }) => {
      const here = await person();
      await here.logIn(OPERATOR);
      const there = await person(OPERATOR);
      await here.open('/profil');
      await here.button('Ubah Password').click();
      await here.alive();
      await here.fill(here.page, 'Password sekarang', PASSWORD);
      await here.fill(here.page, 'Password baru', NEW_PASSWORD);
      await here.fill(here.page, 'Konfirmasi Password', 'lain');
      await here.attempt(here.button('Simpan'));
      await here.complains(here.field(here.page, 'Konfirmasi Password'), 'Konfirmasi Password tidak sama');
      await here.fill(here.page, 'Password sekarang', PASSWORD);
      await here.fill(here.page, 'Password baru', NEW_PASSWORD);
      await here.fill(here.page, 'Konfirmasi Password', NEW_PASSWORD);
      await here.send(here.button('Simpan'));
      await expect(here.page).toHaveURL(`${server.url}/profil`);
      await there.open('/');
      await expect(there.page).toHaveURL(`${server.url}/masuk`);
    });
  });
}
