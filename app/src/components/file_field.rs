//! Fields that take files: a plain file input, and with JavaScript uploads with progress.

#[cfg(feature = "hydrate")]
mod browser;

use domain::attachment::{Attachment, MAX_FILES, Purpose, file_size};
use leptos::{html, prelude::*};

use super::{attachments::told_file, button::Variant, field::Binding, use_alive};
use crate::{forms::key_of, limits::max_file_bytes};

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
    /// How many of them the form was told have failed.
    told: StoredValue<usize>,
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only the browser sends files by itself")
    )]
    limit: u64,
    /// Read out by screen readers.
    said: RwSignal<String>,
    #[cfg(feature = "hydrate")]
    requests: StoredValue<Vec<(usize, web_sys::XmlHttpRequest)>, LocalStorage>,
    /// What was chosen, to be sent once more.
    #[cfg(feature = "hydrate")]
    chosen: StoredValue<Vec<(usize, web_sys::File)>, LocalStorage>,
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
    /// In a table: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let binding = Binding::new(name, None);
    // Named by its field, as the server does when the form is sent whole.
    let sheet = key_of(&name.get_untracked()) == Purpose::SHEET_FIELD;
    let purpose = if sheet { Purpose::Sheet } else { Purpose::Document };
    let limit = max_file_bytes();
    binding.hint(hint.unwrap_or_else(|| {
        let most = if multiple { format!(", paling banyak {MAX_FILES} berkas") } else { String::new() };
        format!("{}; paling besar {} MiB per berkas{most}.", purpose.words(), limit / (1024 * 1024))
    }));
    let alive = use_alive();
    let files = Files {
        binding,
        multiple,
        purpose,
        stored: RwSignal::new(first(binding, &existing.get_untracked())),
        uploads: RwSignal::new(Vec::new()),
        told: StoredValue::new(0),
        limit,
        said: RwSignal::new(String::new()),
        #[cfg(feature = "hydrate")]
        requests: StoredValue::new_local(Vec::new()),
        #[cfg(feature = "hydrate")]
        chosen: StoredValue::new_local(Vec::new()),
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
            files.tell();
        },
        false,
    );
    // A field that goes takes its failed uploads with it.
    let told = files.told;
    on_cleanup(move || {
        if let Some(told) = told.try_get_value() {
            _ = state.failed_uploads.try_update(|count| *count = count.saturating_sub(told));
        }
    });

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
        <div class="file-pick" class:file-own=move || alive.get()>
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
        // In Indonesian, whatever the browser speaks; it lies below the input, which takes presses and dropped files.
        <span class="btn btn-secondary-quiet" aria-hidden="true">"Pilih berkas"</span>
        </div>
        <p class="sr-only" aria-live="polite">{move || files.said.get()}</p>
    }
    .into_any();
    binding.frame(label, required, hide_label, control)
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
            known.or_else(|| binding.state.returned_file(id)).unwrap_or_else(|| Attachment {
                id,
                name: format!("Berkas nomor {id}"),
                size: 0,
            })
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
        let told = told_file(&file);
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
                <input type="hidden" name=field value=id.to_string() data-berkas=told/>
                {link}
                <button
                    type="button"
                    class=format!("{} btn-sm", Variant::Ghost.class())
                    aria-label=format!("Hapus {name}")
                    on:click=move |_| {
                        self.binding.state.touch();
                        self.stored.update(|files| files.retain(|file| file.id != id));
                        self.said.set(format!("{name} dihapus dari isian."));
                        #[cfg(feature = "hydrate")]
                        self.tell_form();
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
        let again = failed.is_some().then(|| {
            view! {
                <button
                    type="button"
                    class=format!("{} btn-sm", Variant::Secondary.class())
                    aria-label=format!("Coba lagi {name}")
                    on:click=move |_| self.send_again(key)
                >
                    "Coba lagi"
                </button>
            }
        });
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
                {again}
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
        #[cfg(feature = "hydrate")]
        self.chosen.update_value(|all| all.retain(|(known, _)| *known != key));
        self.uploads.update(|uploads| uploads.retain(|upload| upload.key != key));
        self.tell();
    }

    /// Sends the same file once more.
    #[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "only the browser sends files"))]
    fn send_again(self, key: usize) {
        #[cfg(feature = "hydrate")]
        if let Some(file) = self
            .chosen
            .with_value(|all| all.iter().find(|(known, _)| *known == key).map(|(_, file)| file.clone()))
        {
            self.drop_upload(key);
            self.send(&file);
        }
    }

    /// Tells the form how many uploads have failed: it asks before it is sent without them.
    fn tell(self) {
        let failed =
            self.uploads.with_untracked(|all| all.iter().filter(|upload| upload.failed.is_some()).count());
        let told = self.told.get_value();
        self.told.set_value(failed);
        self.binding.state.failed_uploads.update(|count| *count = (*count + failed).saturating_sub(told));
    }
}
