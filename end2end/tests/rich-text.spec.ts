// Rich text: what is typed without a script stays as typed, and what would not be kept is not shown.

import { expect, test } from '../fixtures';
import { dialogue } from '../job/review';
import { OPERATOR } from '../support/people';

const LINES = ['Mohon lengkapi <nama instansi> dan <NIP>.', 'Ani <ani@contoh.go.id>', 'Skor <7 ditolak; >=7 &lt; lulus'];

test.use({ scene: 'review' });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every sign and every line comes back as typed, when it is edited again too', async ({ person }) => {
    const operator = await person(OPERATOR);
    const { page } = operator;
    const text = LINES.join('\n');
    await operator.open('/seleksi/tambah');
    await operator.write(page, 'Deskripsi Alasan', text);
    await operator.send(operator.button('Simpan sebagai draf'));
    for (const line of LINES) await expect(page.getByText(line)).toBeVisible();
    await operator.button('Ubah').click();
    await expect(operator.field(page, 'Deskripsi Alasan')).toHaveValue(text);
    await operator.send(operator.button('Simpan sebagai draf'));
    for (const line of LINES) await expect(page.getByText(line)).toBeVisible();
  });
});

test('a text written without a script can be edited with one', async ({ person, facts }) => {
  const operator = await person(OPERATOR);
  await operator.open(`/seleksi/${facts.plan}`);
  await operator.write(operator.page, 'Pesan', LINES.join('\n'));
  await operator.send(operator.button('Kirim pesan'));
  for (const line of LINES) await expect(dialogue(operator)).toContainText(line);
});

test.describe('pasting', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  const paste = async (page: import('@playwright/test').Page, html: string): Promise<void> => {
    await page.evaluate(async (markup) => {
      const item = new ClipboardItem({ 'text/html': new Blob([markup], { type: 'text/html' }) });
      await navigator.clipboard.write([item]);
    }, html);
    await page.locator('trix-editor').first().click();
    await page.keyboard.press('ControlOrMeta+v');
  };

  test('a picture is refused with a word, a table is named as flattened', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    const { page } = operator;
    await operator.open(`/seleksi/${facts.plan}`);
    const editor = page.locator('trix-editor').first();
    await expect(editor).toBeVisible();
    const pixel =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await paste(page, `<p>Sebelum</p><p><img src="${pixel}" alt=""></p><p>Sesudah</p>`);
    await expect(page.getByText('Gambar tidak disimpan; pakai Lampiran.')).toBeVisible();
    await expect(editor).toContainText('Sebelum');
    await expect(editor).toContainText('Sesudah');
    await expect(editor.locator('img, figure')).toHaveCount(0);

    await paste(page, '<table><tr><td>A1</td><td>B1</td></tr></table>');
    await expect(page.getByText('Tabel disimpan sebagai baris teks.', { exact: false })).toBeVisible();
    await expect(editor).toContainText('A1 | B1');
  });
});
