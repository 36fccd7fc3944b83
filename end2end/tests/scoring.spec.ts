// Scoring without the mouse: one table at a time, from score to score, and whole columns at once.

import { expect, test } from '../fixtures';
import { moveAll, openPart, scoreInput, showsScore, stageTable, under } from '../job/process';
import { CANDIDATES, OPERATOR } from '../support/people';

const STAGE = 'kompetensi manajerial';
const [FIRST, SECOND] = CANDIDATES;

function page({ plan, vacancy }: { plan: number; vacancy: number }): string {
  return `/seleksi/${plan}/lowongan/${vacancy}`;
}

test.describe('with applicants who passed administration', () => {
  test.use({ scene: 'eligible' });

  test('after all were moved on, scores are typed down the column, and the focus is never lost', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(page(facts));
    await operator.button(`Pilih semua untuk mengikuti ${STAGE}`).press('Enter');
    await operator.button(`Mengikuti ${STAGE} (yang dipilih)`).press('Enter');
    await expect(scoreInput(operator, STAGE, FIRST.name)).toBeFocused();
    const { keyboard } = operator.page;
    await keyboard.press('ArrowDown');
    await expect(scoreInput(operator, STAGE, SECOND.name)).toBeFocused();
    await keyboard.press('ArrowUp');
    for (const { scores } of CANDIDATES) {
      await keyboard.type(scores[0]);
      await keyboard.press('Enter');
    }
    for (const candidate of CANDIDATES) await showsScore(operator, STAGE, candidate);
    expect(await operator.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    // The box says what comes next, and leads there.
    await openPart(operator, 'Rekap');
    const next = operator.page.getByRole('region', { name: 'Langkah berikutnya' });
    await expect(next).toContainText('4 pelamar dapat mengikuti penulisan makalah.');
    await next.getByRole('link').click();
    await expect(stageTable(operator, STAGE)).toBeVisible();
  });
});

test.describe('with applicants in a stage', () => {
  test.use({ scene: 'applicants' });

  test('a column from a spreadsheet fills downwards, once it was checked, and is saved at once', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(page(facts));
    const inputs = CANDIDATES.map(({ name }) => scoreInput(operator, STAGE, name));
    const values = async (...texts: string[]) => {
      for (const [at, text] of texts.entries()) await expect(inputs[at] ?? inputs[0]!).toHaveValue(text);
    };
    await inputs[0]!.focus();
    await operator.paste('6\n11\n4\n9\n');
    await expect(operator.toast('Baris 2: “11”.')).toBeVisible();
    await values('', '', '', '');
    await inputs[1]!.focus();
    await operator.paste('6\r\n8\r\n4\r\n9');
    await expect(operator.toast('tersisa 3 pelamar')).toBeVisible();
    await values('', '', '', '');
    await inputs[0]!.focus();
    await operator.paste('6\tx\n8\ty\n4\tz\n9\t\n');
    await values('6', '8', '4', '9');
    await operator.button('Simpan semua').click();
    for (const candidate of CANDIDATES) await showsScore(operator, STAGE, candidate);
  });

  test('whoever has a score already keeps it, and the others get theirs', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(page(facts));
    await scoreInput(operator, STAGE, SECOND.name).fill('8');
    await scoreInput(operator, STAGE, SECOND.name).press('Enter');
    await showsScore(operator, STAGE, SECOND);
    const [first, third] = [CANDIDATES[0], CANDIDATES[2]].map(({ name }) => scoreInput(operator, STAGE, name));
    await first!.focus();
    await operator.paste('6\n5\n4\n');
    await expect(operator.toast(`Baris 2: ${SECOND.name} sudah bernilai 8`)).toBeVisible();
    await expect(first!).toHaveValue('');
    await expect(third!).toHaveValue('');
    await operator.paste('6\n8,0\n4\n');
    await expect(first!).toHaveValue('6');
    await expect(third!).toHaveValue('4');
    await expect(operator.toast('sudah bernilai')).toHaveCount(0);
  });

  test('what is typed in one part is still there after a look at another', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.open(page(facts));
    await scoreInput(operator, STAGE, SECOND.name).fill('7,25');
    await openPart(operator, 'Rekap');
    await openPart(operator, STAGE);
    await expect(scoreInput(operator, STAGE, SECOND.name)).toHaveValue('7,25');
    await operator.page.goBack();
    await expect(operator.table('Rekap nilai')).toBeVisible();
  });
});

test.describe('of two who score', () => {
  test.use({ scene: 'applicants' });

  test('what is typed and not sent outlives a look elsewhere, though somebody else saved meanwhile', async ({ person, facts }) => {
    const [typing, other] = [await person(OPERATOR), await person(OPERATOR)];
    await typing.open(page(facts));
    await other.open(page(facts));
    await scoreInput(typing, STAGE, FIRST.name).fill('7');
    await openPart(typing, 'Rekap');
    await scoreInput(other, STAGE, FIRST.name).fill('6');
    await scoreInput(other, STAGE, FIRST.name).press('Enter');
    const recap = typing.row(typing.table('Rekap nilai'), FIRST.name);
    await expect(under(recap, 'Nilai Kompetensi Manajerial')).toHaveText('240');
    await openPart(typing, STAGE);
    const row = stageTable(typing, STAGE).getByRole('row').filter({ hasText: FIRST.name });
    await expect(row).toContainText(`Skor ${FIRST.name} sudah disimpan orang lain`);
    await expect(scoreInput(typing, STAGE, FIRST.name)).toHaveValue('7');
  });
});

for (const script of [true, false]) {
  test.describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ scene: 'scored' });

    test('the recap has everybody with every mark, total and rank', async ({ person, facts }) => {
      const operator = await person(OPERATOR, { javaScriptEnabled: script });
      await operator.open(page(facts));
      await openPart(operator, 'Rekap');
      const recap = operator.table('Rekap nilai');
      await expect(recap.locator('tbody').getByRole('row')).toHaveCount(CANDIDATES.length);
      const ranked = [...CANDIDATES].sort((one, other) => Number(other.total) - Number(one.total));
      for (const [at, { name, marks, total }] of ranked.entries()) {
        const row = recap.locator('tbody').getByRole('row').nth(at);
        await expect(under(row, 'Nama')).toContainText(name);
        await expect(row.locator('td.num')).toHaveText([String(at + 1), ...marks, total, String(at + 1)]);
      }
    });
  });
}

test.describe('without JavaScript', () => {
  test.use({ scene: 'eligible', javaScriptEnabled: false });

  test('whoever moves applicants on comes to their stage', async ({ person, facts }) => {
    const operator = await person(OPERATOR, { javaScriptEnabled: false });
    await operator.open(page(facts));
    await moveAll(operator, STAGE, CANDIDATES.map(({ name }) => name));
    await expect(operator.page).toHaveURL(/tahap=managerial/);
  });

  test('where nobody was chosen, that is said where they are', async ({ person, facts }) => {
    const operator = await person(OPERATOR, { javaScriptEnabled: false });
    await operator.open(page(facts));
    await operator.attempt(operator.button(`Mengikuti ${STAGE} (yang dipilih)`));
    await expect(operator.page.getByText('Pilih paling sedikit satu pelamar.')).toBeVisible();
    await expect(operator.table('Daftar pelamar yang memenuhi syarat administrasi')).toBeVisible();
  });
});
