//! Where there are institutions: real places by their codes, and institutions of the centre by their names.

use domain::institution::InstitutionKind::{self, Agency, Ministry, NonStructural};

/// Kabupaten and kota by their codes, besides the two that the small demo has.
pub(super) const REGENCIES: [&str; 58] = [
    "11.71", "12.71", "12.07", "13.71", "13.06", "14.71", "14.08", "15.71", "16.71", "16.12", //
    "17.71", "18.71", "18.01", "19.71", "21.71", "21.01", "31.75", "32.04", "32.01", "32.75", //
    "32.05", "33.74", "33.72", "33.02", "34.71", "34.04", "35.78", "35.07", "35.10", "36.71", //
    "36.02", "51.71", "51.03", "52.71", "52.03", "53.71", "53.07", "61.71", "62.71", "63.71", //
    "64.71", "64.02", "65.71", "71.71", "72.71", "73.71", "73.06", "74.71", "75.71", "76.02", //
    "81.71", "82.71", "91.71", "92.02", "93.01", "94.01", "95.01", "96.71", //
];

/// Those of them to which no limit was promised, by which decree.
pub(super) const REMOTE: [(&str, &str); 2] = [("94.01", "Perpres 63/2020"), ("95.01", "Perpres 63/2020")];

/// An institution of the centre: its kind, its name, and what stands for it in an address.
type Central = (InstitutionKind, &'static str, &'static str);

pub(super) const CENTRAL: [Central; 20] = [
    (Ministry, "Kementerian Dalam Negeri", "kemendagri"),
    (Ministry, "Kementerian Keuangan", "kemenkeu"),
    (Ministry, "Kementerian Luar Negeri", "kemlu"),
    (Ministry, "Kementerian Kesehatan", "kemenkes"),
    (Ministry, "Kementerian Agama", "kemenag"),
    (Ministry, "Kementerian Sosial", "kemensos"),
    (Ministry, "Kementerian Pertanian", "kementan"),
    (Ministry, "Kementerian Perhubungan", "kemenhub"),
    (Ministry, "Kementerian Ketenagakerjaan", "kemnaker"),
    (Ministry, "Kementerian Energi dan Sumber Daya Mineral", "esdm"),
    (Agency, "Badan Pusat Statistik", "bps"),
    (Agency, "Badan Kepegawaian Negara", "bkn"),
    (Agency, "Lembaga Administrasi Negara", "lan"),
    (Agency, "Badan Meteorologi, Klimatologi, dan Geofisika", "bmkg"),
    (Agency, "Badan Pengawas Obat dan Makanan", "bpom"),
    (Agency, "Arsip Nasional Republik Indonesia", "anri"),
    (Agency, "Perpustakaan Nasional", "perpusnas"),
    (NonStructural, "Komisi Pemilihan Umum", "kpu"),
    (NonStructural, "Komisi Nasional Hak Asasi Manusia", "komnasham"),
    (NonStructural, "Ombudsman Republik Indonesia", "ombudsman"),
];
