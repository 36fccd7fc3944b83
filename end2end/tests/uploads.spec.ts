// Files on a line that breaks: sent again with one press, never left out without a word.

import { pdf } from '../files/samples';
import { expect, test } from '../fixtures';
import { PLAN } from '../job/plan';
import { OPERATOR } from '../support/people';

const FIELD = 'Scan Surat Pengantar';

test('a broken upload is tried again with the same file', async ({ person }) => {
  const operator = await person(OPERATOR);
  const { page } = operator;
  await operator.open('/seleksi/tambah');
  await page.route('**/files', (route) => route.abort(), { times: 1 });
  const field = operator.field(page, FIELD);
  const around = operator.around(field);
  await field.setInputFiles(pdf('Surat.pdf'));
  await expect(around).toContainText('Pengiriman terputus. Periksa jaringan, lalu coba lagi.');
  await around.getByRole('button', { name: 'Coba lagi Surat.pdf', exact: true }).click();
  await expect(around.getByRole('button', { name: 'Hapus Surat.pdf', exact: true })).toBeVisible();
});

test('a draft with a failed upload is saved only after a question, and then without the file', async ({ person }) => {
  const operator = await person(OPERATOR);
  const { page } = operator;
  await operator.open('/seleksi/tambah');
  await operator.fill(page, 'No. Surat Pengantar', PLAN.letter);
  await page.route('**/files', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }));
  const field = operator.field(page, FIELD);
  await field.setInputFiles(pdf('Surat.pdf'));
  await expect(operator.around(field)).toContainText('Server sedang tidak dapat dihubungi. Tunggu sebentar, lalu coba lagi.');

  let sent = 0;
  page.on('request', (request) => (sent += request.url().endsWith('/api/selection/save_plan') ? 1 : 0));
  await operator.button('Simpan sebagai draf').click();
  const question = page.locator('.form-alert');
  await expect(question).toContainText('1 berkas gagal diunggah dan tidak akan ikut terkirim.');
  expect(sent).toBe(0);
  await operator.send(question.getByRole('button', { name: 'Lanjutkan tanpa berkas itu', exact: true }));
  expect(sent).toBe(1);
  await expect(operator.toast('Draf tersimpan.')).toBeVisible();
});

test('an answer that is not the server\'s keeps what was typed and says to try again', async ({ person }) => {
  const operator = await person(OPERATOR);
  const { page } = operator;
  await operator.open('/seleksi/tambah');
  const letter = operator.field(page, 'No. Surat Pengantar');
  await letter.fill(PLAN.letter);
  const away = { status: 502, contentType: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' };
  await page.route('**/api/selection/save_plan', (route) => route.fulfill(away), { times: 1 });
  await operator.button('Simpan sebagai draf').click();
  const alert = page.locator('.form-alert');
  await expect(alert).toContainText('Server sedang tidak dapat dihubungi. Isian Anda tetap ada di halaman ini');
  await expect(alert).not.toContainText(/muat ulang/i);
  await expect(letter).toHaveValue(PLAN.letter);
  await operator.send(operator.button('Simpan sebagai draf'));
});

test('the number of files is said when choosing, and no more are sent', async ({ person }) => {
  const operator = await person(OPERATOR);
  const { page } = operator;
  await operator.open('/seleksi/tambah');
  const field = operator.field(page, FIELD);
  await expect(field).toHaveAccessibleDescription(/paling banyak 20 berkas/);
  let sent = 0;
  page.on('request', (request) => (sent += request.url().endsWith('/files') ? 1 : 0));
  await field.setInputFiles(Array.from({ length: 22 }, (_, index) => pdf(`${index + 1}.pdf`)));
  const around = operator.around(field);
  await expect(around.getByRole('button', { name: /^Hapus / })).toHaveCount(20);
  await expect(around.getByRole('alert').filter({ hasText: 'Paling banyak 20 berkas' })).toHaveCount(2);
  expect(sent).toBe(20);
});
