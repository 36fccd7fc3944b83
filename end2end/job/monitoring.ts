import { expect } from '@playwright/test';

import type { Sample } from '../files/samples';
import type { Person } from '../support/person';

/** Tambah Monitoring Seleksi by the commission (Gambar 41, 42). */
export async function monitor(person: Person, stage: string, findings: string, report: Sample): Promise<void> {
  const dialog = await person.dialog(person.button('Tambah Monitoring Seleksi'), 'Tambah Monitoring Seleksi');
  await person.fill(dialog, 'Tanggal', '2016-09-01');
  await person.choose(dialog, 'Tahapan', stage);
  await person.write(dialog, 'Temuan', findings);
  await person.attach(dialog, 'Laporan', report);
  await person.send(person.button('Simpan', dialog));
  const section = person.page.getByRole('region', { name: 'Monitoring Seleksi', exact: true });
  await expect(section.getByRole('heading', { name: `Kamis, 1 September 2016: ${stage}` })).toBeVisible();
  await expect(section.getByText(findings)).toBeVisible();
  await expect(section.getByRole('link', { name: report.name })).toBeVisible();
}
