//! What the server put around a request, and what is answered when something goes wrong in it.

use domain::{access::Denied, refusal::Refusal};
use leptos::prelude::use_context;
use store::StoreError;

use super::{RequestInfo, Services, work::Stopped};
use crate::error::AppError;

/// What the server put around this request.
///
/// # Errors
/// [`AppError::Unexpected`] outside a request.
pub fn services() -> Result<Services, AppError> {
    use_context::<Services>().ok_or_else(|| unexpected("no services in context"))
}

/// Where this request came from.
#[must_use]
pub fn request() -> RequestInfo {
    use_context::<RequestInfo>().unwrap_or_default()
}

/// Something that should not happen: the log has the detail, the person a reference.
#[must_use]
pub fn unexpected(detail: &str) -> AppError {
    let reference = request().request_id;
    tracing::error!(reference, detail, "unexpected error");
    AppError::Unexpected(reference)
}

impl From<Stopped> for AppError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Broken(detail) => unexpected(&detail),
            other => Self::Busy(other.sentence().to_owned()),
        }
    }
}

/// Others write just now, or another program holds the database.
#[must_use]
pub fn busy() -> AppError {
    AppError::Busy(
        "Penyimpanan sedang sibuk, sehingga permintaan ini belum dilaksanakan. Isian Anda tidak hilang; \
         silakan coba lagi sebentar lagi."
            .to_owned(),
    )
}

/// The database, or the place where files are kept, cannot be used: not the sender's fault, and nothing was stored.
#[must_use]
pub fn out_of_order(detail: &str) -> AppError {
    let reference = request().request_id;
    tracing::error!(reference, detail, "the database, or the attachment store, is out of order");
    AppError::Busy(out_of_order_sentence(&reference))
}

/// What is said then; whoever knows the request's number only afterwards puts it in.
#[must_use]
pub fn out_of_order_sentence(reference: &str) -> String {
    format!(
        "Server sedang tidak dapat menyimpan atau membaca data; ini bukan karena isian Anda. Belum ada yang \
         tersimpan. Silakan coba lagi beberapa saat lagi; bila masih terjadi, sampaikan nomor rujukan {reference} \
         kepada Admin."
    )
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match &error {
            // Commands load what they change so that it stays as it is, and tell both versions. Whatever slips
            // through in spite of that is a clash all the same, and nobody's fault.
            StoreError::Stale => Self::Refused(
                "Data ini baru saja diubah oleh orang lain. Isian Anda masih ada; kirim kembali untuk melihat perbedaannya.".to_owned(),
            ),
            StoreError::Busy => busy(),
            StoreError::Unwritable(_) | StoreError::Unreachable(_) => out_of_order(&error.to_string()),
            _ => unexpected(&error.to_string()),
        }
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Hidden => Self::NotFound,
            Denied::Role(reason) => Self::Denied(reason),
            Denied::State(reason) => Self::Refused(reason),
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::State(reason) => Self::Refused(reason),
            Refusal::Fields(errors) => Self::Invalid(errors),
        }
    }
}
