//! Which posts institutions have, and what they ask for.

use domain::position::Level::{self, Intermediate, Junior};

/// A post of a provincial, kabupaten or kota government.
pub(super) struct Unit {
    pub(super) unit: &'static str,
    pub(super) title: &'static str,
    pub(super) technical: &'static str,
    pub(super) socio_cultural: &'static str,
}

const fn unit(
    unit: &'static str,
    title: &'static str,
    technical: &'static str,
    socio_cultural: &'static str,
) -> Unit {
    Unit { unit, title, technical, socio_cultural }
}

/// Those of regions; each region has some of them, one after another.
pub(super) const REGIONAL: [Unit; 18] = [
    unit(
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
        "Menguasai perencanaan, pembangunan, dan pemeliharaan jalan, jembatan, dan jaringan irigasi",
        "Mampu memusyawarahkan penggunaan ruang dengan warga yang berbeda kepentingan",
    ),
    unit(
        "Dinas Lingkungan Hidup",
        "Kepala Dinas Lingkungan Hidup",
        "Menguasai pengendalian pencemaran, pengelolaan sampah, dan kajian dampak lingkungan",
        "Memahami kebiasaan masyarakat dalam mengelola sampah dan sumber air",
    ),
    unit(
        "Dinas Perhubungan",
        "Kepala Dinas Perhubungan",
        "Menguasai manajemen lalu lintas, angkutan umum, dan keselamatan jalan",
        "Memahami kebutuhan perjalanan warga, termasuk penyandang disabilitas dan lansia",
    ),
    unit(
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Kepala Dinas Kependudukan dan Pencatatan Sipil",
        "Menguasai administrasi kependudukan dan pelindungan data penduduk",
        "Melayani warga dari semua latar belakang tanpa membedakan",
    ),
    unit(
        "Dinas Komunikasi dan Informatika",
        "Kepala Dinas Komunikasi dan Informatika",
        "Menguasai sistem pemerintahan berbasis elektronik, keamanan informasi, dan keterbukaan informasi publik",
        "Mampu menyampaikan informasi pemerintah dalam bahasa yang dipahami masyarakat",
    ),
    unit(
        "Dinas Pertanian dan Ketahanan Pangan",
        "Kepala Dinas Pertanian dan Ketahanan Pangan",
        "Menguasai produksi tanaman pangan, penyuluhan, dan cadangan pangan daerah",
        "Memahami kearifan lokal petani dan kelembagaan kelompok tani",
    ),
    unit(
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Menguasai perizinan berusaha berbasis risiko dan promosi penanaman modal",
        "Mampu menjembatani kepentingan pelaku usaha dan masyarakat setempat",
    ),
    unit(
        "Dinas Koperasi, Usaha Kecil, dan Menengah",
        "Kepala Dinas Koperasi, Usaha Kecil, dan Menengah",
        "Menguasai pembinaan koperasi serta pembiayaan dan pemasaran usaha kecil",
        "Memahami usaha rumah tangga dan pasar tradisional di daerahnya",
    ),
    unit(
        "Dinas Pariwisata",
        "Kepala Dinas Pariwisata",
        "Menguasai pengembangan destinasi, pemasaran pariwisata, dan ekonomi kreatif",
        "Menghormati adat dan situs budaya yang menjadi tujuan wisata",
    ),
    unit(
        "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
        "Kepala Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
        "Menguasai pengarusutamaan gender dan penanganan kekerasan terhadap perempuan dan anak",
        "Peka terhadap korban serta nilai keluarga di berbagai komunitas",
    ),
    unit(
        "Badan Perencanaan Pembangunan Daerah",
        "Kepala Badan Perencanaan Pembangunan Daerah",
        "Menguasai perencanaan pembangunan, penganggaran, dan evaluasi kinerja daerah",
        "Mampu memimpin musyawarah perencanaan dengan beragam kelompok masyarakat",
    ),
    unit(
        "Badan Pendapatan Daerah",
        "Kepala Badan Pendapatan Daerah",
        "Menguasai pajak dan retribusi daerah serta intensifikasi penerimaan",
        "Mampu membangun kepatuhan wajib pajak dengan cara yang santun",
    ),
    unit(
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "Menguasai manajemen ASN, sistem merit, dan pengembangan kompetensi",
        "Menjaga keberagaman dan netralitas pegawai di lingkungan pemerintah daerah",
    ),
    unit(
        "Badan Penanggulangan Bencana Daerah",
        "Kepala Pelaksana Badan Penanggulangan Bencana Daerah",
        "Menguasai pengurangan risiko bencana, tanggap darurat, dan pemulihan",
        "Mampu bekerja dengan relawan, tokoh adat, dan tokoh agama dalam keadaan darurat",
    ),
    unit(
        "Inspektorat",
        "Inspektur",
        "Menguasai pengawasan intern, audit berbasis risiko, dan pencegahan korupsi",
        "Berintegritas dan tidak memihak dalam lingkungan kerja yang saling mengenal",
    ),
    unit(
        "Satuan Polisi Pamong Praja",
        "Kepala Satuan Polisi Pamong Praja",
        "Menguasai penegakan peraturan daerah dan ketertiban umum",
        "Mengutamakan pendekatan persuasif terhadap pedagang dan warga",
    ),
    unit(
        "Dinas Perindustrian dan Perdagangan",
        "Kepala Dinas Perindustrian dan Perdagangan",
        "Menguasai pembinaan industri kecil, metrologi legal, dan stabilisasi harga",
        "Memahami hubungan dagang antardaerah dan pasar rakyat",
    ),
    unit(
        "Dinas Perpustakaan dan Kearsipan",
        "Kepala Dinas Perpustakaan dan Kearsipan",
        "Menguasai pengelolaan arsip dinamis dan pengembangan perpustakaan",
        "Mendorong minat baca dan pelestarian naskah daerah",
    ),
];

/// A post of an institution of the centre; `{}` stands for its name.
pub(super) struct CentralUnit {
    pub(super) unit: &'static str,
    pub(super) title: &'static str,
    pub(super) level: Level,
    pub(super) technical: &'static str,
}

const fn central(
    unit: &'static str,
    title: &'static str,
    level: Level,
    technical: &'static str,
) -> CentralUnit {
    CentralUnit { unit, title, level, technical }
}

/// What each of them asks for besides.
pub(super) const CENTRAL_SOCIO_CULTURAL: &str =
    "Mampu bekerja dengan pegawai dan pemangku kepentingan dari seluruh daerah di Indonesia";

/// Those of the centre; each institution has some of them, one after another.
pub(super) const CENTRAL: [CentralUnit; 6] = [
    central(
        "Sekretariat Utama {}",
        "Kepala Biro Sumber Daya Manusia",
        Junior,
        "Menguasai manajemen ASN, sistem merit, dan organisasi",
    ),
    central(
        "Inspektorat Utama {}",
        "Inspektur Wilayah I",
        Junior,
        "Menguasai pengawasan intern dan manajemen risiko",
    ),
    central(
        "Pusat Data dan Informasi {}",
        "Kepala Pusat Data dan Informasi",
        Junior,
        "Menguasai arsitektur data, keamanan informasi, dan layanan digital",
    ),
    central(
        "Sekretariat Utama {}",
        "Kepala Biro Perencanaan dan Keuangan",
        Junior,
        "Menguasai perencanaan program, anggaran, dan pelaporan keuangan negara",
    ),
    central(
        "Sekretariat Utama {}",
        "Sekretaris Utama",
        Intermediate,
        "Menguasai koordinasi perencanaan, kepegawaian, keuangan, dan hukum seluruh unit",
    ),
    central(
        "Sekretariat Utama {}",
        "Kepala Biro Hukum dan Hubungan Masyarakat",
        Junior,
        "Menguasai perancangan peraturan, advokasi hukum, dan komunikasi publik",
    ),
];
