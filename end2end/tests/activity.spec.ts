// Daftar Log Aktivitas: found by its filters, with what each line changed.

import { expect, test } from '../fixtures';
import { COMMISSIONER, OPERATOR } from '../support/people';

test.use({ scene: 'scored' });

for (const script of [true, false]) {
  test(`lines are filtered and opened, ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
    const { page } = chief;
    await chief.open('/log');
    const table = chief.table('Daftar log aktivitas');
    await expect(table).toBeVisible();
    await chief.choose(page, 'Kegiatan', 'Menyimpan skor');
    await chief.button('Filter').click();
    await expect(page).toHaveURL(/[?&]kegiatan=save_score\b/);
    const line = table.locator('tbody').getByRole('row').first();
    await expect(line).toContainText('Menyimpan skor');
    await line.locator('summary').first().click();
    await expect(line.getByRole('row').filter({ hasText: 'skor' })).toBeVisible();

    await chief.open('/log?dari=kemarin');
    await expect(page.locator('.field-error').filter({ hasText: '“kemarin”' })).toBeVisible();
    await expect(page.getByText('Filter ini tidak dapat dibaca')).toBeVisible();
    await expect(table).toHaveCount(0);
  });
}

test('an institution sees its own and what was done to it', async ({ person }) => {
  const operator = await person(OPERATOR);
  await operator.open('/log');
  const names = operator.table('Daftar log aktivitas').locator('tbody [data-label="Pengguna"]');
  await expect(names.first()).toBeVisible();
  await expect(names.filter({ hasText: 'Bandung' })).toHaveCount(0);
  await expect(operator.page.getByLabel('Institusi', { exact: true })).toHaveCount(0);
});
