//! Why a spreadsheet is not read.

use domain::sheet::Disguise;

/// Why a spreadsheet is not read. Its text is the sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetRefused {
    /// Neither .xlsx nor .xls nor text.
    #[error("Berkas ini bukan lembar sebar. Pilih berkas .xlsx, .xls, atau .csv.")]
    UnknownType,
    /// Something else that spreadsheet programs open.
    #[error("Berkas ini sebenarnya {what}, bukan buku kerja Excel. {cure}", what = .0.words(), cure = .0.cure())]
    Disguised(Disguise),
    /// It is one, but cannot be read.
    #[error(
        "Berkas ini rusak atau tidak lengkap. Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah lagi."
    )]
    Broken,
    /// A password is needed to open it.
    #[error("Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi.")]
    Protected,
    /// It unfolds to more than is taken.
    #[error(
        "Isi berkas ini terlalu besar. Hapus gambar, gaya, dan lembar yang tidak perlu, atau bagi berkasnya."
    )]
    TooLarge,
    /// Something is below the last row that is taken.
    #[error(
        "Sel {cell} berisi sesuatu, padahal paling banyak {limit} baris dibaca. Kosongkan sel itu dan yang di bawahnya, atau bagi menjadi beberapa berkas.",
        limit = grouped(*limit)
    )]
    TooManyRows {
        /// The last row that is taken.
        limit: u32,
        /// The cell, as in `A20001`.
        cell: String,
    },
    /// Something is right of the last column that is taken.
    #[error(
        "{cell} berisi sesuatu, padahal paling banyak {limit} kolom dibaca. Hapus kolom yang tidak perlu.",
        cell = cell.as_ref().map_or_else(|| "Satu baris".to_owned(), |cell| format!("Sel {cell}"))
    )]
    TooManyColumns {
        /// The last column that is taken.
        limit: u32,
        /// The cell, where there is a certain one.
        cell: Option<String>,
    },
    /// One cell is too long.
    #[error("Sel {cell} berisi lebih dari {limit} karakter. Persingkat isinya.", limit = grouped(*limit))]
    CellTooLong {
        /// The cell, as in `B7`.
        cell: String,
        /// How long it may be, in characters.
        limit: usize,
    },
    /// An error value that Excel knows and the library does not.
    #[error("Lembar ini berisi galat {0}. Ganti dengan nilainya, lalu unggah lagi.")]
    StrangeError(String),
    /// Only hidden worksheets, or only charts.
    #[error("Berkas ini tidak mempunyai lembar kerja yang terlihat. Tampilkan lembarnya, lalu unggah lagi.")]
    NoSheet,
    /// A binary workbook, .xlsb.
    #[error(
        "Berkas ini buku kerja biner (.xlsb). Buka di Excel, pilih Save As (Simpan Sebagai) .xlsx, lalu unggah lagi."
    )]
    Binary,
    /// Nobody waits for the result any more.
    #[error("Berkas ini terlalu lama dibaca. Hapus gaya dan lembar yang tidak perlu, atau bagi berkasnya.")]
    TookTooLong,
    /// Nothing is in it.
    #[error("Berkas ini kosong. Pilih berkas yang berisi.")]
    Empty,
}

impl SheetRefused {
    /// The sentence for the person who chose the file.
    pub fn sentence(&self) -> String {
        self.to_string()
    }
}

/// A count as it is written in Indonesia: `20.000`.
fn grouped(count: impl ToString) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
