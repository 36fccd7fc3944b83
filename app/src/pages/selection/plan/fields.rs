//! The form's first part, posts, letter, way, reason and methods, and its last, what the reason was (Gambar 21, 22).

use domain::{
    bounds,
    coded::choices,
    selection::{FillingMethod, Reason, SelectionMethod},
};
use leptos::prelude::*;

use super::files_of;
use crate::{
    api::selection::views::PlanEditor,
    components::{CheckboxGroup, Empty, FileField, RichText, Select, TextField},
};

/// From how many posts on the list can be searched.
const MANY: usize = 8;

#[component]
pub(super) fn Basics(editor: StoredValue<PlanEditor>) -> impl IntoView {
    let PlanEditor { form, positions, files, .. } = editor.get_value();
    let posts: Vec<_> = positions.into_iter().map(|choice| (choice.value, choice.label)).collect();
    let methods = choices::<FillingMethod>();
    let none = posts.is_empty().then(|| {
        view! {
            <Empty
                title="Belum ada Nomenklatur yang disetujui"
                text="Rencana dapat disimpan sebagai draf; Nomenklatur dipilih setelah disetujui komisi."
            />
        }
    });
    let search = posts.len() >= MANY;
    let reasons = choices::<Reason>();
    let ways = choices::<SelectionMethod>();
    view! {
        <div class="grid-2">
            <div class="stack">
                <CheckboxGroup
                    name="form[positions][]"
            label="Nomenklatur"
            options=posts
            selected=form.positions
            search
            hint="Pilih satu atau lebih jabatan. Setiap jabatan diseleksi dan dinilai sendiri."
        />
                {none}
            </div>
            <CheckboxGroup
                name="form[methods][]"
                label="Metode seleksi"
                options=ways
                selected=form.methods
                hint="Boleh lebih dari satu."
            />
        </div>
        <div class="grid-2">
            <TextField
                name="form[letter_number]"
                label="No. Surat Pengantar"
                value=form.letter_number
                required=true
                max=bounds::NUMBER
            />
            <FileField
                name="form[letter_scan][]"
                label="Scan Surat Pengantar"
                existing=files_of(&form.letter_scan, &files)
                multiple=true
            />
            <Select
                name="form[filling_method]"
                label="Cara Pengisian JPT"
                options=methods
                value=form.filling_method
                placeholder="-- Pilih Metode --"
                required=true
            />
            <Select
                name="form[reason]"
                label="Alasan"
                options=reasons
                value=form.reason
                hint="Harus dipilih sebelum rencana dikirim."
            />
        </div>
    }
}

/// Deskripsi Alasan.
#[component]
pub(super) fn ReasonText(editor: StoredValue<PlanEditor>) -> impl IntoView {
    let text = editor.with_value(|editor| editor.form.reason_text.to_string());
    view! { <RichText name="form[reason_text]" label="Deskripsi Alasan" value=text/> }
}
