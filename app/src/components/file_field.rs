//! Fields that take files: a plain file input, and with JavaScript uploads with progress.

use domain::attachment::{Attachment, MAX_BYTES, Purpose};
use leptos::{html, prelude::*};

use super::{attachments::file_size, button::Variant, field::Binding, use_alive};
use crate::forms::key_of;

#[derive(Clone, PartialEq)]
struct Upload {
    key: usize,
    name: String,
    percent: u8,
    failed: Option<String>,
}

#[derive(Clone, Copy)]
struct Files {
    binding: Binding,
    multiple: bool,
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only the browser sends files by itself")
    )]
    purpose: Purpose,
    stored: RwSignal<Vec<Attachment>>,
    uploads: RwSignal<Vec<Upload>>,
    /// Read out by screen readers.
    said: RwSignal<String>,
    #[cfg(feature = "hydrate")]
    requests: StoredValue<Vec<(usize, web_sys::XmlHttpRequest)>, LocalStorage>,
    #[cfg(feature = "hydrate")]
    next: StoredValue<usize>,
}

/// One file, or with `multiple` (and a name that ends in `[]`) any number; sends attachment numbers.
#[component]
pub fn FileField(
    /// The field's name: `form[letter_scan]` or `form[attachments][]`.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// The files stored already.
    #[prop(optional, into)]
    existing: Signal<Vec<Attachment>>,
    /// Takes more than one.
    #[prop(optional)]
    multiple: bool,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below; says which files are taken when left out.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The endings that the browser offers.
    #[prop(optional)]
    accept: Option<&'static str>,
) -> impl IntoView {
    let binding = Binding::new(name, None);
    // Named by its field, as the server does when the form is sent whole.
    let sheet = key_of(&name.get_untracked()) == Purpose::SHEET_FIELD;
    let purpose = if sheet { Purpose::Sheet } else { Purpose::Document };
    binding.hint(hint.unwrap_or_else(|| {
        format!("{}; paling besar {} MiB per berkas.", purpose.words(), MAX_BYTES / (1024 * 1024))
    }));
    let alive = use_alive();
    let files = Files {
        binding,
        multiple,
        purpose,
        stored: RwSignal::new(first(binding, &existing.get_untracked())),
        uploads: RwSignal::new(Vec::new()),
        said: RwSignal::new(String::new()),
        #[cfg(feature = "hydrate")]
        requests: StoredValue::new_local(Vec::new()),
        #[cfg(feature = "hydrate")]
        next: StoredValue::new(0),
    };
    binding.follow(existing, move |now| files.stored.set(now.clone()));
    let state = binding.state;
    Effect::watch(
        move || state.emptied.get(),
        move |_, _, _| {
            files.stored.set(existing.get_untracked());
            files.uploads.set(Vec::new());
        },
        false,
    );

    let input = NodeRef::<html::Input>::new();
    let take = move || {
        #[cfg(feature = "hydrate")]
        if let Some(input) = input.get_untracked() {
            files.take(&input);
        }
    };
    // Files chosen before the page came alive are sent now.
    Effect::new(move |_| {
        if alive.get() {
            take();
        }
    });
    let control = view! {
        {move || files.list(alive.get())}
        <input
            node_ref=input
            type="file"
            class="file-input"
            id=move || binding.id.get()
            // Once alive, only the numbers of stored files are sent.
            name=move || (!alive.get()).then(|| binding.name.get())
            accept=accept.unwrap_or_else(|| purpose.accept())
            multiple=files.multiple
            required=required
            aria-invalid=move || binding.invalid()
            aria-describedby=move || binding.described_by()
            on:change=move |_| take()
        />
        <p class="sr-only" aria-live="polite">{move || files.said.get()}</p>
    }
    .into_any();
    binding.frame(label, required, false, control)
}

/// The files shown first; those of a returned form are known by number, and by name if the record had them.
fn first(binding: Binding, existing: &[Attachment]) -> Vec<Attachment> {
    let Some(sent) = binding.state.returned_values(&binding.name.get_untracked()) else {
        return existing.to_vec();
    };
    sent.iter()
        .filter_map(|text| text.parse().ok())
        .map(|id| {
            let known = existing.iter().find(|file| file.id == id).cloned();
            known.unwrap_or_else(|| Attachment { id, name: format!("Berkas nomor {id}"), size: 0 })
        })
        .collect()
}

impl Files {
    fn list(self, alive: bool) -> Option<AnyView> {
        let stored = self.stored.get();
        let uploads = self.uploads.get();
        if stored.is_empty() && uploads.is_empty() {
            return None;
        }
        let stored = stored.into_iter().map(|file| self.stored_item(file, alive)).collect_view();
        let uploads = uploads.into_iter().map(|upload| self.upload_item(upload)).collect_view();
        Some(view! { <ul class="files files-edit">{stored} {uploads}</ul> }.into_any())
    }

    /// Without JavaScript a file is dropped by removing its tick.
    fn stored_item(self, file: Attachment, alive: bool) -> AnyView {
        let Attachment { id, name, size } = file;
        let field = move || self.binding.name.get();
        let size = (size > 0).then(|| format!(" ({})", file_size(size)));
        let link = view! {
            <a href=format!("/files/{id}") rel="external" download=name.clone()>{name.clone()}</a>
            <span class="muted">{size}</span>
        };
        if !alive {
            return view! {
                <li>
                    <input
                        type="checkbox"
                        class="checkbox"
                        name=field
                        value=id.to_string()
                        checked=true
                        aria-label=format!("Tetap lampirkan {name}")
                    />
                    {link}
                </li>
            }
            .into_any();
        }
        view! {
            <li>
                <input type="hidden" name=field value=id.to_string()/>
                {link}
                <button
                    type="button"
                    class=format!("{} btn-sm", Variant::Ghost.class())
                    aria-label=format!("Hapus {name}")
                    on:click=move |_| {
                        self.binding.state.touch();
                        self.stored.update(|files| files.retain(|file| file.id != id));
                        self.said.set(format!("{name} dihapus dari isian."));
                    }
                >
                    "Hapus"
                </button>
            </li>
        }
        .into_any()
    }

    fn upload_item(self, upload: Upload) -> AnyView {
        let Upload { key, name, percent, failed } = upload;
        let label = if failed.is_some() { "Tutup" } else { "Batalkan" };
        let progress = match failed {
            Some(sentence) => view! { <span class="field-error" role="alert">{sentence}</span> }.into_any(),
            None => view! {
                <progress class="progress" max="100" value=percent.to_string() aria-label=format!("Mengunggah {name}")></progress>
                <span class="muted">{percent} "%"</span>
            }
            .into_any(),
        };
        view! {
            <li>
                <span>{name.clone()}</span>
                {progress}
                <button
                    type="button"
                    class=format!("{} btn-sm", Variant::Ghost.class())
                    aria-label=format!("{label} {name}")
                    on:click=move |_| self.drop_upload(key)
                >
                    {label}
                </button>
            </li>
        }
        .into_any()
    }

    fn drop_upload(self, key: usize) {
        #[cfg(feature = "hydrate")]
        if let Some(at) = self.requests.with_value(|all| all.iter().position(|(known, _)| *known == key)) {
            let request = self.requests.try_update_value(|all| all.swap_remove(at).1);
            if let Some(request) = request {
                _ = request.abort();
            }
        }
        self.uploads.update(|uploads| uploads.retain(|upload| upload.key != key));
    }
}

#[cfg(feature = "hydrate")]
impl Files {
    /// Sends what was chosen, and empties the input so that the same file can be chosen again.
    fn take(self, input: &web_sys::HtmlInputElement) {
        let Some(chosen) = input.files() else { return };
        let mut files: Vec<_> = (0..chosen.length()).filter_map(|at| chosen.get(at)).collect();
        if files.is_empty() {
            return;
        }
        self.binding.state.touch();
        if !self.multiple {
            files.truncate(1);
        }
        for file in files {
            self.send(&file);
        }
        input.set_value("");
    }

    fn send(self, file: &web_sys::File) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let name = file.name();
        self.uploads.update(|all| {
            all.retain(|upload| upload.failed.is_none());
            all.push(Upload { key, name: name.clone(), percent: 0, failed: None });
        });
        self.said.set(format!("Mengunggah {name}."));
        self.binding.state.uploads.update(|count| *count += 1);
        let request = super::upload::send(file, self.purpose, move |step| self.hear(key, &name, step));
        if let Some(request) = request {
            self.requests.update_value(|all| all.push((key, request)));
        }
    }

    fn hear(self, key: usize, name: &str, step: super::upload::Step) {
        use super::upload::Step;
        // The page may have been left meanwhile.
        let Some(wanted) = self.uploads.try_with_untracked(|all| all.iter().any(|upload| upload.key == key))
        else {
            return;
        };
        if let Step::Sent(percent) = step {
            self.uploads.update(|all| {
                if let Some(upload) = all.iter_mut().find(|upload| upload.key == key) {
                    upload.percent = percent;
                }
            });
            return;
        }
        self.binding.state.uploads.update(|count| *count = count.saturating_sub(1));
        self.requests.update_value(|all| all.retain(|(known, _)| *known != key));
        if !wanted {
            return;
        }
        match step {
            Step::Stored(file) => {
                self.said.set(format!("{name} selesai diunggah."));
                self.uploads.update(|all| all.retain(|upload| upload.key != key));
                self.stored.update(|files| {
                    if !self.multiple {
                        files.clear();
                    }
                    files.push(file);
                });
            }
            Step::Failed(sentence) => self.uploads.update(|all| {
                if let Some(upload) = all.iter_mut().find(|upload| upload.key == key) {
                    upload.failed = Some(sentence);
                }
            }),
            Step::Sent(_) => {}
        }
    }
}
