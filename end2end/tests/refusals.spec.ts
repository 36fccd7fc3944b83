// What is refused says why, where it stands, and keeps what was typed; with and without JavaScript.

import { disguised, empty, png } from '../files/samples';
import { expect, test } from '../fixtures';
import { fillPlan, fillWeights, PLAN, repeated, repeatedRow, sendPlan } from '../job/plan';
import {
  accept,
  decision,
  eligible,
  enterScore,
  pick,
  scoreInput,
  shortlist,
  openPart,
  stageTable,
  under,
} from '../job/process';
import { BEST, CANDIDATES, COMMISSIONER, FIFTH, LAST, OFFICER, OPERATOR, POSITION } from '../support/people';
import { addScored } from '../support/scenes';
import type { Person } from '../support/person';

const STAGE = 'kompetensi manajerial';
const FIRST = CANDIDATES[0];

for (const script of [true, false]) {
  const how = script ? 'with JavaScript' : 'without JavaScript';

  test.describe(how, () => {
    test.use({ javaScriptEnabled: script });

    test('a wrong password is refused and the name stays', async ({ person }) => {
      const somebody = await person();
      await somebody.open('/masuk');
      await somebody.fill(somebody.page, 'Username', OPERATOR);
      await somebody.fill(somebody.page, 'Password', 'bukan-kata-sandinya');
      await somebody.attempt(somebody.button('Masuk'));
      await somebody.complains(somebody.field(somebody.page, 'Password'), 'Username atau password tidak sesuai.');
      await expect(somebody.field(somebody.page, 'Username')).toHaveValue(OPERATOR);
    });

    test('a plan with mistakes says so at each field, and goes through once they are gone', async ({ person }) => {
      const operator = await person(OPERATOR);
      const { page } = operator;
      await operator.open('/seleksi/tambah');
      await fillPlan(operator, {
        ...PLAN,
        weights: ['40', '20', '30', '20'],
        committee: [],
        schedule: [{ activity: 'Pengumuman', start: '2026-08-18', end: '2026-08-03' }],
      });
      await operator.attempt(operator.button('Kirim'));

      const weights = page.getByRole('group', { name: 'Bobot dan urutan tahapan' });
      await expect(weights).toContainText('Jumlah semua bobot harus 100; sekarang 110.');
      await expect(repeated(page, 'Panitia Seleksi')).toContainText('Isi paling sedikit satu anggota Panitia Seleksi.');
      const line = await repeatedRow(operator, 'Jadwal', 0);
      const end = operator.field(line, 'Tanggal akhir');
      await operator.complains(end, 'Tanggal akhir tidak boleh sebelum Tanggal mulai.');
      await expect(operator.alert().first()).toContainText('Ada 3 isian yang perlu diperbaiki.');

      await expect(operator.alert().first()).toContainText('Belum terkirim.');
      await expect(page).toHaveTitle(/^Belum terkirim: Tambah Seleksi/);
      await expect(operator.alert().first()).toBeFocused();
      await expect(weights).toHaveAttribute('aria-invalid', 'true');

      // Nothing that was typed is gone.
      await expect(operator.field(page, 'No. Surat Pengantar')).toHaveValue(PLAN.letter);
      await expect(operator.field(page, 'Bobot Penilaian Rekam Jejak')).toHaveValue('20');
      await expect(page.getByRole('checkbox', { name: POSITION, exact: true })).toBeChecked();
      await expect(operator.field(line, 'Kegiatan')).toHaveValue('Pengumuman');
      await expect(end).toHaveValue('2026-08-03');
      await expect(operator.field(page, 'Alasan').locator('option:checked')).toHaveText(PLAN.reason);
      await expect(page.locator('form').filter({ hasText: 'Deskripsi Alasan' })).toContainText(PLAN.description);

      await fillWeights(operator, ['40', '20', '30', '10']);
      await end.fill('2026-08-20');
      const member = await repeatedRow(operator, 'Panitia Seleksi', 0);
      await operator.fill(member, 'Nama', 'Drs. Bambang Sutrisno');
      await operator.choose(member, 'Unsur', 'Internal instansi');
      await sendPlan(operator);
    });

    test('on a telephone, what was not sent is said first, groups included', async ({ person }) => {
      const operator = await person(OPERATOR, { viewport: { width: 390, height: 844 } });
      const { page } = operator;
      await operator.open('/seleksi/tambah');
      await operator.fill(page, 'No. Surat Pengantar', PLAN.letter);
      await operator.attempt(operator.button('Kirim'));
      const summary = page.locator('.form-alert');
      await expect(summary).toContainText('Belum terkirim.');
      await expect(summary).toBeFocused();
      await expect(summary).toBeInViewport();
      await expect(page).toHaveTitle(/^Belum terkirim: /);
      for (const name of [/^Nomenklatur/, /^Panitia Seleksi/]) {
        await expect(page.getByRole('group', { name }).first()).toHaveAttribute('aria-invalid', 'true');
      }
      await expect(operator.field(page, 'No. Surat Pengantar')).toHaveValue(PLAN.letter);
    });

    test('files are known by their content', async ({ person }) => {
      const operator = await person(OPERATOR);
      const { page } = operator;
      await operator.open('/seleksi/tambah');
      await operator.fill(page, 'No. Surat Pengantar', PLAN.letter);
      const field = operator.field(page, 'Scan Surat Pengantar');
      const around = operator.around(field);
      const cases = [
        [disguised('laporan.pdf'), 'Isi berkas “laporan.pdf” bukan PDF, PNG, JPEG, DOCX, atau XLSX.'],
        [empty('kosong.pdf'), 'Berkas “kosong.pdf” kosong. Pilih berkas yang berisi.'],
        [{ ...png('gambar.pdf'), mimeType: 'application/pdf' }, 'Berkas “gambar.pdf” berisi png, tidak sesuai dengan akhiran namanya. Ganti namanya menjadi “gambar.png”, lalu unggah lagi.'],
      ] as const;
      for (const [file, sentence] of cases) {
        await field.setInputFiles(file);
        if (!script) await operator.attempt(operator.button('Simpan sebagai draf'));
        await expect(around).toContainText(sentence);
        await expect(operator.field(page, 'No. Surat Pengantar')).toHaveValue(PLAN.letter);
      }
    });

    test.describe('with a draft', () => {
      test.use({ scene: 'draft' });

      test('of two who edit the same plan, the second is told what the first saved, and chooses', async ({ person, facts }) => {
        const [first, second] = [await person(OPERATOR), await person(OPERATOR)];
        const path = `/seleksi/${facts.plan}/ubah`;
        const letter = (who: Person) => who.field(who.page, 'No. Surat Pengantar');
        const clash = async () => {
          await expect(second.alert().first()).toContainText('Jakarta Selatan lebih dahulu menyimpan perubahan pada data ini');
          const versions = second.table('Perbandingan kedua versi');
          await expect(versions.getByRole('row').filter({ hasText: 'No. Surat Pengantar' })).toContainText(/Surat kedua.*Surat pertama/s);
          await expect(letter(second)).toHaveValue('Surat kedua');
        };

        await first.open(path);
        await second.open(path);
        await letter(first).fill('Surat pertama');
        await first.send(first.button('Simpan sebagai draf'));
        await letter(second).fill('Surat kedua');
        await second.attempt(second.button('Simpan sebagai draf'));
        await clash();
        await second.send(second.button('Simpan versi saya'));
        await expect(second.page.getByText('Surat kedua')).toBeVisible();

        // Once more; now the second one takes what is saved.
        await first.open(path);
        await second.open(path);
        await letter(first).fill('Surat pertama');
        await first.send(first.button('Simpan sebagai draf'));
        await expect(first.page.getByText('Surat pertama')).toBeVisible();
        await letter(second).fill('Surat kedua');
        await second.attempt(second.button('Simpan sebagai draf'));
        await clash();
        await second.button('Pakai versi tersimpan').click();
        await expect(letter(second)).toHaveValue('Surat pertama');
      });

      test('another institution does not find it', async ({ person, facts }) => {
        const bandung = await person('bandung');
        for (const path of [`/seleksi/${facts.plan}`, `/seleksi/${facts.plan}/ubah`, `/seleksi/${facts.plan}/pelaporan`]) {
          expect((await bandung.open(path))?.status()).toBe(404);
          await expect(bandung.page.getByRole('heading', { level: 1 })).toHaveText('Halaman tidak ditemukan');
        }
      });
    });

    test.describe('with a plan in review', () => {
      test.use({ scene: 'review' });

      test('nothing is approved without Rekomendasi', async ({ person, facts }) => {
        for (const who of [OFFICER, COMMISSIONER]) {
          const officer = await person(who);
          await officer.open(`/seleksi/${facts.plan}`);
          const button = officer.button('Setujui');
          await expect(button).toHaveAttribute('aria-disabled', 'true');
          await expect(button).toHaveAccessibleDescription('Catat dahulu Rekomendasi, lalu setujui.');
          // It can be reached with the keyboard, and does nothing.
          await button.focus();
          await officer.page.keyboard.press('Enter');
          await expect(officer.page.locator('dialog[open]')).toHaveCount(0);
        }
      });

      test('a Rekomendasi needs a text, and its dialog stays open', async ({ person, facts }) => {
        const officer = await person(OFFICER);
        await officer.open(`/seleksi/${facts.plan}`);
        const dialog = await officer.dialog(officer.button('Rekomendasi'));
        await officer.attempt(officer.button('Simpan', dialog));
        await expect(dialog).toBeVisible();
        await expect(dialog).toContainText('Rekomendasi wajib diisi.');
        await officer.write(dialog, 'Rekomendasi', 'Memenuhi ketentuan.');
        await officer.send(officer.button('Simpan', dialog));
        await expect(officer.toast('Rekomendasi telah dicatat.')).toBeVisible();
        await expect(dialog).toBeHidden();
      });
    });

    test.describe('with applicants', () => {
      test.use({ scene: 'applicants' });

      test('a NIP has 18 digits, and is entered once', async ({ person, facts }) => {
        const operator = await person(OPERATOR);
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=administrasi`);
        const dialog = await operator.dialog(operator.button('Tambah Data Pelamar'));
        await operator.fill(dialog, 'Nama', 'Kandidat 9');
        await operator.fill(dialog, 'NIP', '987765');
        await operator.fill(dialog, 'Instansi', 'Dinas Kesehatan D');
        await operator.attempt(operator.button('Simpan', dialog));
        await operator.complains(operator.field(dialog, 'NIP'), 'NIP harus 18 angka.');
        await expect(operator.field(dialog, 'Nama')).toHaveValue('Kandidat 9');
        await operator.fill(dialog, 'NIP', FIRST.nip);
        await operator.attempt(operator.button('Simpan', dialog));
        await operator.complains(operator.field(dialog, 'NIP'), `NIP ${FIRST.nip} (${FIRST.name}) sudah terdaftar pada jabatan ini.`);
        await expect(eligible(operator).locator('tbody').getByRole('row')).toHaveCount(4);
      });

      test('a NIP that a spreadsheet has cut is named, pasted or imported', async ({ person, facts }) => {
        const operator = await person(OPERATOR);
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=administrasi`);
        const paste = await operator.dialog(operator.button('Tempel beberapa baris'));
        await operator.fill(paste, 'Data pelamar', 'Kandidat 9;1,98503E+17;Dinas Kesehatan D');
        await operator.attempt(operator.button('Simpan', paste));
        await operator.complains(operator.field(paste, 'Data pelamar'), 'Baris 1: Angka terlalu panjang sehingga digit terakhirnya hilang.');
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=administrasi`);
        const sheet = await operator.dialog(operator.button('Impor spreadsheet'));
        const rows = 'DAFTAR PELAMAR\r\n\r\nNo;Nama Lengkap;N I P;Instansi Asal\r\n1;Kandidat 9;198503012010011000;Dinas\r\n';
        await operator.attach(sheet, 'Berkas spreadsheet', { name: 'pelamar.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
        await operator.attempt(operator.button('Impor', sheet));
        await expect(operator.around(operator.field(sheet, 'Berkas spreadsheet'))).toContainText('Baris 4, kolom NIP: NIP yang berakhir dengan 000 tidak ada.');
        await expect(eligible(operator).locator('tbody').getByRole('row')).toHaveCount(4);
      });

      test('a score is a number from 1 to 10 with two decimals at most', async ({ person, facts }) => {
        const operator = await person(OPERATOR);
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}`);
        const cases = [
          ['', 'Isi skor 1 sampai 10.'],
          ['0', 'Skor harus antara 1 dan 10.'],
          ['10,01', 'Skor harus antara 1 dan 10.'],
          ['7,555', 'Skor paling banyak dua angka di belakang koma, misalnya 7,55.'],
          ['tujuh', 'Tulis skor dengan angka, misalnya 7,5.'],
        ] as const;
        for (const [typed, sentence] of cases) {
          await enterScore(operator, STAGE, FIRST.name, typed);
          await operator.complains(scoreInput(operator, STAGE, FIRST.name), sentence);
          await expect(scoreInput(operator, STAGE, FIRST.name)).toHaveValue(typed);
        }
        await enterScore(operator, STAGE, FIRST.name, '7,55');
        const row = operator.row(stageTable(operator, STAGE), FIRST.name);
        await expect(under(row, 'Skor (1-10)')).toHaveText('7,55');
        await expect(under(row, 'Nilai')).toHaveText('302');
      });

      test('a complaint stays, though the first frame comes late', async ({ person, facts }) => {
        const operator = await person(OPERATOR);
        await operator.page.addInitScript(() => {
          const frames: FrameRequestCallback[] = [];
          window.requestAnimationFrame = (frame) => frames.push(frame);
          Object.assign(window, { drawLate: () => frames.splice(0).forEach((frame) => frame(0)) });
        });
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}`);
        await enterScore(operator, STAGE, FIRST.name, '0');
        await operator.complains(scoreInput(operator, STAGE, FIRST.name), 'Skor harus antara 1 dan 10.');
        if (!operator.script) return;
        await operator.page.evaluate(() => (window as unknown as { drawLate: () => void }).drawLate());
        await operator.complains(scoreInput(operator, STAGE, FIRST.name), 'Skor harus antara 1 dan 10.');
      });

      test('of two who save the same score, the second is told what the first saved, and chooses', async ({ person, facts }) => {
        const [first, second] = [await person(OPERATOR), await person(OPERATOR)];
        const path = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
        // A slow line: the second one's page has not heard of the first one's score yet.
        await second.page.route('**/live?*', () => {});
        await first.open(path);
        await second.open(path);
        await enterScore(first, STAGE, FIRST.name, '7');
        const saved = first.row(stageTable(first, STAGE), FIRST.name);
        await expect(under(saved, 'Skor (1-10)')).toHaveText('7');

        await enterScore(second, STAGE, FIRST.name, '8');
        const row = stageTable(second, STAGE).getByRole('row').filter({ hasText: FIRST.name });
        await expect(row).toContainText(`Skor ${FIRST.name} sudah disimpan orang lain`);
        await expect(row).toContainText(/Jakarta Selatan .*lebih dahulu menyimpan skor 7\./s);
        if (script) await row.getByText('Bandingkan, lalu tentukan skor').click();
        await expect(row).toContainText(/Tersimpan 7; Anda mengisi 8\./s);
        await second.attempt(second.button('Simpan 8', row));
        await expect(row).toContainText('Alasan koreksi wajib diisi.');
        await second.fill(row, 'Alasan koreksi', 'Salah ketik.');
        await second.submit(() => second.button('Simpan 8', row).click());
        await expect(under(row, 'Skor (1-10)')).toHaveText('8');
        await openPart(second, 'Rekap');
        const history = second.table('Riwayat koreksi skor').getByRole('row').filter({ hasText: FIRST.name });
        await expect(history).toContainText(/7\s*8\s*Salah ketik\.\s*Jakarta Selatan/);
      });
    });

    test.describe('with everybody scored', () => {
      test.use({ scene: 'scored' });

      test('nobody is accepted out of rank without a reason', async ({ person, facts }) => {
        const operator = await person(OPERATOR);
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}`);
        const form = await pick(operator, `Terima ${LAST.name}`, 'Terima dengan Alasan');
        await expect(form).toContainText(`${LAST.name} berada pada peringkat 4.`);
        await operator.attempt(operator.button('Terima', form));
        const reason = operator.field(form, 'Alasan menerima di luar urutan');
        await expect(reason).toHaveAttribute('aria-invalid', 'true');
        await reason.fill('Menguasai bahasa isyarat.');
        await operator.send(operator.button('Terima', form));
        await expect(decision(operator, LAST.name)).toHaveText('Diterima');
        // Whoever reviews it reads the reason.
        const officer = await person(OFFICER);
        await officer.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}`);
        await expect(shortlist(officer)).toContainText('Di luar urutan: Menguasai bahasa isyarat.');
      });

      test('who is chosen among equals is chosen for a ground', async ({ person, server, facts }) => {
        // The same total as the third.
        await addScored(server, facts, { ...FIFTH, scores: BEST[2].scores });
        const operator = await person(OPERATOR);
        await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}`);
        await accept(operator, BEST[0].name);
        await accept(operator, BEST[1].name);
        const form = await pick(operator, `Terima ${FIFTH.name}`, 'Terima dengan Alasan');
        await expect(form).toContainText(`total nilai yang sama dengan ${BEST[2].name}`);
        await operator.fill(form, 'Alasan memilih di antara yang sama', 'Nilai wawancara tertinggi.');
        await operator.send(operator.button('Terima', form));
        await expect(shortlist(operator)).toContainText(`Total nilai sama dengan ${BEST[2].name}: Nilai wawancara tertinggi.`);
      });

      test('a fourth is not accepted', async ({ person, server, facts }) => {
        await addScored(server, facts, FIFTH);
        const [operator, late] = [await person(OPERATOR), await person(OPERATOR)];
        await late.page.route('**/live?*', () => {});
        const path = `/seleksi/${facts.plan}/lowongan/${facts.vacancy}`;
        await operator.open(path);
        await accept(operator, BEST[0].name);
        await late.open(path);
        await accept(operator, BEST[1].name);
        const form = await pick(operator, `Terima ${FIFTH.name}`, 'Terima dengan Alasan');
        await operator.fill(form, 'Alasan menerima di luar urutan', 'Pengalaman lapangan.');
        await operator.send(operator.button('Terima', form));
        await expect(decision(operator, FIFTH.name)).toHaveText('Diterima');

        const full = 'Sudah ada tiga pelamar yang diterima. Batalkan salah satunya bila ingin menggantinya.';
        const button = operator.button(`Terima ${BEST[2].name}`);
        await expect(button).toHaveAttribute('aria-disabled', 'true');
        await expect(button).toHaveAccessibleDescription(full);
        // Whoever still sees the button is told when pressing it.
        await late.attempt(late.button(`Terima ${BEST[2].name}`));
        await expect(late.page.getByText(full).first()).toBeVisible();
        await expect(shortlist(late).locator('tbody').getByRole('row')).toHaveCount(3);
        await expect(decision(late, BEST[2].name)).toHaveCount(0);
      });
    });
  });
}
