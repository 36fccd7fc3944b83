//! What a server function answers: `Done` when it went through, `AppError` when not.

use chrono::{DateTime, Utc};
use domain::{
    calendar::moment,
    field::{FieldChange, FieldErrors},
    identity::Signature,
};
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// Everything that can go wrong with a request, in the words of this system.
///
/// Which one to use: no session → `Unauthenticated`; the rights table says no → `Denied`;
/// unknown, or another institution's → `NotFound`; a field cannot be taken → `Invalid`;
/// the record's state forbids it → `Refused`; somebody else saved first → `Conflict`; heavy work finds no
/// place for now, or the database is at fault → `Busy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// 401: nobody is logged in.
    Unauthenticated,
    /// 403: the rights table refuses; holds its reason.
    Denied(String),
    /// 404: no such record, or not one the caller may know of.
    NotFound,
    /// 422: sentences by field.
    Invalid(FieldErrors),
    /// 409: the record's state does not allow it; holds the reason.
    Refused(String),
    /// 409: the caller started from a version that is no longer the saved one.
    Conflict(Conflict),
    /// 409: it could be taken, and is probably a mistake; sent once more it is taken.
    Doubtful(Doubt),
    /// 409: this very form was taken before; only without a script.
    Repeated(Repeated),
    /// 429: too many attempts; says when to try again.
    Throttled(String),
    /// 503: nothing is wrong with the request, and it was not done; says to try again.
    Busy(String),
    /// 400: the request could not be read; holds the detail.
    Malformed(String),
    /// In the browser only: the server was not reached.
    Network(String),
    /// 500: holds the reference under which the log has the rest; empty when there is none.
    Unexpected(String),
}

/// Two people changed the same record; this one came second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The version that is saved now.
    pub current_version: i64,
    /// Who saved it, and when, as far as is known.
    pub saved: Option<Signature>,
    /// The fields that differ; `before` is what this person typed, `after` what is saved.
    pub fields: Vec<FieldChange>,
}

impl Conflict {
    /// Who saved it.
    #[must_use]
    pub fn by(&self) -> &str {
        self.saved.as_ref().map_or("Pengguna lain", |saved| &saved.by.name)
    }

    /// When, in the words of `moment` and in brackets; empty where that is not known.
    pub fn when(&self, moment: impl FnOnce(DateTime<Utc>) -> String) -> String {
        self.saved.as_ref().map(|saved| format!(" ({})", moment(saved.at))).unwrap_or_default()
    }
}

/// What is asked about once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// What is probably wrong, and that sending once more is the answer.
    pub sentence: String,
    /// Where to look, and what that link is called.
    pub link: Option<(String, String)>,
    /// The hidden field that says that the person was asked.
    pub name: String,
    /// Its value: what they were asked about.
    pub value: String,
}

/// A form that was sent once more after it had been taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    /// Where the first answer led; nothing when to the form's own page.
    pub lead: Option<String>,
    /// In which way it is a repetition.
    pub how: Again,
}

/// In which way a form was sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Again {
    /// The very same form with the same content: answered as the first time.
    Same,
    /// The very same form, with something else in it.
    Changed,
    /// Another form with the same content, which may be meant: sent once more it is taken.
    Alike,
}

/// A command went through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// A sentence for the toast; none when empty.
    pub message: String,
    /// The path to go to next, if not staying on the page.
    pub go: Option<String>,
}

impl Done {
    /// Says what happened and stays on the page.
    pub fn stay(message: impl Into<String>) -> Self {
        Self { message: message.into(), go: None }
    }

    /// Says what happened and goes to another page.
    pub fn go(message: impl Into<String>, path: impl Into<String>) -> Self {
        Self { message: message.into(), go: Some(path.into()) }
    }
}

impl AppError {
    /// The server cannot be reached: whatever answered was not the server.
    #[must_use]
    pub fn unreachable() -> Self {
        Self::Network(
            "Server sedang tidak dapat dihubungi. Isian Anda tetap ada di halaman ini; tunggu sebentar, lalu coba lagi."
                .to_owned(),
        )
    }

    /// The HTTP status this error is answered with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unauthenticated => 401,
            Self::Denied(_) => 403,
            Self::NotFound => 404,
            Self::Refused(_) | Self::Conflict(_) | Self::Doubtful(_) | Self::Repeated(_) => 409,
            Self::Invalid(_) => 422,
            Self::Throttled(_) => 429,
            Self::Unexpected(_) => 500,
            Self::Busy(_) | Self::Network(_) => 503,
        }
    }

    /// What to tell the person: what happened, and what to do next.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Unauthenticated => {
                "Sesi Anda telah berakhir. Silakan masuk kembali; isian pada halaman ini belum disimpan."
                    .to_owned()
            }
            Self::Denied(text)
            | Self::Refused(text)
            | Self::Throttled(text)
            | Self::Busy(text)
            | Self::Network(text) => text.clone(),
            Self::NotFound => {
                "Data yang dicari tidak ditemukan. Mungkin sudah dipindahkan, atau alamatnya keliru."
                    .to_owned()
            }
            Self::Invalid(errors) => match errors.iter().count() {
                1 => "Ada 1 isian yang perlu diperbaiki.".to_owned(),
                count => format!("Ada {count} isian yang perlu diperbaiki."),
            },
            Self::Conflict(conflict) => format!(
                "{} lebih dahulu menyimpan perubahan pada data ini{}. Bandingkan kedua versi, lalu tentukan yang disimpan.",
                conflict.by(),
                conflict.when(moment)
            ),
            Self::Doubtful(doubt) => doubt.sentence.clone(),
            Self::Repeated(Repeated { how: Again::Same, .. }) => {
                "Sudah tersimpan; kiriman yang sama tidak disimpan dua kali.".to_owned()
            }
            Self::Repeated(Repeated { how: Again::Alike, .. }) => {
                "Isian yang persis sama baru saja tersimpan. Bila ini memang kiriman lain, kirim sekali lagi.".to_owned()
            }
            Self::Repeated(_) => {
                "Formulir ini sudah pernah dikirim dan tersimpan, dengan isi yang berbeda. Periksa dahulu yang tersimpan; bila isian di bawah ini memang kiriman baru, kirim sekali lagi."
                    .to_owned()
            }
            Self::Malformed(_) => {
                "Kiriman tidak dapat dibaca oleh server; mungkin halaman ini sudah lama terbuka. Salin dahulu isian yang penting, buka halaman ini sekali lagi di tab baru, lalu isikan dan kirim dari sana."
                    .to_owned()
            }
            Self::Unexpected(reference) if reference.is_empty() => {
                "Terjadi gangguan pada sistem. Silakan coba lagi beberapa saat lagi.".to_owned()
            }
            Self::Unexpected(reference) => format!(
                "Terjadi gangguan pada sistem. Silakan coba lagi; bila masih terjadi, sampaikan nomor rujukan {reference} kepada Admin."
            ),
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for AppError {}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            // In the browser: an answer that is not this server's own, such as the page of a proxy before it.
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) if cfg!(feature = "hydrate") => {
                Self::unreachable()
            }
            ServerFnErrorErr::Args(detail)
            | ServerFnErrorErr::Deserialization(detail)
            | ServerFnErrorErr::MissingArg(detail) => Self::Malformed(detail),
            ServerFnErrorErr::Request(_) => Self::Network(
                "Sambungan ke server terputus. Isian Anda tetap ada di halaman ini; periksa jaringan, lalu coba lagi."
                    .to_owned(),
            ),
            other => {
                // The detail is for whoever runs the system, never for the page.
                leptos::logging::error!("server function: {other}");
                Self::Unexpected(String::new())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::identity::Person;

    use super::*;

    #[test]
    fn each_error_has_its_status() {
        assert_eq!(AppError::Malformed(String::new()).status(), 400);
        assert_eq!(AppError::Unauthenticated.status(), 401);
        assert_eq!(AppError::Denied(String::new()).status(), 403);
        assert_eq!(AppError::NotFound.status(), 404);
        assert_eq!(AppError::Refused(String::new()).status(), 409);
        assert_eq!(AppError::Invalid(FieldErrors::new()).status(), 422);
        assert_eq!(AppError::Throttled(String::new()).status(), 429);
        assert_eq!(AppError::Unexpected(String::new()).status(), 500);
        assert_eq!(AppError::Busy(String::new()).status(), 503);
    }

    #[test]
    fn details_stay_out_of_the_sentence() {
        let error = AppError::from_server_fn_error(ServerFnErrorErr::Args("missing field `nip`".to_owned()));
        assert_eq!(error.status(), 400);
        assert!(!error.sentence().contains("nip"));
        let error =
            AppError::from_server_fn_error(ServerFnErrorErr::ServerError("database is locked".to_owned()));
        assert_eq!(error, AppError::Unexpected(String::new()));
    }

    #[test]
    fn a_reference_is_shown() {
        assert!(AppError::Unexpected("7F3K".to_owned()).sentence().contains("7F3K"));
    }

    #[test]
    fn a_lost_line_says_that_nothing_typed_is_lost() {
        let error = AppError::from_server_fn_error(ServerFnErrorErr::Request("fetch failed".to_owned()));
        assert!(error.sentence().contains("Isian Anda tetap ada"));
    }

    #[test]
    fn nobody_is_told_to_load_a_page_again_that_holds_what_they_typed() {
        for error in [AppError::unreachable(), AppError::Malformed(String::new())] {
            let sentence = error.sentence().to_lowercase();
            assert!(!sentence.contains("muat ulang"), "{sentence}");
        }
        let sentence = AppError::unreachable().sentence();
        assert!(sentence.contains("Isian Anda tetap ada") && sentence.contains("coba lagi"), "{sentence}");
    }

    /// As the page of a proxy is, with 502, 503 or 504.
    #[test]
    fn an_answer_that_is_no_data_is_no_crash() {
        let answer = AppError::de("<html><h1>502 Bad Gateway</h1></html>".into());
        assert!(matches!(answer, AppError::Malformed(_) | AppError::Network(_)), "{answer:?}");
    }

    #[test]
    fn errors_survive_the_wire() {
        let conflict = AppError::Conflict(Conflict {
            current_version: 4,
            saved: Some(Signature {
                by: Person { id: 7.into(), name: "Asisten 1 KASN".to_owned() },
                at: "2016-08-10T08:02:30Z".parse().unwrap(),
            }),
            fields: vec![FieldChange {
                label: "Skor".to_owned(),
                before: "8".to_owned(),
                after: "7,5".to_owned(),
            }],
        });
        for error in
            [conflict, AppError::NotFound, AppError::Invalid(FieldErrors::of("nip", "NIP wajib diisi."))]
        {
            assert_eq!(AppError::de(error.ser()), error);
        }
    }
}
