import { expect, type Locator } from '@playwright/test';

import { pdf, type Sample } from '../files/samples';
import type { Person } from '../support/person';

export interface ReportInput {
  note: string;
  cover: Sample;
  stages: Sample;
  minutes: string;
  attachment: Sample;
}

export const REPORT: ReportInput = {
  note: 'Terlampir adalah laporan lengkap dari setiap tahapan.',
  cover: pdf('Surat pengantar PPK.pdf'),
  stages: pdf('Laporan tahapan.pdf'),
  minutes: 'Berita acara Panitia Seleksi dapat ditemukan pada lampiran.',
  attachment: pdf('Berita acara pansel.pdf'),
};

/** Opens Pelaporan from the page that offers it. */
export async function openReport(person: Person): Promise<void> {
  await person.button('Pelaporan', person.page.getByRole('main')).first().click();
  await expect(person.page.getByRole('heading', { level: 1, name: 'Pelaporan', exact: true })).toBeVisible();
}

/** Fills in the form Tambah Pelaporan and sends it (Gambar 44). */
export async function sendReport(person: Person, report: ReportInput): Promise<void> {
  const { page } = person;
  await person.write(page, 'Keterangan laporan', report.note);
  await person.attach(page, 'Surat pengantar PPK dan PyB', report.cover);
  await person.attach(page, 'Laporan Lengkap Setiap Tahapan', report.stages);
  await person.write(page, 'Berita acara pansel', report.minutes);
  await person.attach(page, 'Lampiran berita acara pansel', report.attachment);
  await submitReport(person);
}

/** Sends what stands in the form. */
export async function submitReport(person: Person): Promise<void> {
  await person.send(person.button('Kirim laporan'));
  await expect(person.toast('Laporan telah dikirim.')).toBeVisible();
  await expect(person.page.getByText('Laporan menunggu reviu komisi.')).toBeVisible();
}

/** A round of the report as the page shows it. */
export function round(person: Person, title: string): Locator {
  return person.page.getByRole('region', { name: title, exact: true });
}

/** Perbaiki (Gambar 46). */
export async function returnReport(person: Person, reason: string): Promise<void> {
  const dialog = await person.dialog(person.button('Perbaiki'), 'Perbaiki');
  await person.write(dialog, 'Alasan perbaikan', reason);
  await person.send(person.button('Perbaiki', dialog));
  await expect(person.toast('Laporan dikembalikan untuk diperbaiki.')).toBeVisible();
}

/** Lulus, with the recommendation (Gambar 47). */
export async function passReport(person: Person, recommendation: string, letter: Sample): Promise<void> {
  const dialog = await person.dialog(person.button('Lulus'), 'Lulus');
  await person.write(dialog, 'Rekomendasi', recommendation);
  await person.attach(dialog, 'Lampiran', letter);
  await person.send(person.button('Lulus', dialog));
  await expect(person.toast('Laporan dinyatakan lulus.')).toBeVisible();
}
