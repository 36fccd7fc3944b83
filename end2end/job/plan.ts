import { expect, type Locator } from '@playwright/test';

import { pdf, type Sample } from '../files/samples';
import { POSITION, WEIGHTS } from '../support/people';
import { escape, type Person, type Scope } from '../support/person';

/** What stands in the form of Tambah Seleksi (Gambar 21 to 23). */
export interface PlanInput {
  positions: readonly string[];
  letter: string;
  scan?: Sample;
  method: string;
  reason: string;
  description: string;
  ways: readonly string[];
  weights: readonly [string, string, string, string];
  committee: readonly { name: string; element: string; note: string; file?: Sample }[];
  schedule: readonly { activity: string; start: string; end: string }[];
}

export const STAGE_LABELS = ['Kompetensi Manajerial', 'Penulisan Makalah', 'Wawancara', 'Rekam Jejak'] as const;

/** A plan that may be sent as it is. */
export const PLAN: PlanInput = {
  positions: [POSITION],
  letter: '800/123/BKD/2026',
  scan: pdf('Surat pengantar.pdf'),
  method: 'Seleksi Terbuka',
  reason: 'Masa Jabatan Lebih dari 5 Tahun',
  description: 'Pejabat yang sekarang telah menjabat lebih dari lima tahun.',
  ways: ['Assessment centre', 'Team Assessor (2 - 3 orang)'],
  weights: WEIGHTS,
  committee: [
    { name: 'Prof. Dr. Siti Aminah, M.Si.', element: 'Akademisi, pakar, atau profesional', note: 'Ketua', file: pdf('SK Pansel.pdf') },
    { name: 'Drs. Bambang Sutrisno', element: 'Internal instansi', note: 'Sekretaris' },
  ],
  schedule: [
    { activity: 'Pengumuman', start: '2026-08-03', end: '2026-08-18' },
    { activity: 'Seleksi administrasi', start: '2026-08-19', end: '2026-08-25' },
  ],
};

/** Fills in the form that is open. */
export async function fillPlan(person: Person, plan: PlanInput): Promise<void> {
  const { page } = person;
  for (const position of plan.positions) await page.getByRole('checkbox', { name: position, exact: true }).check();
  await person.fill(page, 'No. Surat Pengantar', plan.letter);
  if (plan.scan) await person.attach(page, 'Scan Surat Pengantar', plan.scan);
  await person.choose(page, 'Cara Pengisian JPT', plan.method);
  await person.choose(page, 'Alasan', plan.reason);
  await person.write(page, 'Deskripsi Alasan', plan.description);
  for (const way of plan.ways) await page.getByRole('checkbox', { name: way, exact: true }).check();
  await fillWeights(person, plan.weights);
  for (const [index, member] of plan.committee.entries()) {
    const row = await repeatedRow(person, 'Panitia Seleksi', index);
    await person.fill(row, 'Nama', member.name);
    await person.choose(row, 'Unsur', member.element);
    await person.fill(row, 'Keterangan', member.note);
    if (member.file) await person.attach(row, 'Berkas', member.file);
  }
  for (const [index, line] of plan.schedule.entries()) {
    const row = await repeatedRow(person, 'Jadwal', index);
    await person.fill(row, 'Kegiatan', line.activity);
    await person.fill(row, 'Tanggal mulai', line.start);
    await person.fill(row, 'Tanggal akhir', line.end);
  }
}

export async function fillWeights(person: Person, weights: PlanInput['weights']): Promise<void> {
  for (const [index, stage] of STAGE_LABELS.entries()) {
    await person.fill(person.page, `Bobot Penilaian ${stage}`, weights[index] ?? '');
  }
}

/** Panitia Seleksi or Jadwal. */
export function repeated(scope: Scope, legend: string): Locator {
  return scope.getByRole('group', { name: new RegExp(`^${escape(legend)}( \\*)?$`) });
}

/** A row of Panitia Seleksi or Jadwal, from 0; `Tambah` brings it when it is not there. */
export async function repeatedRow(person: Person, legend: string, index: number): Promise<Locator> {
  const group = repeated(person.page, legend);
  const row = group.getByRole('group', { name: `Baris ${index + 1}`, exact: true });
  if (!(await row.isVisible())) {
    // Without JavaScript spare rows wait behind a summary that says the same.
    const add = person.script ? person.button('Tambah', group) : group.locator('summary', { hasText: 'Tambah' });
    await add.click();
  }
  await expect(row).toBeVisible();
  return row;
}

/** Saves a new plan as a draft; its number. */
export async function saveDraft(person: Person): Promise<number> {
  await person.send(person.button('Simpan sebagai draf'));
  await expect(person.toast('Draf tersimpan.')).toBeVisible();
  return planInAddress(person);
}

/** Sends the plan to the commission. */
export async function sendPlan(person: Person): Promise<number> {
  await person.send(person.button('Kirim'));
  await expect(person.toast('Rencana Seleksi telah dikirim.')).toBeVisible();
  return planInAddress(person);
}

/** Sends the answer to a Perbaikan. */
export async function sendCorrection(person: Person): Promise<void> {
  await person.send(person.button('Kirim perbaikan'));
  await expect(person.toast('Perbaikan telah dikirim.')).toBeVisible();
}

async function planInAddress(person: Person): Promise<number> {
  await expect(person.page).toHaveURL(/\/seleksi\/\d+$/);
  return Number(/\/seleksi\/(\d+)$/.exec(person.page.url())?.[1]);
}

/** Daftar Seleksi's row of a post. */
export function listed(person: Person, title: string): Locator {
  return person.table('Daftar rencana seleksi').getByRole('row').filter({ hasText: title });
}

/** Opens a plan from Daftar Seleksi. */
export async function openFromList(person: Person, title: string): Promise<void> {
  await person.open('/seleksi');
  await person.button('Lihat ' + title, listed(person, title)).click();
  await expect(person.page).toHaveURL(/\/seleksi\/\d+(\?|$)/);
}
