//! Files that can be downloaded.

use domain::attachment::Attachment;
use leptos::prelude::*;

/// `12 B`, `3,4 kB` or `1,2 MB`.
#[must_use]
pub fn file_size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (1_000, "kB"),
        _ => (1_000_000, "MB"),
    };
    let tenths = (bytes * 10 + unit / 2) / unit;
    format!("{},{} {name}", tenths / 10, tenths % 10)
}

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

#[cfg(test)]
mod tests {
    use super::file_size;

    #[test]
    fn sizes_are_written_the_indonesian_way() {
        assert_eq!(file_size(999), "999 B");
        assert_eq!(file_size(3_440), "3,4 kB");
        assert_eq!(file_size(26_214_400), "26,2 MB");
    }
}
