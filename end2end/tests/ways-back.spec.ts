// Decisions that were mistakes, and applicants who resign.

import { expect, test } from '../fixtures';
import { stageTable } from '../job/process';
import { dialogue, status } from '../job/review';
import { CANDIDATES, OFFICER, OPERATOR, STAGES } from '../support/people';
import type { Person } from '../support/person';

/** Takes back what was decided, on the page of the plan. */
async function takeBack(officer: Person, button: string, told: string): Promise<void> {
  const dialog = await officer.dialog(officer.button(button), button);
  await officer.attempt(officer.button('Tarik keputusan', dialog));
  await expect(dialog.getByText('Alasan wajib diisi.').first()).toBeVisible();
  await officer.write(dialog, 'Alasan', 'Keliru menekan tombol.');
  await officer.send(officer.button('Tarik keputusan', dialog));
  await expect(officer.toast(told)).toBeVisible();
  await expect(dialogue(officer)).toContainText('Keliru menekan tombol.');
  await expect(officer.button(button)).toHaveCount(0);
}

async function resign(operator: Person, name: string): Promise<ReturnType<Person['dialog']>> {
  await operator.page.getByLabel(`Tindakan lain untuk ${name}`).click();
  const dialog = await operator.dialog(operator.button(`Catat pengunduran diri ${name}`), 'Catat Pengunduran Diri');
  await operator.fill(dialog, 'Tanggal surat', '01/08/2016');
  await operator.fill(dialog, 'Alasan', 'Diterima di tempat lain.');
  return dialog;
}

test.describe('before anybody has begun', () => {
  test.use({ scene: 'approved' });

  test('an approval is taken back with its reason', async ({ person, facts }) => {
    const officer = await person(OFFICER);
    await officer.open(`/seleksi/${facts.plan}`);
    await takeBack(officer, 'Tarik persetujuan', 'Persetujuan telah ditarik');
    await expect(status(officer)).toHaveText('Direviu');
  });
});

test.describe('after Lulus', () => {
  test.use({ scene: 'passed' });

  test('the Lulus is taken back, and the report is reviewed again', async ({ person, facts }) => {
    const officer = await person(OFFICER);
    await officer.open(`/seleksi/${facts.plan}`);
    await takeBack(officer, 'Tarik kelulusan laporan', 'Kelulusan laporan telah ditarik');
    await officer.open(`/seleksi/${facts.plan}/pelaporan`);
    await expect(officer.button('Lulus')).toBeVisible();
  });

  test('one of the three resigns, and the next in rank moves up with the scores they have', async ({ person, facts }) => {
    const [operator, officer] = [await person(OPERATOR), await person(OFFICER)];
    const address = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=rekap`;
    await operator.open(address);
    const three = operator.table('Daftar pelamar yang masuk 3 besar');
    const before = await three.locator('tbody').getByRole('row').allInnerTexts();
    const first = CANDIDATES.find((one) => before[0]?.includes(one.name))?.name ?? '';
    const fourth = CANDIDATES.find((one) => !before.some((row) => row.includes(one.name)))?.name ?? '';
    const dialog = await resign(operator, first);
    await expect(operator.field(dialog, 'Pengganti').locator('option:checked')).toContainText(fourth);
    await operator.send(operator.button('Catat pengunduran diri', dialog));
    await expect(operator.toast(`${fourth} naik menggantikannya.`)).toBeVisible();
    await expect(three).toContainText(fourth);
    await expect(three).not.toContainText(first);
    const gone = operator.table('Rekap nilai').getByRole('row').filter({ hasText: first });
    await expect(gone).toContainText('Mengundurkan diri 01/08/2016: Diterima di tempat lain.');

    await officer.open(`/seleksi/${facts.plan}`);
    await expect(dialogue(officer)).toContainText(`${fourth} naik menggantikannya.`);
  });
});

test.describe('while scores are given', () => {
  test.use({ scene: 'applicants' });

  for (const script of [true, false]) {
    test(`whoever resigned is asked for no score, until that is taken back, ${script ? 'with' : 'without'} a script`, async ({ person, facts }) => {
      const operator = await person(OPERATOR, { javaScriptEnabled: script });
      const name = CANDIDATES[0]?.name ?? '';
      const page = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
      await operator.open(`${page}?tahap=rekap`);
      if (script) {
        const dialog = await resign(operator, name);
        await operator.send(operator.button('Catat pengunduran diri', dialog));
      } else {
        await operator.page.getByLabel(`Tindakan lain untuk ${name}`).click();
        await operator.button(`Catat pengunduran diri ${name}`).click();
        const form = operator.page.locator('.panel', { has: operator.page.getByRole('heading', { name: 'Catat Pengunduran Diri' }) }).last();
        await operator.fill(form, 'Tanggal surat', '01/08/2016');
        await operator.fill(form, 'Alasan', 'Sakit.');
        await operator.send(operator.button('Catat pengunduran diri', form));
      }
      await expect(operator.toast(`${name} mengundurkan diri.`)).toBeVisible();
      await operator.open(`${page}?tahap=managerial`);
      const rows = stageTable(operator, STAGES[0]).locator('tbody').getByRole('row');
      await expect(rows).toHaveCount(CANDIDATES.length - 1);

      await operator.open(`${page}?tahap=rekap`);
      await operator.page.getByLabel(`Tindakan lain untuk ${name}`).click();
      await operator.send(operator.button(`Batalkan pengunduran diri ${name}`));
      await operator.open(`${page}?tahap=managerial`);
      await expect(rows).toHaveCount(CANDIDATES.length);
    });
  }
});
