//! Why a spreadsheet is not read.

/// Why a spreadsheet is not read. Its text is the sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetRefused {
    /// Neither .xlsx nor .xls nor text.
    #[error("Berkas ini bukan lembar sebar. Pilih berkas .xlsx, .xls, atau .csv.")]
    UnknownType,
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
    #[error("Lembar ini berisi lebih dari {rows} baris. Bagi menjadi beberapa berkas.", rows = grouped(*.0))]
    TooManyRows(u32),
    /// Something is right of the last column that is taken.
    #[error("Lembar ini berisi lebih dari {0} kolom. Hapus kolom yang tidak perlu.")]
    TooManyColumns(u32),
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
    /// Nothing is in it.
    #[error("Lembar pertama berkas ini kosong. Pilih berkas yang berisi.")]
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
