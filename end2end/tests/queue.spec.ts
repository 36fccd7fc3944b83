// Daftar Seleksi as a queue: tabs, several at once, and on through it.

import { expect, test } from '../fixtures';
import { pdf } from '../files/samples';
import { listed } from '../job/plan';
import { approve, chooseOfficer, status } from '../job/review';
import { COMMISSIONER, OFFICER, OFFICER_NAME, OPERATOR, POSITION, POST } from '../support/people';
import type { Person } from '../support/person';
import { sendMore } from '../support/scenes';

const OTHERS = ['Kepala Dinas Kehutanan', 'Kepala Dinas Kesehatan'];

function tab(person: Person, name: string) {
  return person.page.getByRole('navigation', { name: 'Daftar', exact: true }).getByRole('link', { name: new RegExp(`^${name}`) });
}

for (const script of [true, false]) {
  test.describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ scene: 'sent' });

    test('several plans get their officer at once, and who handles them goes on through them', async ({ person, server }) => {
      await sendMore(server, OTHERS);
      const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
      await chief.open('/');
      await expect(chief.table('Seleksi yang menunggu saya').locator('tbody').getByRole('row')).toHaveCount(3);
      await chief.button('Lihat semua (3)').click();
      await expect(tab(chief, 'Menunggu saya')).toHaveAttribute('aria-current', 'page');
      await expect(tab(chief, 'Belum ada petugas')).toContainText('3');
      await tab(chief, 'Belum ada petugas').click();
      await expect(chief.page).toHaveURL(/tab=tanpa-petugas/);
      await expect(chief.page.getByText('3 dari 3 rencana')).toBeVisible();

      // Nobody chosen, nothing ticked.
      await chief.attempt(chief.button('Tetapkan'));
      await expect(chief.page.getByText('Pilih paling sedikit satu rencana.')).toBeVisible();
      // What is ticked stays ticked, while the officer is not chosen.
      const tick = listed(chief, POST).getByRole('checkbox');
      await tick.check();
      await chief.attempt(chief.button('Tetapkan'));
      await expect(chief.page.getByText('Pilih Petugas KASN.').first()).toBeVisible();
      await expect(tick).toBeChecked();

      const list = chief.field(chief.page, 'Petugas untuk rencana yang dipilih');
      await expect(list.locator('option').filter({ hasText: `${OFFICER_NAME} (0)` })).toHaveCount(1);
      const all = chief.button('Pilih semua');
      if (script) await all.click();
      else await chief.submit(() => all.click());
      await chooseOfficer(list);
      await chief.send(chief.button('Tetapkan'));
      await expect(chief.toast(`${OFFICER_NAME} kini menangani 3 rencana.`)).toBeVisible();
      await expect(chief.page.getByText('Semua rencana sudah ada petugasnya')).toBeVisible();
      await expect(tab(chief, 'Belum ada petugas')).toContainText('0');

      const officer = await person(OFFICER, { javaScriptEnabled: script });
      await officer.open('/seleksi?tab=menunggu');
      const rows = officer.table('Daftar rencana seleksi').locator('tbody').getByRole('row');
      await expect(rows).toHaveCount(3);
      await rows.first().getByRole('link').first().click();
      const queue = officer.page.getByRole('navigation', { name: 'Antrean' });
      await expect(queue).toContainText('1 dari 3');
      await queue.getByRole('link', { name: /^Berikutnya/ }).click();
      await expect(queue).toContainText('2 dari 3');
      if (script) {
        await officer.page.keyboard.press('k');
        await expect(queue).toContainText('1 dari 3');
        await officer.page.keyboard.press('j');
        await expect(queue).toContainText('2 dari 3');
      }

      // Both acts in one dialog; then the box leads on, from where this one stood.
      const dialog = await officer.dialog(officer.button('Rekomendasi dan setujui').first(), 'Rekomendasi dan setujui');
      await officer.write(dialog, 'Rekomendasi', 'Rencana telah memenuhi ketentuan.');
      await officer.attach(dialog, 'Surat Rekomendasi', pdf('Rekomendasi.pdf'));
      await officer.send(officer.button('Rekomendasi dan setujui', dialog));
      await expect(officer.toast('Rekomendasi telah dicatat, dan Rencana Seleksi disetujui.')).toBeVisible();
      await expect(status(officer)).toHaveText('Disetujui');
      await expect(queue).toContainText('2 tersisa');
      const next = officer.page.getByRole('region', { name: 'Langkah berikutnya' });
      await next.getByRole('link', { name: /^Berikutnya/ }).click();
      await expect(queue).toContainText('2 dari 2');
      await expect(status(officer)).toHaveText('Direviu');
    });
  });
}

test.describe('the list', () => {
  test.use({ scene: 'sent' });

  test('is ordered by its heads, and shows whose turn it is', async ({ person, server }) => {
    await sendMore(server, OTHERS);
    const chief = await person(COMMISSIONER);
    await chief.open('/seleksi');
    const titles = chief.table('Daftar rencana seleksi').locator('tbody [data-label="Nama Jabatan"]');
    await chief.page.getByRole('columnheader', { name: 'Dikirim' }).getByRole('link').click();
    await expect(chief.page.getByRole('columnheader', { name: 'Dikirim' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(titles).toHaveText([POST, ...OTHERS].map((post) => new RegExp(post)));
    await chief.page.getByRole('columnheader', { name: 'Dikirim' }).getByRole('link').click();
    await expect(chief.page.getByRole('columnheader', { name: 'Dikirim' })).toHaveAttribute('aria-sort', 'descending');
    await expect(titles).toHaveText([POST, ...OTHERS].reverse().map((post) => new RegExp(post)));
    // The row leads to the plan, wherever it is pressed.
    await listed(chief, POST).locator('[data-label="Status"]').click({ force: true });
    await expect(chief.page.getByRole('heading', { level: 1 })).toContainText(POSITION);
  });

  test('what somebody looks for is found from everywhere', async ({ person }) => {
    const chief = await person(COMMISSIONER);
    await chief.open('/log');
    await chief.page.keyboard.press('/');
    await expect(chief.page.getByRole('searchbox', { name: 'Cari', exact: true }).first()).toBeFocused();
    await chief.page.keyboard.type('sosial');
    await chief.page.keyboard.press('Enter');
    await expect(chief.page.getByRole('heading', { level: 1, name: 'Pencarian' })).toBeVisible();
    await chief.page.getByRole('region', { name: 'Seleksi' }).getByRole('link', { name: POST }).click();
    await expect(status(chief)).toHaveText('Baru');
    await chief.open('/cari?q=tidak-ada-yang-begini');
    await expect(chief.page.getByText('Tidak ada yang cocok')).toBeVisible();
  });
});

test.describe('a plan', () => {
  test.use({ scene: 'review' });

  test('says what comes next, to whoever reads it', async ({ person, facts }) => {
    const [officer, chief, operator] = [await person(OFFICER), await person(COMMISSIONER), await person(OPERATOR)];
    const next = (somebody: Person) => somebody.page.getByRole('region', { name: 'Langkah berikutnya' });
    for (const somebody of [officer, chief, operator]) await somebody.open(`/seleksi/${facts.plan}`);
    await expect(next(officer)).toContainText('Reviu rencana ini.');
    await expect(next(operator)).toContainText(`Menunggu reviu ${OFFICER_NAME}.`);
    const dialog = await officer.dialog(officer.button('Rekomendasi'), 'Rekomendasi Rencana Seleksi');
    await officer.write(dialog, 'Rekomendasi', 'Sesuai.');
    await officer.send(officer.button('Simpan', dialog));
    await expect(next(officer)).toContainText('Rekomendasi sudah dicatat.');
    await expect(next(operator)).toContainText('menunggu persetujuan');
    await approve(officer);
    await expect(next(operator)).toContainText('Lanjutkan Proses Seleksi');
    await next(operator).getByRole('link').click();
    await expect(operator.page.getByRole('heading', { level: 1 })).toContainText('Proses Seleksi');
    await expect(next(operator)).toContainText('Catat Jumlah Pelamar');
  });
});

test.describe('views of one\'s own', () => {
  test.use({ scene: 'sent' });

  for (const script of [true, false]) {
    test(`a filter is saved under a name, and taken away, ${script ? 'with' : 'without'} a script`, async ({ person }) => {
      const chief = await person(COMMISSIONER, { javaScriptEnabled: script });
      await chief.open('/seleksi?tab=tanpa-petugas&q=dinas');
      const views = chief.page.getByRole('navigation', { name: 'Tampilan saya' });
      await expect(views).toHaveCount(0);
      await chief.page.getByText('Simpan tampilan ini').click();
      await chief.attempt(chief.button('Simpan'));
      await expect(chief.page.getByText('Nama tampilan wajib diisi.').first()).toBeVisible();
      await chief.fill(chief.page, 'Nama tampilan', 'Dinas baru');
      await chief.send(chief.button('Simpan'));
      await expect(chief.toast('Tampilan “Dinas baru” tersimpan.')).toBeVisible();
      await expect(views.getByRole('link', { name: 'Dinas baru' })).toHaveAttribute('aria-current', 'true');

      await chief.open('/seleksi');
      await views.getByRole('link', { name: 'Dinas baru' }).click();
      await expect(chief.page).toHaveURL(/tab=tanpa-petugas/);
      await expect(chief.page).toHaveURL(/q=dinas/);
      await chief.send(chief.button('Hapus tampilan Dinas baru'));
      await expect(views).toHaveCount(0);
      const other = await person(OFFICER, { javaScriptEnabled: script });
      await other.open('/seleksi');
      await expect(other.page.getByRole('navigation', { name: 'Tampilan saya' })).toHaveCount(0);
    });
  }
});
