import { ADMIN, COMMISSIONER, INSTITUTION_ADMIN, OFFICER, OPERATOR } from './people';
import type { Facts, Scene } from './scenes';

/** A page as somebody sees it at some point of the selection. */
export interface View {
  name: string;
  scene: Scene;
  /** Who looks; nobody is logged in when left out. */
  who?: string;
  path: (facts: Facts) => string;
  status?: number;
}

const plan = (facts: Facts): string => `/seleksi/${facts.plan}`;
const process = (facts: Facts): string => `${plan(facts)}/lowongan/${facts.vacancy}`;
const report = (facts: Facts): string => `${plan(facts)}/pelaporan`;
const inauguration = (facts: Facts): string => `${process(facts)}/pelantikan`;

/** Every page there is. */
export const VIEWS: readonly View[] = [
  { name: 'masuk', scene: 'demo', path: () => '/masuk' },
  { name: 'dashboard-kosong', scene: 'demo', who: OPERATOR, path: () => '/' },
  { name: 'daftar-seleksi-kosong', scene: 'demo', who: OPERATOR, path: () => '/seleksi' },
  { name: 'tambah-seleksi', scene: 'demo', who: OPERATOR, path: () => '/seleksi/tambah' },
  { name: 'daftar-pejabat-kosong', scene: 'demo', who: COMMISSIONER, path: () => '/pejabat' },
  { name: 'profil', scene: 'demo', who: OPERATOR, path: () => '/profil' },
  { name: 'ubah-password', scene: 'demo', who: OPERATOR, path: () => '/profil/password' },
  { name: 'dua-langkah', scene: 'demo', who: OPERATOR, path: () => '/profil/dua-langkah' },
  { name: 'pengaturan', scene: 'demo', who: 'admin', path: () => '/pengaturan' },
  { name: 'hari-libur', scene: 'demo', who: ADMIN, path: () => '/hari-libur?tahun=2026' },
  { name: 'hari-libur-kosong', scene: 'demo', who: ADMIN, path: () => '/hari-libur?tahun=2030' },
  { name: 'tambah-hari-libur', scene: 'demo', who: ADMIN, path: () => '/hari-libur/tambah' },
  { name: 'ubah-hari-libur', scene: 'demo', who: ADMIN, path: () => '/hari-libur/1/ubah' },
  { name: 'impor-hari-libur', scene: 'demo', who: ADMIN, path: () => '/hari-libur/impor' },
  { name: 'tidak-ditemukan', scene: 'demo', who: OPERATOR, path: () => '/tidak-ada', status: 404 },
  { name: 'rencana-draf', scene: 'draft', who: OPERATOR, path: plan },
  { name: 'ubah-rencana', scene: 'draft', who: OPERATOR, path: (facts) => `${plan(facts)}/ubah` },
  { name: 'dashboard', scene: 'sent', who: COMMISSIONER, path: () => '/' },
  { name: 'dashboard-layar', scene: 'sent', who: COMMISSIONER, path: () => '/?layar=1' },
  { name: 'dashboard-layar-institusi', scene: 'sent', who: OPERATOR, path: () => '/?layar=1' },
  { name: 'daftar-seleksi', scene: 'sent', who: COMMISSIONER, path: () => '/seleksi' },
  { name: 'daftar-seleksi-antrean', scene: 'sent', who: COMMISSIONER, path: () => '/seleksi?tab=tanpa-petugas&urut=dikirim' },
  { name: 'pencarian', scene: 'sent', who: COMMISSIONER, path: () => '/cari?q=sosial' },
  { name: 'pencarian-kosong', scene: 'sent', who: COMMISSIONER, path: () => '/cari?q=tidak-ada' },
  { name: 'rencana-baru', scene: 'sent', who: COMMISSIONER, path: plan },
  { name: 'rencana-direviu', scene: 'review', who: OFFICER, path: plan },
  { name: 'rencana-direviu-institusi', scene: 'review', who: OPERATOR, path: plan },
  { name: 'proses-kosong', scene: 'approved', who: OPERATOR, path: process },
  { name: 'proses-pelamar', scene: 'applicants', who: OPERATOR, path: process },
  { name: 'proses-berskor', scene: 'scored', who: OPERATOR, path: process },
  { name: 'proses-administrasi', scene: 'scored', who: OPERATOR, path: (facts) => `${process(facts)}?tahap=administrasi` },
  { name: 'proses-manajerial', scene: 'scored', who: OPERATOR, path: (facts) => `${process(facts)}?tahap=managerial` },
  { name: 'proses-rekap', scene: 'accepted', who: OPERATOR, path: (facts) => `${process(facts)}?tahap=rekap` },
  { name: 'proses-komisi', scene: 'scored', who: OFFICER, path: process },
  { name: 'proses-tiga-besar', scene: 'accepted', who: OPERATOR, path: process },
  { name: 'pelaporan-form', scene: 'accepted', who: OPERATOR, path: report },
  { name: 'pelaporan-reviu', scene: 'reported', who: OFFICER, path: report },
  { name: 'pelaporan-lulus', scene: 'passed', who: OPERATOR, path: report },
  { name: 'pelantikan-form', scene: 'passed', who: OPERATOR, path: inauguration },
  { name: 'tambah-pejabat', scene: 'documented', who: OPERATOR, path: ({ vacancy }) => `/pejabat/tambah?lowongan=${vacancy}` },
  { name: 'pelantikan', scene: 'finished', who: COMMISSIONER, path: inauguration },
  { name: 'rencana-selesai', scene: 'finished', who: COMMISSIONER, path: plan },
  { name: 'log-aktivitas', scene: 'finished', who: COMMISSIONER, path: () => '/log' },
  { name: 'daftarkan-institusi', scene: 'demo', who: ADMIN, path: () => '/institusi/daftarkan' },
  { name: 'daftar-pejabat', scene: 'finished', who: OPERATOR, path: () => '/pejabat' },
  { name: 'daftar-petugas', scene: 'demo', who: ADMIN, path: () => '/petugas' },
  { name: 'daftar-petugas-kosong', scene: 'demo', who: ADMIN, path: () => '/petugas?q=tidak-ada' },
  { name: 'tambah-petugas', scene: 'demo', who: ADMIN, path: () => '/petugas/tambah' },
  // The demo's third account is Asisten 1, its fifth the operator's; its first institution is Jakarta Selatan.
  { name: 'ubah-petugas', scene: 'demo', who: ADMIN, path: () => '/petugas/3/ubah' },
  { name: 'daftar-institusi', scene: 'demo', who: ADMIN, path: () => '/institusi' },
  { name: 'tambah-institusi', scene: 'demo', who: ADMIN, path: () => '/institusi/tambah' },
  { name: 'institusi', scene: 'demo', who: ADMIN, path: () => '/institusi/1' },
  { name: 'institusi-komisioner', scene: 'demo', who: COMMISSIONER, path: () => '/institusi/1' },
  { name: 'ubah-institusi', scene: 'demo', who: ADMIN, path: () => '/institusi/1/ubah' },
  { name: 'tambah-akun-institusi', scene: 'demo', who: ADMIN, path: () => '/institusi/1/akun/tambah' },
  { name: 'daftar-akun', scene: 'demo', who: INSTITUTION_ADMIN, path: () => '/akun' },
  { name: 'tambah-akun', scene: 'demo', who: INSTITUTION_ADMIN, path: () => '/akun/tambah' },
  { name: 'ubah-akun', scene: 'demo', who: INSTITUTION_ADMIN, path: () => '/akun/5/ubah' },
];

/** A desk and a phone. */
export const WIDTHS = [
  { width: 1366, height: 900 },
  { width: 390, height: 844 },
] as const;
