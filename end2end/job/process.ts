import { expect, type Locator } from '@playwright/test';

import { xlsx } from '../files/samples';
import { POSITION, STAGES, type Candidate, type StageWords } from '../support/people';
import { escape, type Person } from '../support/person';

const ELIGIBLE = 'Daftar pelamar yang memenuhi syarat administrasi';

/** Opens Proses Seleksi from the plan's page. */
export async function openProcess(person: Person): Promise<void> {
  await person.button(`Proses Seleksi ${POSITION}`).click();
  await expect(person.page.getByRole('heading', { level: 1, name: `Proses Seleksi: ${POSITION}` })).toBeVisible();
}

/** Shows a part of the page: `Administrasi`, a stage by its words, or `Rekap`. */
export async function openPart(person: Person, name: string): Promise<void> {
  const tabs = person.page.getByRole('navigation', { name: 'Tahapan penilaian' });
  const tab = tabs.getByRole('link', { name: new RegExp(`^${escape(name)}( \\d+)?$`, 'i') });
  if ((await tab.getAttribute('aria-current')) === 'page') return;
  await tab.click();
  await expect(tab).toHaveAttribute('aria-current', 'page');
}

/** Opens the menu of the row that a button stands in, where it does. */
export async function openMenu(person: Person, button: string): Promise<void> {
  const menu = person.page.locator('details.row-menu:not([open])').filter({ has: person.page.locator(`button[aria-label="${button}"]`) });
  if ((await menu.count()) > 0) await menu.first().locator('summary').click();
}

/** The part from which one moves on to a stage. */
function before(stage: string): string {
  const at = STAGES.findIndex((one) => one === stage);
  return STAGES[at - 1] ?? 'Administrasi';
}

/** Input Jumlah Pelamar (Gambar 30, 31). */
export async function recordCount(person: Person, count: number): Promise<void> {
  const dialog = await person.dialog(person.button('Input Jumlah Pelamar'), 'Tambah Jumlah Pelamar');
  await person.fill(dialog, 'Jumlah Pelamar', String(count));
  await person.send(person.button('Simpan', dialog));
  await expect(person.toast(`Jumlah Pelamar tersimpan: ${count}.`)).toBeVisible();
}

/** One applicant (Gambar 32). */
export async function addApplicant(person: Person, candidate: Candidate): Promise<void> {
  await openPart(person, 'Administrasi');
  const dialog = await person.dialog(person.button('Tambah Data Pelamar'), 'Tambah Data Pelamar');
  await person.fill(dialog, 'Nama', candidate.name);
  await person.fill(dialog, 'NIP', candidate.nip);
  await person.fill(dialog, 'Instansi', candidate.agency);
  await person.send(person.button('Simpan', dialog));
  await expect(person.row(eligible(person), candidate.name)).toBeVisible();
}

/** Several applicants, as lines. */
export async function pasteApplicants(person: Person, candidates: readonly Candidate[]): Promise<void> {
  await openPart(person, 'Administrasi');
  const dialog = await person.dialog(person.button('Tempel beberapa baris'), 'Tempel beberapa baris');
  await person.fill(dialog, 'Data pelamar', candidates.map(({ name, nip, agency }) => `${name}; ${nip}; ${agency}`).join('\n'));
  await person.send(person.button('Simpan', dialog));
  for (const { name } of candidates) await expect(person.row(eligible(person), name)).toBeVisible();
}

/** Several applicants, from a spreadsheet. */
export async function importApplicants(person: Person, candidates: readonly Candidate[]): Promise<void> {
  await openPart(person, 'Administrasi');
  const dialog = await person.dialog(person.button('Impor spreadsheet'), 'Impor spreadsheet');
  const rows = candidates.map(({ name, nip, agency }) => [name, nip, agency]);
  await person.attach(dialog, 'Berkas spreadsheet', xlsx('pelamar.xlsx', [['Nama', 'NIP', 'Instansi'], ...rows]));
  await person.send(person.button('Impor', dialog));
  for (const { name } of candidates) await expect(person.row(eligible(person), name)).toBeVisible();
}

export function eligible(person: Person): Locator {
  return person.table(ELIGIBLE);
}

/** The table of a stage, by its words inside a sentence. */
export function stageTable(person: Person, stage: string): Locator {
  return person.table(`Daftar pelamar yang mengikuti ${stage}`);
}

/** What stands under a column's head in a row. */
export function under(row: Locator, head: string): Locator {
  return row.locator(`[data-label="${head}"]`);
}

/** Moves one applicant on to a stage. */
export async function moveOne(person: Person, name: string, stage: string, from = before(stage)): Promise<void> {
  await openPart(person, from);
  await person.send(person.button(`Mengikuti ${stage}: ${name}`));
  await openPart(person, stage);
  await expect(person.row(stageTable(person, stage), name)).toBeVisible();
}

/** Moves everybody on who may go. */
export async function moveAll(person: Person, stage: string, names: readonly string[], from = before(stage)): Promise<void> {
  await openPart(person, from);
  const all = person.button(`Pilih semua untuk mengikuti ${stage}`);
  if (person.script) await all.click();
  else await person.submit(() => all.click());
  await person.send(person.button(`Mengikuti ${stage} (yang dipilih)`));
  for (const name of names) await expect(person.row(stageTable(person, stage), name)).toBeVisible();
}

/** A row's input for a score. */
export function scoreInput(person: Person, stage: StageWords, name: string): Locator {
  return stageTable(person, stage).getByRole('textbox', { name: `Skor (1-10) ${name}`, exact: true });
}

/** Types a score and presses Enter. */
export async function enterScore(person: Person, stage: StageWords, name: string, score: string): Promise<void> {
  await openPart(person, stage);
  const input = scoreInput(person, stage, name);
  await input.fill(score);
  if (person.script) await input.press('Enter');
  else await person.submit(() => input.press('Enter'));
}

/** Types the scores of a stage down the column, and checks what became of them. */
export async function scoreStage(person: Person, stage: StageWords, candidates: readonly Candidate[]): Promise<void> {
  const index = STAGES.indexOf(stage);
  for (const [at, candidate] of candidates.entries()) {
    await enterScore(person, stage, candidate.name, candidate.scores[index] ?? '');
    const next = candidates[at + 1];
    if (person.script && next) await expect(scoreInput(person, stage, next.name)).toBeFocused();
  }
  for (const candidate of candidates) await showsScore(person, stage, candidate);
}

/** Expects a saved score as it was entered, and its NILAI. */
export async function showsScore(person: Person, stage: StageWords, candidate: Candidate, timeout?: number): Promise<void> {
  const index = STAGES.indexOf(stage);
  await openPart(person, stage);
  const row = person.row(stageTable(person, stage), candidate.name);
  const within = timeout === undefined ? {} : { timeout };
  await expect(under(row, 'Skor (1-10)')).toHaveText(candidate.scores[index] ?? '', within);
  await expect(under(row, 'Nilai')).toHaveText(candidate.marks[index] ?? '', within);
}

/** Opens a row's form: a dialog, or without JavaScript a part of the page. */
export async function pick(person: Person, opener: string, title: string): Promise<Locator> {
  await openMenu(person, opener);
  if (person.script) return person.dialog(person.button(opener), title);
  await person.submit(() => person.button(opener).click());
  const heading = person.page.getByRole('heading', { level: 2, name: title, exact: true });
  const form = person.page.locator('main .panel').filter({ has: heading });
  await expect(form).toBeVisible();
  return form;
}

/** Input Deskripsi of the track record (Gambar 38). */
export async function describeTrackRecord(person: Person, name: string, text: string): Promise<void> {
  await openPart(person, 'rekam jejak');
  const form = await pick(person, `Input Deskripsi ${name}`, 'Deskripsi Rekam Jejak');
  await person.write(form, 'Deskripsi', text);
  await person.send(person.button('Simpan', form));
  await expect(person.button(`Lihat Deskripsi ${name}`)).toBeVisible();
}

/** Terima, in rank. */
export async function accept(person: Person, name: string): Promise<void> {
  await openPart(person, 'rekam jejak');
  await person.send(person.button(`Terima ${name}`));
  await expect(decision(person, name)).toHaveText('Diterima');
}

/** Tolak. */
export async function reject(person: Person, name: string, reason: string): Promise<void> {
  await openPart(person, 'rekam jejak');
  const form = await pick(person, `Tolak ${name}`, 'Tolak Pelamar');
  await person.fill(form, 'Alasan', reason);
  await person.send(person.button('Tolak', form));
  await expect(decision(person, name)).toHaveText('Ditolak');
}

/** What was decided, in the last stage's table. */
export function decision(person: Person, name: string): Locator {
  return person.row(stageTable(person, 'rekam jejak'), name).locator('.status-badge');
}

/** Daftar pelamar yang masuk 3 besar (Gambar 40). */
export function shortlist(person: Person): Locator {
  return person.table('Daftar pelamar yang masuk 3 besar');
}

/** Expects the three best, ranked, with their four NILAI. */
export async function showsShortlist(person: Person, best: readonly Candidate[]): Promise<void> {
  const rows = shortlist(person).locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(best.length);
  for (const [at, { name, nip, agency, marks, total }] of best.entries()) {
    const texts = [String(at + 1), name, nip, agency, ...marks, total, String(at + 1)];
    await expect(rows.nth(at).getByRole('cell')).toHaveText(texts.map((text) => new RegExp(`^\\s*${escape(text)}\\s*$`)));
  }
}
