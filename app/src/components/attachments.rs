//! Files that can be downloaded.

use domain::attachment::{Attachment, file_size};
use leptos::prelude::*;

/// Download links.
#[component]
pub fn Attachments(
    /// The files.
    #[prop(into)]
    files: Vec<Attachment>,
    /// What is said when there are none.
    #[prop(default = "Tidak ada file")]
    none: &'static str,
) -> impl IntoView {
    if files.is_empty() {
        return view! { <p class="muted">{none}</p> }.into_any();
    }
    let items = files
        .into_iter()
        .map(|file| {
            view! {
                <li>
                    // A download is no page: the router must leave it alone.
                    <a href=format!("/files/{}", file.id) rel="external" download=file.name.clone()>{file.name.clone()}</a>
                    <span class="muted">" (" {file_size(file.size)} ")"</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="files">{items}</ul> }.into_any()
}

/// How the input of a stored file names it for [`file_of`].
pub(super) fn told_file(file: &Attachment) -> String {
    format!("{} {}", file.size, file.name)
}

/// The stored file of an input, by its number and what [`told_file`] says.
#[cfg(feature = "hydrate")]
pub(super) fn file_of(number: &str, told: &str) -> Option<Attachment> {
    let (size, name) = told.split_once(' ')?;
    Some(Attachment { id: number.parse().ok()?, name: name.to_owned(), size: size.parse().ok()? })
}
