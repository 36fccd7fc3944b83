//! What people of the demo write to each other.

use domain::selection::Reason;

pub(super) const ASK_MEMBERS: &str = "Mohon dijelaskan keterkaitan anggota panitia seleksi dari unsur akademisi dengan jabatan yang akan diisi.";
pub(super) const ANSWER_MEMBERS: &str = "Terima kasih. Anggota dari unsur akademisi adalah dosen manajemen publik yang pernah menjadi tenaga ahli pemerintah daerah.";
pub(super) const RETURN_COMMITTEE: &str = "Jumlah anggota panitia seleksi dari luar instansi belum mencapai 55 persen. Mohon ditambah paling sedikit satu orang, lalu kirim kembali.";
pub(super) const ANSWER_SOON: &str = "Kami sedang meminta kesediaan calon anggota. Perbaikan akan kami kirim setelah surat kesediaannya kami terima.";
pub(super) const ASK_WEIGHTS: &str =
    "Bobot wawancara tampak terlalu besar dibandingkan bobot kompetensi manajerial. Apa pertimbangannya?";
pub(super) const ANSWER_WEIGHTS: &str =
    "Semula kami mengutamakan kemampuan komunikasi. Kami bersedia menyesuaikan bobotnya bila diminta.";
pub(super) const RETURN_WEIGHTS: &str = "Mohon bobot kompetensi manajerial dinaikkan dan bobot wawancara diturunkan, sehingga hasil uji kompetensi lebih menentukan.";
pub(super) const RETURN_SCHEDULE: &str = "Masa pengumuman kurang dari 15 hari kerja setelah persetujuan. Mohon jadwal digeser paling sedikit satu minggu.";
pub(super) const ASK_LETTER: &str = "Nomor surat pengantar sudah sesuai. Apakah penandatangannya Pejabat Pembina Kepegawaian atau pejabat yang diberi kuasa?";
pub(super) const ANSWER_LETTER: &str =
    "Surat pengantar ditandatangani langsung oleh Pejabat Pembina Kepegawaian.";
pub(super) const RETURN_REASON: &str = "Alasan pengisian belum menjelaskan sejak kapan jabatan kosong dan siapa pelaksana tugasnya. Mohon dilengkapi.";
pub(super) const REJECT_HELD: &str = "Jabatan masih terisi dan pejabatnya belum dievaluasi kinerjanya. Lakukan evaluasi terlebih dahulu, lalu ajukan rencana baru.";
pub(super) const REJECT_REASON: &str = "Alasan pengisian tidak sesuai dengan struktur organisasi yang berlaku. Silakan mengajukan rencana baru setelah peraturan kelembagaannya ditetapkan.";
pub(super) const RECOMMENDED: &str = "Rencana seleksi memenuhi persyaratan. Panitia seleksi, jadwal, dan bobot penilaian telah sesuai, sehingga seleksi terbuka dapat dilaksanakan.";
pub(super) const MONITORED_ASSESSMENT: &str = "Uji kompetensi berjalan sesuai jadwal. Asesor menjelaskan tata cara penilaian kepada seluruh peserta sebelum dimulai.";
pub(super) const MONITORED_PAPER: &str =
    "Penulisan makalah diawasi panitia dan seluruh peserta hadir. Tidak ditemukan pelanggaran tata tertib.";
pub(super) const DESCRIBED: [&str; 4] = [
    "Pernah memimpin unit dengan capaian kinerja baik. Tidak pernah dijatuhi hukuman disiplin, dan LHKPN dilaporkan tepat waktu.",
    "Berpengalaman lebih dari lima tahun pada bidang tugas yang relevan. Penilaian atasan dan rekan kerja baik.",
    "Pernah menjadi pelaksana tugas pada jabatan setingkat. Tidak ditemukan catatan pelanggaran kode etik.",
    "Aktif dalam diklat kepemimpinan dan memiliki inovasi pelayanan yang diterapkan di unitnya.",
];
pub(super) const ACCEPTED_BETWEEN_EQUALS: &str =
    "Pengalaman memimpin pada bidang tugas yang sama lebih panjang menurut rekam jejaknya.";
pub(super) const FEWER_THAN_THREE: &str =
    "Hanya dua pelamar yang memenuhi syarat setelah masa pendaftaran diperpanjang satu kali.";
pub(super) const REPORT_NOTE: &str = "Bersama ini kami sampaikan laporan pelaksanaan seleksi terbuka beserta tiga calon terbaik setiap jabatan.";
pub(super) const REPORT_MINUTES: &str = "Panitia seleksi telah bermusyawarah dan menetapkan tiga calon terbaik berdasarkan jumlah nilai seluruh tahapan.";
pub(super) const RETURN_REPORT: &str = "Berita acara panitia seleksi belum ditandatangani oleh seluruh anggota. Mohon dilengkapi, lalu kirim kembali laporannya.";
pub(super) const PASSED: &str = "Pelaksanaan seleksi telah sesuai ketentuan. Pejabat Pembina Kepegawaian dapat memilih satu dari tiga calon dan melantiknya.";
pub(super) const INAUGURATION_MINUTES: &str =
    "Pelantikan dan pengambilan sumpah jabatan telah dilaksanakan dengan khidmat dan lancar.";
pub(super) const DECREE: &str =
    "Keputusan pengangkatan dalam jabatan telah ditetapkan dan diserahkan kepada yang bersangkutan.";

/// What stands behind a reason in the plan's form.
pub(super) fn reason(reason: Reason, post: &str) -> String {
    match reason {
        Reason::TermExceeded => {
            format!(
                "Pejabat {post} telah menduduki jabatannya lebih dari lima tahun, sehingga perlu dievaluasi dan diisi melalui seleksi terbuka."
            )
        }
        Reason::Restructuring => {
            format!(
                "Susunan organisasi diubah, sehingga jabatan {post} perlu diisi sesuai dengan struktur yang baru."
            )
        }
        Reason::NewPost => {
            format!("Jabatan {post} dibentuk dalam struktur organisasi yang baru dan belum pernah diisi.")
        }
        Reason::OtherPost => {
            format!("Pejabat sebelumnya diangkat dalam jabatan lain, sehingga jabatan {post} kosong.")
        }
        Reason::Retirement => {
            format!(
                "Pejabat {post} telah mencapai batas usia pensiun, dan tugasnya kini dijalankan oleh pelaksana tugas."
            )
        }
        _ => {
            format!("Jabatan {post} kosong, dan tugasnya kini dijalankan oleh pelaksana tugas.")
        }
    }
}

/// What a reason says after it was asked for once more.
pub(super) const REASON_REPAIRED: &str = "Jabatan ini kosong sejak tiga bulan yang lalu, dan tugas sehari-harinya dijalankan oleh sekretaris unit sebagai pelaksana tugas.";
