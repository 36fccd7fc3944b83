// The words of the figures (KASN Regulation 7/2016, Gambar 4 to 6 and 21 to 52), page by page.
// Heads are upper case in the figures and normal case in the document; case is not compared.

import type { Locator } from '@playwright/test';

import { expect, test } from '../fixtures';
import { pick } from '../job/process';
import { ADMIN, CANDIDATES, COMMISSIONER, LAST, OFFICER, OPERATOR, POSITION, STAGE_CODES } from '../support/people';
import { escape, type Person } from '../support/person';
import type { Facts, Scene } from '../support/scenes';

interface Labels {
  /** The figures it is about. */
  figures: string;
  scene: Scene;
  who: string;
  path: (facts: Facts) => string;
  /** Opens the dialog it is about. */
  dialog?: (person: Person) => Promise<Locator>;
  heading: string;
  fields?: string[];
  groups?: string[];
  choices?: string[];
  buttons?: string[];
  table?: { caption: string; heads: string[] };
  terms?: string[];
  texts?: string[];
  /** Buttons of the figure that come with a later release; once they are there, they belong above. */
  later?: string[];
}

const plan = ({ plan }: Facts): string => `/seleksi/${plan}`;
const process = ({ plan, vacancy }: Facts): string => `/seleksi/${plan}/lowongan/${vacancy}`;
const report = ({ plan }: Facts): string => `/seleksi/${plan}/pelaporan`;
const PROCESS = `Proses Seleksi: ${POSITION}`;
const REPORT = [
  'Keterangan laporan',
  'Surat pengantar PPK dan PyB',
  'Laporan Lengkap Setiap Tahapan',
  'Berita acara pansel',
  'Lampiran berita acara pansel',
];
const WHO = ['No', 'Nama', 'NIP', 'Instansi'];
const SCORE = ['Bobot', 'Skor (1-10)', 'Nilai'];

const PAGES: Labels[] = [
  {
    figures: '4',
    scene: 'demo',
    who: ADMIN,
    path: () => '/petugas/tambah',
    heading: 'Tambah Petugas',
    fields: [
      'Nama *',
      'Role Pengguna *',
      'Jabatan *',
      'Username *',
      'Password *',
      'Konfirmasi Password *',
      'Email *',
      'Foto',
    ],
    buttons: ['Tambah Jabatan', 'Simpan', 'Batal'],
    texts: ['Password minimal 12 karakter', 'Contoh: nama@instansi.go.id', '*) Field Wajib Diisi'],
  },
  {
    figures: '5',
    scene: 'demo',
    who: ADMIN,
    path: () => '/institusi/tambah',
    heading: 'Tambah Institusi',
    fields: [
      'Nama *',
      'Jenis *',
      'Provinsi',
      'Kabupaten',
      'Username *',
      'Password *',
      'Konfirmasi Password *',
      'Email *',
    ],
    buttons: ['Simpan', 'Batal'],
    texts: ['Password minimal 12 karakter'],
  },
  {
    figures: '6',
    scene: 'demo',
    who: COMMISSIONER,
    path: () => '/institusi',
    heading: 'Daftar Institusi',
    table: { caption: 'Daftar institusi', heads: ['Nama Institusi', 'Jenis', 'Email', 'Aksi'] },
    buttons: ['Filter'],
    texts: ['Jakarta Selatan', 'Kota', 'bkd@jaksel.contoh.go.id'],
  },
  {
    figures: '21 to 23',
    scene: 'demo',
    who: OPERATOR,
    path: () => '/seleksi/tambah',
    heading: 'Tambah Seleksi',
    fields: [
      'No. Surat Pengantar *',
      'Scan Surat Pengantar',
      'Cara Pengisian JPT *',
      'Alasan',
      'Deskripsi Alasan',
      'Bobot Penilaian Kompetensi Manajerial *',
      'Bobot Penilaian Penulisan Makalah *',
      'Bobot Penilaian Wawancara *',
      'Bobot Penilaian Rekam Jejak *',
      'Nama',
      'Keterangan',
      'Kegiatan',
      'Tanggal mulai',
      'Tanggal akhir',
    ],
    groups: ['Nomenklatur', 'Metode seleksi', 'Panitia Seleksi *', 'Jadwal *'],
    choices: ['Assessment centre', 'Team Assessor (2 - 3 orang)', 'Hasil Assessment yang masih berlaku'],
    buttons: ['Simpan…', 'Batal', 'Tambah'],
    texts: ['-- Pilih Metode --', '-- Pilih Alasan --', '*) Field Wajib Diisi'],
  },
  {
    figures: '24',
    scene: 'sent',
    who: COMMISSIONER,
    path: () => '/seleksi',
    heading: 'Daftar Seleksi',
    table: {
      caption: 'Daftar rencana seleksi',
      heads: ['Nama Jabatan', 'Cara Pengisian JPT', 'Institusi', 'Alasan', 'Status', 'Aksi'],
    },
    buttons: ['Filter', 'Export Csv', 'Export Pdf'],
    texts: ['Kepala Dinas Sosial', 'Seleksi Terbuka', 'Jakarta Selatan', 'Masa Jabatan Lebih dari 5 Tahun', 'Baru'],
  },
  {
    figures: '25',
    scene: 'sent',
    who: COMMISSIONER,
    path: plan,
    dialog: (person) => person.dialog(person.button('Pilih petugas yang menangani')),
    heading: 'Pilih petugas yang menangani',
    fields: ['Petugas KASN *'],
    buttons: ['Simpan', 'Batal'],
  },
  {
    figures: '26',
    scene: 'review',
    who: OFFICER,
    path: plan,
    heading: `Rencana Seleksi: ${POSITION}`,
    buttons: ['Perbaikan', 'Rekomendasi', 'Tolak', 'Setujui'],
    terms: ['Nomenklatur', 'No. Surat Pengantar', 'Scan Surat Pengantar', 'Cara Pengisian JPT', 'Alasan', 'Deskripsi Alasan', 'Metode seleksi'],
    texts: ['Dialog Perbaikan', 'Panitia Seleksi', 'Jadwal'],
  },
  {
    figures: '27',
    scene: 'review',
    who: OFFICER,
    path: plan,
    dialog: (person) => person.dialog(person.button('Perbaikan')),
    heading: 'Perbaikan Rencana Seleksi',
    fields: ['Alasan Untuk Perbaikan *'],
    buttons: ['Batal'],
  },
  {
    figures: '29',
    scene: 'review',
    who: OFFICER,
    path: plan,
    dialog: (person) => person.dialog(person.button('Rekomendasi')),
    heading: 'Rekomendasi Rencana Seleksi',
    fields: ['Rekomendasi *', 'Surat Rekomendasi'],
    buttons: ['Simpan', 'Batal'],
  },
  {
    figures: '30 and 31',
    scene: 'approved',
    who: OPERATOR,
    path: process,
    dialog: (person) => person.dialog(person.button('Input Jumlah Pelamar')),
    heading: 'Tambah Jumlah Pelamar',
    fields: ['Jumlah Pelamar *'],
    buttons: ['Simpan', 'Batal'],
  },
  {
    figures: '32',
    scene: 'applicants',
    who: OPERATOR,
    path: (facts) => `${process(facts)}?tahap=administrasi`,
    dialog: (person) => person.dialog(person.button('Tambah Data Pelamar')),
    heading: 'Tambah Data Pelamar',
    fields: ['Nama *', 'NIP *', 'Instansi *'],
    buttons: ['Simpan', 'Batal'],
  },
  {
    figures: '33',
    scene: 'eligible',
    who: OPERATOR,
    path: process,
    heading: PROCESS,
    table: { caption: 'Daftar pelamar yang memenuhi syarat administrasi', heads: WHO },
    buttons: CANDIDATES.map(({ name }) => `Mengikuti kompetensi manajerial: ${name}`),
  },
  {
    figures: '34, not scored yet',
    scene: 'applicants',
    who: OPERATOR,
    path: process,
    heading: PROCESS,
    table: { caption: 'Daftar pelamar yang mengikuti kompetensi manajerial', heads: [...WHO, ...SCORE] },
    fields: CANDIDATES.map(({ name }) => `Skor (1-10) ${name}`),
    buttons: CANDIDATES.map(({ name }) => `Simpan skor ${name}`),
  },
  ...['kompetensi manajerial', 'penulisan makalah', 'wawancara'].map((stage, index) => ({
    figures: String(34 + index),
    scene: 'scored' as const,
    who: OPERATOR,
    path: (facts: Facts) => `${process(facts)}?tahap=${STAGE_CODES[index]}`,
    heading: PROCESS,
    table: { caption: `Daftar pelamar yang mengikuti ${stage}`, heads: [...WHO, ...SCORE] },
  })),
  {
    figures: '37 and 39',
    scene: 'scored',
    who: OPERATOR,
    path: process,
    heading: PROCESS,
    table: { caption: 'Daftar pelamar yang mengikuti rekam jejak', heads: [...WHO, 'Deskripsi', ...SCORE, 'Total nilai'] },
    buttons: CANDIDATES.flatMap(({ name }) => [`Lihat Deskripsi ${name}`, `Terima ${name}`, `Tolak ${name}`]),
  },
  {
    figures: '38',
    scene: 'scored',
    who: OPERATOR,
    path: process,
    dialog: (person) => pick(person, `Lihat Deskripsi ${LAST.name}`, 'Deskripsi Rekam Jejak'),
    heading: 'Deskripsi Rekam Jejak',
    texts: [`Rekam jejak ${LAST.name} baik.`],
  },
  {
    figures: '40 and 43',
    scene: 'accepted',
    who: OPERATOR,
    path: process,
    heading: PROCESS,
    table: {
      caption: 'Daftar pelamar yang masuk 3 besar',
      heads: [
        ...WHO,
        'Nilai Kompetensi Manajerial',
        'Nilai Penulisan Makalah',
        'Nilai Wawancara',
        'Nilai Rekam Jejak',
        'Total Nilai',
      ],
    },
    buttons: ['Pelaporan'],
  },
  {
    figures: '41 and 42',
    scene: 'scored',
    who: OFFICER,
    path: process,
    dialog: (person) => person.dialog(person.button('Tambah Monitoring Seleksi')),
    heading: 'Tambah Monitoring Seleksi',
    fields: ['Tanggal *', 'Tahapan *', 'Temuan *', 'Laporan'],
    buttons: ['Simpan', 'Batal'],
  },
  {
    figures: '44',
    scene: 'accepted',
    who: OPERATOR,
    path: report,
    heading: 'Pelaporan',
    fields: REPORT.map((label) => `${label} *`),
    buttons: ['Batal'],
    texts: ['Tambah Pelaporan', '*) Field Wajib Diisi'],
  },
  {
    figures: '45',
    scene: 'reported',
    who: OFFICER,
    path: report,
    heading: 'Pelaporan',
    terms: REPORT,
    buttons: ['Lulus', 'Perbaiki'],
    texts: ['Hasil Pelaporan'],
  },
  {
    figures: '46',
    scene: 'reported',
    who: OFFICER,
    path: report,
    dialog: (person) => person.dialog(person.button('Perbaiki')),
    heading: 'Perbaiki',
    fields: ['Alasan perbaikan *'],
    buttons: ['Perbaiki', 'Batal'],
  },
  {
    figures: '47',
    scene: 'passed',
    who: OPERATOR,
    path: report,
    heading: 'Pelaporan',
    terms: ['Rekomendasi'],
    texts: ['Hasil Rekomendasi', 'Lulus'],
  },
  {
    figures: '48',
    scene: 'passed',
    who: OPERATOR,
    path: plan,
    heading: `Rencana Seleksi: ${POSITION}`,
    buttons: [`Pelantikan ${POSITION}`],
  },
  {
    figures: '49',
    scene: 'passed',
    who: OPERATOR,
    path: (facts) => `${process(facts)}/pelantikan`,
    heading: `Pelantikan: ${POSITION}`,
    fields: ['Berita Acara Pelantikan *', 'Lampiran Berita Acara Pelantikan *', 'SK Pengangkatan *', 'Lampiran SK Pengangkatan *'],
    buttons: ['Simpan', 'Batal'],
  },
  {
    figures: '50',
    scene: 'documented',
    who: OPERATOR,
    path: ({ vacancy }) => `/pejabat/tambah?lowongan=${vacancy}`,
    heading: 'Tambah Pejabat',
    fields: [
      'Nomenklatur',
      'Nama Pejabat *',
      'SK *',
      'Tanggal Mulai Periode *',
      'Tanggal Akhir Periode *',
      'Pengangkatan *',
      'Rencana Pengisian *',
    ],
    buttons: ['Simpan', 'Batal'],
    texts: ['-- Pilih Pengangkatan --', '-- Pilih Rencana Pengisian --'],
  },
  {
    figures: '51',
    scene: 'finished',
    who: COMMISSIONER,
    path: () => '/pejabat',
    heading: 'Daftar Pejabat',
    table: { caption: 'Daftar pejabat', heads: ['Nama', 'SK', 'Unit Kerja', 'Jabatan', 'Wilayah', 'Lama Menjabat'] },
    buttons: ['Filter', 'Export Csv', 'Export Pdf'],
    later: ['Tambah'],
  },
  {
    figures: '52',
    scene: 'finished',
    who: COMMISSIONER,
    path: (facts) => `${process(facts)}/pelantikan`,
    heading: `Pelantikan: ${POSITION}`,
    terms: ['Berita Acara Pelantikan', 'Lampiran Berita Acara Pelantikan', 'SK Pengangkatan', 'Lampiran SK Pengangkatan'],
  },
];

for (const labels of PAGES) {
  test.describe(`Gambar ${labels.figures}`, () => {
    test.use({ scene: labels.scene });

    test(labels.heading, async ({ person, facts }) => {
      const somebody = await person(labels.who);
      await somebody.open(labels.path(facts));
      const scope = labels.dialog ? await labels.dialog(somebody) : somebody.page.getByRole('main');
      const heading = scope.getByRole('heading', { level: labels.dialog ? 2 : 1 });
      await expect.soft(heading).toHaveText(labels.heading);
      const once = (locator: Locator, what: string): Promise<void> => expect.soft(locator.first(), what).toBeVisible();
      const whole = (text: string): RegExp => new RegExp(`^\\s*(\\+ )?${escape(text).replace(/…$/, '.*')}\\s*$`, 'i');
      const { page } = somebody;
      const { table } = labels;
      if (table) {
        const heads = scope.getByRole('table', { name: table.caption, exact: true }).getByRole('columnheader');
        const shown = (await heads.allTextContents()).map((text) => text.trim().toLowerCase());
        const wanted = table.heads.map((text) => text.toLowerCase());
        expect.soft(shown.filter((text) => wanted.includes(text)), table.caption).toEqual(wanted);
      }
      for (const label of labels.fields ?? []) {
        const controls = page.locator('input, textarea, select, trix-editor');
        await once(scope.getByLabel(whole(label)).and(controls), label);
      }
      for (const label of labels.groups ?? []) await once(scope.getByRole('group', { name: whole(label) }), label);
      for (const label of labels.choices ?? []) await once(scope.getByRole('checkbox', { name: label, exact: true }), label);
      const button = (label: string): Locator =>
        scope.getByRole('button', { name: whole(label) }).or(scope.getByRole('link', { name: whole(label) }));
      for (const label of labels.buttons ?? []) await once(button(label), label);
      for (const label of labels.later ?? []) await expect.soft(button(label), label).toHaveCount(0);
      for (const label of labels.terms ?? []) await once(scope.getByRole('term').filter({ hasText: whole(label) }), label);
      // The empty choice of a list is text that nobody sees before opening it.
      for (const text of labels.texts ?? []) await expect.soft(scope.getByText(text).first(), text).toBeAttached();
    });
  });
}
