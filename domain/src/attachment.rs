//! Stored files: what is taken, and how their names are made safe.

pub mod access;
mod size;

use serde::{Deserialize, Serialize};

pub use size::file_size;

use crate::{id::AttachmentId, sheet::Disguise};

/// The largest file that is taken by default, in bytes (25 MiB).
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;
/// The most files one field takes.
pub const MAX_FILES: usize = 20;

/// The types that are taken, told by content and not by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// PDF.
    Pdf,
    /// PNG picture.
    Png,
    /// JPEG picture.
    Jpeg,
    /// Word document.
    Docx,
    /// Excel workbook.
    Xlsx,
    /// Excel workbook of before 2007; as a spreadsheet to be read only.
    Xls,
    /// Comma- or semicolon-separated text; as a spreadsheet to be read only.
    Csv,
}

/// What a file is uploaded for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To be attached to a record, and downloaded by those who see the record.
    #[default]
    Document,
    /// To be read row by row, and then forgotten.
    Sheet,
}

impl Purpose {
    /// The key of the field that a spreadsheet is sent in; every other field takes documents.
    pub const SHEET_FIELD: &'static str = "sheet";

    /// Whether files of this type serve.
    #[must_use]
    pub const fn takes(self, kind: FileType) -> bool {
        match self {
            Self::Document => !matches!(kind, FileType::Xls | FileType::Csv),
            Self::Sheet => matches!(kind, FileType::Xlsx | FileType::Xls | FileType::Csv),
        }
    }

    /// The endings that a file dialog offers.
    #[must_use]
    pub const fn accept(self) -> &'static str {
        match self {
            Self::Document => ".pdf,.png,.jpg,.jpeg,.jfif,.jpe,.docx,.xlsx",
            Self::Sheet => ".xlsx,.xls,.csv,.txt,.tsv",
        }
    }

    /// The types in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Document => "PDF, PNG, JPEG, DOCX, atau XLSX",
            Self::Sheet => "XLSX, XLS, atau CSV",
        }
    }
}

impl FileType {
    /// Every type that is taken.
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Png, Self::Jpeg, Self::Docx, Self::Xlsx, Self::Xls, Self::Csv];

    /// The media type to serve it with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Csv => "text/csv",
        }
    }

    /// The usual ending of its name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Csv => "csv",
        }
    }

    /// Reads a media type.
    #[must_use]
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == text)
    }
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// Nothing in it.
    #[error("Berkas “{0}” kosong. Pilih berkas yang berisi.")]
    Empty(String),
    /// Larger than the limit.
    #[error("Berkas “{name}” melebihi {limit_mib} MiB. Perkecil atau bagi berkasnya, lalu unggah lagi.")]
    TooLarge {
        /// Its name.
        name: String,
        /// The limit.
        limit_mib: u64,
    },
    /// Its content is none of the types that are taken, whatever its name says.
    #[error("Isi berkas “{name}” bukan {taken}.")]
    WrongType {
        /// Its name.
        name: String,
        /// The types that are taken.
        taken: &'static str,
    },
    /// To be read as a spreadsheet, and only spreadsheet programs can read it.
    #[error("Berkas “{name}” sebenarnya {what}, bukan buku kerja Excel. {cure}", what = what.words(), cure = what.cure())]
    NoWorkbook {
        /// Its name.
        name: String,
        /// What it really is.
        what: Disguise,
    },
    /// Its content is one type and its name says another.
    #[error(
        "Berkas “{name}” berisi {content}, tidak sesuai dengan akhiran namanya. Ganti namanya menjadi “{fitting}”, lalu unggah lagi.",
        fitting = renamed(name, content)
    )]
    Disguised {
        /// Its name.
        name: String,
        /// What it really is.
        content: &'static str,
    },
    /// A picture of a kind that not everybody can open.
    #[error(
        "Berkas “{name}” adalah gambar {format}, yang tidak dapat dibuka di semua komputer. Simpan ulang sebagai JPEG atau PNG (di iPhone: Pengaturan, Kamera, Format, Paling Kompatibel), lalu unggah lagi."
    )]
    Picture {
        /// Its name.
        name: String,
        /// What it really is.
        format: &'static str,
    },
    /// A picture that cannot be read.
    #[error("Gambar “{0}” rusak dan tidak dapat dibaca. Simpan ulang gambarnya, lalu unggah lagi.")]
    Unreadable(String),
    /// A document that a password locks or restricts.
    #[error(
        "Berkas “{0}” dikunci atau dibatasi dengan kata sandi, sehingga isinya tidak dapat diperiksa. Simpan ulang, atau mintalah dari pembuatnya, tanpa kata sandi dan tanpa pembatasan, lalu unggah lagi."
    )]
    Locked(String),
    /// A document with macros.
    #[error("Berkas “{0}” berisi makro. Simpan ulang sebagai DOCX atau XLSX tanpa makro, lalu unggah lagi.")]
    Macros(String),
    /// The virus scanner found something.
    #[error(
        "Berkas “{0}” ditolak oleh pemindai virus. Periksa komputer Anda, lalu unggah berkas yang bersih."
    )]
    Infected(String),
    /// The virus scanner does not answer.
    #[error(
        "Berkas “{0}” belum dapat diterima karena pemindai virus sedang tidak menjawab. Coba lagi beberapa saat lagi; bila masih terjadi, sampaikan kepada Admin."
    )]
    NotScanned(String),
}

/// The ending of a name, in small letters. What is no ending, as in `SK No. 12` or `IMG_2024`, is none.
fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let fits = (1..=5).contains(&ending.chars().count())
        && ending.chars().all(char::is_alphanumeric)
        && ending.chars().any(char::is_alphabetic);
    fits.then(|| ending.to_lowercase())
}

/// The name with an ending that everybody's programs know: `foto.jfif` → `foto.jpg`, `surat` → `surat.pdf`.
#[must_use]
pub fn fitting_name(name: &str, kind: FileType) -> String {
    match ending(name).as_deref() {
        None => format!("{}.{}", name.trim_end_matches(['.', ' ']), kind.extension()),
        Some("jfif" | "jpe" | "pjpeg" | "pjp") if kind == FileType::Jpeg => {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            format!("{stem}.{}", kind.extension())
        }
        Some(_) => name.to_owned(),
    }
}

/// The name that says what the file holds.
fn renamed(name: &str, extension: &str) -> String {
    format!("{}.{extension}", name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// Compares what a file holds with what its name says.
///
/// # Errors
/// A refusal when the content is not taken or the name disguises it; a name without an ending disguises nothing.
pub fn check_type(name: &str, content: Option<FileType>, purpose: Purpose) -> Result<FileType, FileRefusal> {
    // Read by its content and then forgotten: a newer workbook under `.xls`, or text parted by tabs, serves as well.
    if let Some(kind) = content.filter(|kind| purpose == Purpose::Sheet && purpose.takes(*kind))
        && names_a_sheet(name)
    {
        return Ok(kind);
    }
    let Some(content) = content.filter(|kind| purpose.takes(*kind)) else {
        return Err(FileRefusal::WrongType { name: name.to_owned(), taken: purpose.words() });
    };
    let fits = ending(name).is_none_or(|ending| match content {
        FileType::Jpeg => matches!(ending.as_str(), "jpg" | "jpeg" | "jfif" | "jpe" | "pjpeg" | "pjp"),
        other => ending == other.extension(),
    });
    if fits {
        Ok(content)
    } else {
        Err(FileRefusal::Disguised { name: name.to_owned(), content: content.extension() })
    }
}

/// Whether a name is one that spreadsheets and plain tables have.
fn names_a_sheet(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ["xlsx", "xls", "csv", "txt", "tsv", "tab"].contains(&ending.as_str()))
}

/// A file name without folders, control or direction-changing characters, at most 120 long.
#[must_use]
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(c, '"' | '<' | '>' | '|' | ':' | '*' | '?' | ';')
                && !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .collect();
    let clean = clean.trim().trim_start_matches('.').trim();
    let (stem, ending) = clean.rsplit_once('.').unwrap_or((clean, ""));
    let stem: String = stem.trim().chars().take(100).collect();
    let ending: String = ending.chars().take(10).collect();
    match (stem.is_empty(), ending.is_empty()) {
        (true, true) => "berkas".to_owned(),
        (true, false) => format!("berkas.{ending}"),
        (false, true) => stem,
        (false, false) => format!("{stem}.{ending}"),
    }
}

/// A stored file, as pages list it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its number.
    pub id: AttachmentId,
    /// Its cleaned name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Reads the attachment numbers of a form's hidden fields; blanks are skipped.
///
/// # Errors
/// A sentence when one is no number, or there are too many.
pub fn parse_ids(label: &str, values: &[String]) -> Result<Vec<AttachmentId>, String> {
    let mut ids = Vec::new();
    for value in values.iter().map(|v| v.trim()).filter(|v| !v.is_empty()) {
        let id = value.parse().map_err(|_| format!("{label}: unggah berkasnya sekali lagi."))?;
        if ids.contains(&id) {
            continue;
        }
        // Whoever names thousands is not compared with thousands.
        if ids.len() == MAX_FILES {
            return Err(format!("{label} paling banyak {MAX_FILES} berkas."));
        }
        ids.push(id);
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\Data\\SK Bupati.pdf"), "SK Bupati.pdf");
        assert_eq!(clean_name(".htaccess"), "htaccess");
        assert_eq!(clean_name("a\"\r\nX-Evil: 1.pdf"), "aX-Evil 1.pdf");
        assert_eq!(clean_name("laporan\u{202e}fdp.exe"), "laporanfdp.exe");
        assert_eq!(clean_name(""), "berkas");
        assert!(clean_name(&"é".repeat(500)).chars().count() <= 120);
    }

    #[test]
    fn content_decides_and_the_name_must_agree() {
        let document = |name, content| check_type(name, content, Purpose::Document);
        assert_eq!(document("a.PDF", Some(FileType::Pdf)), Ok(FileType::Pdf));
        assert_eq!(document("a.jpeg", Some(FileType::Jpeg)), Ok(FileType::Jpeg));
        assert!(matches!(document("a.pdf", None), Err(FileRefusal::WrongType { .. })));
        assert!(matches!(document("a.pdf", Some(FileType::Png)), Err(FileRefusal::Disguised { .. })));
    }

    #[test]
    fn usual_names_of_pictures_are_taken_and_get_an_ending_that_fits() {
        for (name, fitting) in [
            ("foto.jfif", "foto.jpg"),
            ("FOTO.JPE", "FOTO.jpg"),
            ("IMG_2024", "IMG_2024.jpg"),
            ("Foto No. 12", "Foto No. 12.jpg"),
            ("foto.", "foto.jpg"),
            ("foto.JPG", "foto.JPG"),
            ("foto.jpeg", "foto.jpeg"),
        ] {
            assert_eq!(
                check_type(name, Some(FileType::Jpeg), Purpose::Document),
                Ok(FileType::Jpeg),
                "{name}"
            );
            assert_eq!(fitting_name(name, FileType::Jpeg), fitting);
        }
        assert_eq!(fitting_name("SK 800.1", FileType::Pdf), "SK 800.1.pdf");
        let disguised = check_type("surat.jfif", Some(FileType::Pdf), Purpose::Document);
        assert!(matches!(disguised, Err(FileRefusal::Disguised { .. })));
    }

    #[test]
    fn every_refusal_names_the_file_and_ends_as_a_sentence() {
        let name = || "a.pdf".to_owned();
        for refusal in [
            FileRefusal::Empty(name()),
            FileRefusal::TooLarge { name: name(), limit_mib: 1 },
            FileRefusal::WrongType { name: name(), taken: "PDF" },
            FileRefusal::NoWorkbook { name: name(), what: Disguise::WebPage },
            FileRefusal::Disguised { name: name(), content: "png" },
            FileRefusal::Picture { name: name(), format: "HEIC" },
            FileRefusal::Unreadable(name()),
            FileRefusal::Locked(name()),
            FileRefusal::Macros(name()),
            FileRefusal::Infected(name()),
            FileRefusal::NotScanned(name()),
        ] {
            let sentence = refusal.to_string();
            assert!(sentence.contains("“a.pdf”") && sentence.ends_with('.'), "{sentence}");
        }
    }

    #[test]
    fn each_purpose_has_its_types() {
        let sheet = |name, content| check_type(name, Some(content), Purpose::Sheet);
        assert_eq!(sheet("a.csv", FileType::Csv), Ok(FileType::Csv));
        assert_eq!(sheet("a.XLS", FileType::Xls), Ok(FileType::Xls));
        assert!(matches!(sheet("a.pdf", FileType::Pdf), Err(FileRefusal::WrongType { .. })));
        // Other systems hand out newer workbooks, and text parted by tabs, under old names.
        assert_eq!(sheet("a.xls", FileType::Xlsx), Ok(FileType::Xlsx));
        assert_eq!(sheet("A.XLS", FileType::Csv), Ok(FileType::Csv));
        assert_eq!(sheet("a.txt", FileType::Csv), Ok(FileType::Csv));
        assert!(matches!(sheet("a.pdf", FileType::Csv), Err(FileRefusal::Disguised { .. })));
        let refused = check_type("a.csv", Some(FileType::Csv), Purpose::Document);
        assert!(matches!(refused, Err(FileRefusal::WrongType { .. })));
    }

    #[test]
    fn ids_from_hidden_fields() {
        assert_eq!(
            parse_ids("Lampiran", &["3".into(), "".into(), "3".into()]),
            Ok(vec![AttachmentId::new(3)])
        );
        assert!(parse_ids("Lampiran", &["x".into()]).is_err());
    }
}
