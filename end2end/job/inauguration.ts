import { expect } from '@playwright/test';

import type { Sample } from '../files/samples';
import { POSITION, type Candidate } from '../support/people';
import type { Person } from '../support/person';

export interface Documents {
  minutes: string;
  minutesFile: Sample;
  decree: string;
  decreeFile: Sample;
}

/** Records the documents of the inauguration (Gambar 48, 49), which leads on to Tambah Pejabat. */
export async function inaugurate(person: Person, documents: Documents): Promise<void> {
  const { page } = person;
  await person.button(`Pelantikan ${POSITION}`).click();
  await expect(page.getByRole('heading', { level: 1, name: `Pelantikan: ${POSITION}` })).toBeVisible();
  await person.write(page, 'Berita Acara Pelantikan', documents.minutes);
  await person.attach(page, 'Lampiran Berita Acara Pelantikan', documents.minutesFile);
  await person.write(page, 'SK Pengangkatan', documents.decree);
  await person.attach(page, 'Lampiran SK Pengangkatan', documents.decreeFile);
  await person.send(person.button('Simpan'));
  await expect(page).toHaveURL(/\/pejabat\/tambah\?lowongan=\d+$/);
}

export interface Appointment {
  holder: Candidate;
  rank: string;
  decree: string;
  /** Days as a date picker takes them. */
  start: string;
  end: string;
}

/** Tambah Pejabat after the inauguration (Gambar 50). */
export async function appoint(person: Person, appointment: Appointment): Promise<void> {
  const { page } = person;
  const { holder } = appointment;
  await expect(person.field(page, 'Nomenklatur')).toHaveValue(POSITION);
  await expect(person.field(page, 'Nomenklatur')).not.toBeEditable();
  await person.choose(page, 'Nama Pejabat', `${holder.name} (NIP ${holder.nip}, total nilai ${holder.total})`);
  await person.fill(page, 'Pangkat/golongan', appointment.rank);
  await person.fill(page, 'SK', appointment.decree);
  await person.fill(page, 'Tanggal Mulai Periode', appointment.start);
  await person.fill(page, 'Tanggal Akhir Periode', appointment.end);
  await person.choose(page, 'Pengangkatan', 'Seleksi Terbuka');
  await person.choose(page, 'Rencana Pengisian', 'Seleksi Terbuka');
  await person.send(person.button('Simpan'));
  await expect(person.toast(`${holder.name} tersimpan sebagai pejabat.`)).toBeVisible();
  await expect(page).toHaveURL(/\/pejabat$/);
}
