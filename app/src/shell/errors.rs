//! Pages that say what went wrong and what to do next.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    components::{ButtonLink, Variant},
    error::AppError,
};

/// In place of a page that cannot be shown; also sets the response's status.
#[component]
pub fn ErrorPage(
    /// Why.
    error: AppError,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        response.set_status(status);
    }
    let title = match &error {
        AppError::Unauthenticated => "Silakan masuk",
        AppError::Denied(_) => "Anda tidak berwenang membuka halaman ini",
        AppError::NotFound => "Halaman tidak ditemukan",
        AppError::Network(_) => "Sambungan terputus",
        AppError::Repeated(_) => "Sudah tersimpan",
        AppError::Throttled(_) => "Terlalu banyak percobaan",
        AppError::Busy(_) => "Server sedang sibuk",
        AppError::Unexpected(_) => "Terjadi gangguan pada sistem",
        AppError::Invalid(_)
        | AppError::Refused(_)
        | AppError::Conflict(_)
        | AppError::Doubtful(_)
        | AppError::Malformed(_) => "Permintaan tidak dapat dilayani",
    };
    let next = match &error {
        AppError::Unauthenticated => {
            view! { <ButtonLink href="/masuk" variant=Variant::Primary>"Masuk"</ButtonLink> }.into_any()
        }
        AppError::Network(_) | AppError::Unexpected(_) | AppError::Busy(_) => view! {
            <ButtonLink href="" variant=Variant::Primary external=true>"Coba lagi"</ButtonLink>
            <ButtonLink href="/">"Kembali ke Dashboard"</ButtonLink>
        }
        .into_any(),
        _ => view! { <ButtonLink href="/" variant=Variant::Primary>"Kembali ke Dashboard"</ButtonLink> }
            .into_any(),
    };
    let code = (!matches!(error, AppError::Network(_)))
        .then(|| view! { <p class="fault-code">{error.status()}</p> });
    view! {
        <Title text=title/>
        <section class="fault">
            {code}
            <h1>{title}</h1>
            <p>{error.sentence()}</p>
            <div class="actions">{next}</div>
        </section>
    }
}

/// For the router's fallback.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <ErrorPage error=AppError::NotFound/> }
}
