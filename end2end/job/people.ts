import { expect } from '@playwright/test';

import type { Sample } from '../files/samples';
import type { Person } from '../support/person';

/** A password that may be chosen for somebody. */
export const CHOSEN = 'kuda-terbang-biru-42';
/** The one its owner takes instead. */
export const OWN = 'gajah-menari-hijau-7';

/** What stands in the form of Tambah Petugas (Gambar 4). */
export interface OfficerInput {
  name: string;
  role: string;
  username: string;
  email: string;
  photo?: Sample;
}

/** Username, Password, Konfirmasi Password and Email, as every form of an account has them. */
export async function fillAccount(person: Person, username: string, email: string): Promise<void> {
  const { page } = person;
  await person.fill(page, 'Username', username);
  await person.fill(page, 'Password', CHOSEN);
  await person.fill(page, 'Konfirmasi Password', CHOSEN);
  await person.fill(page, 'Email', email);
}

/** Adds a Jabatan while the form of a Petugas is being filled in. */
export async function addJobTitle(person: Person, name: string): Promise<void> {
  const { page } = person;
  if (person.script) {
    const dialog = await person.dialog(person.button('Tambah Jabatan'), 'Tambah Jabatan');
    await person.fill(dialog, 'Nama Jabatan', name);
    await person.send(person.button('Simpan', dialog));
    await expect(dialog).toBeHidden();
    // What says that it went through covers no button.
    await expect(person.toast(`Jabatan ${name} telah ditambahkan.`)).toBeVisible();
    await person.button('Simpan').click({ trial: true, timeout: 3_000 });
  } else {
    await page.locator('summary').filter({ hasText: 'Tambah Jabatan' }).click();
    await person.fill(page.locator('details'), 'Nama Jabatan', name);
    await person.attempt(person.button('Simpan Jabatan'));
    await expect(person.alert().first()).toContainText(`Jabatan ${name} telah ditambahkan dan dipilih.`);
  }
  await expect(person.field(page, 'Jabatan').locator('option:checked')).toHaveText(name);
}

/** Adds a Petugas with a Jabatan that did not exist before. */
export async function addOfficer(person: Person, officer: OfficerInput, jobTitle: string): Promise<void> {
  const { page } = person;
  await person.open('/petugas/tambah');
  await person.fill(page, 'Nama', officer.name);
  await person.choose(page, 'Role Pengguna', officer.role);
  await addJobTitle(person, jobTitle);
  // Nothing that was typed is gone.
  await expect(person.field(page, 'Nama')).toHaveValue(officer.name);
  await expect(person.field(page, 'Role Pengguna').locator('option:checked')).toHaveText(officer.role);
  await fillAccount(person, officer.username, officer.email);
  if (officer.photo) await person.attach(page, 'Foto', officer.photo);
  await person.send(person.button('Simpan'));
  await expect(page).toHaveURL(/\/petugas$/);
  await expect(person.toast(`Petugas ${officer.name} telah ditambahkan.`)).toBeVisible();
}

/** Presses `Nonaktifkan` or `Aktifkan` in somebody's row and says yes. */
export async function switchAccount(person: Person, verb: 'Nonaktifkan' | 'Aktifkan', name: string): Promise<void> {
  const dialog = await person.dialog(person.button(`${verb} ${name}`), `${verb} ${name}`);
  await person.send(person.button(verb, dialog));
}

/** The status in somebody's row. */
export async function showsStatus(person: Person, table: string, name: string, status: string): Promise<void> {
  await expect(person.row(person.table(table), name).getByRole('cell', { name: status, exact: true })).toBeVisible();
}

/** Logs in for the first time, with a password that somebody else has chosen, and takes an own one, as is asked for. */
export async function logInFirst(person: Person, username: string): Promise<void> {
  const { page } = person;
  await person.open('/masuk');
  await person.fill(page, 'Username', username);
  await person.fill(page, 'Password', CHOSEN);
  await person.send(person.button('Masuk'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ubah Password');
  await person.alive();
  await person.fill(page, 'Password sekarang', CHOSEN);
  await person.fill(page, 'Password baru', OWN);
  await person.fill(page, 'Konfirmasi Password', OWN);
  await person.send(person.button('Simpan'));
  await expect(page).toHaveURL(`${person.server.url}/`);
  await person.alive();
}
