import { expect, type Locator } from '@playwright/test';

import type { Sample } from '../files/samples';
import { OFFICER_NAME } from '../support/people';
import type { Person } from '../support/person';

/** Chooses the officer who handles the plan (Gambar 25). */
export async function assignOfficer(person: Person): Promise<void> {
  const dialog = await person.dialog(person.button('Pilih petugas yang menangani'), 'Pilih petugas yang menangani');
  await chooseOfficer(person.field(dialog, 'Petugas KASN'));
  await person.send(person.button('Simpan', dialog));
  await expect(person.toast(`${OFFICER_NAME} kini menangani rencana ini.`)).toBeVisible();
}

/** Chooses the officer in a list that says beside each name what they have in hand. */
export async function chooseOfficer(list: Locator): Promise<void> {
  const officer = list.locator('option').filter({ hasText: OFFICER_NAME });
  await list.selectOption((await officer.getAttribute('value')) ?? '');
}

/** Asks for a correction (Gambar 27). */
export async function askForCorrection(person: Person, reason: string): Promise<void> {
  const dialog = await person.dialog(person.button('Perbaikan'), 'Perbaikan Rencana Seleksi');
  await person.write(dialog, 'Alasan Untuk Perbaikan', reason);
  await person.send(person.button('Kirim', dialog));
  await expect(person.toast('Permintaan perbaikan telah dikirim ke institusi.')).toBeVisible();
}

/** Records the Rekomendasi with its letter (Gambar 29). */
export async function recommend(person: Person, text: string, letter: Sample): Promise<void> {
  const dialog = await person.dialog(person.button('Rekomendasi'), 'Rekomendasi Rencana Seleksi');
  await person.write(dialog, 'Rekomendasi', text);
  await person.attach(dialog, 'Surat Rekomendasi', letter);
  await person.send(person.button('Simpan', dialog));
  await expect(person.toast('Rekomendasi telah dicatat.')).toBeVisible();
}

/** Approves (Gambar 28). */
export async function approve(person: Person): Promise<void> {
  const dialog = await person.dialog(person.button('Setujui'), 'Setujui Rencana Seleksi');
  await person.send(person.button('Setujui', dialog));
  await expect(person.toast('Rencana Seleksi telah disetujui.')).toBeVisible();
}

/** The status beside the plan's institution. */
export function status(person: Person): Locator {
  return person.page.locator('main .status-badge').first();
}

/** The dialogue between commission and institution. */
export function dialogue(person: Person): Locator {
  return person.page.getByRole('region', { name: 'Dialog Perbaikan' });
}
