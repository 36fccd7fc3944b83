//! The form's first part: posts, letter, way, reason and methods (Gambar 21, 22).

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
    view! {
        <CheckboxGroup
            name="form[positions][]"
            label="Nomenklatur"
            options=posts
            selected=form.positions
            search
            hint="Pilih satu atau lebih jabatan. Setiap jabatan diseleksi dan dinilai sendiri."
        />
        {none}
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
    }
}

#[component]
pub(super) fn Reasons(editor: StoredValue<PlanEditor>) -> impl IntoView {
    let form = editor.with_value(|editor| editor.form.clone());
    let reasons = choices::<Reason>();
    let methods = choices::<SelectionMethod>();
    view! {
        <Select
            name="form[reason]"
            label="Alasan"
            options=reasons
            value=form.reason
            hint="Harus dipilih sebelum rencana dikirim."
        />
        <RichText name="form[reason_text]" label="Deskripsi Alasan" value=form.reason_text.to_string()/>
        <CheckboxGroup
            name="form[methods][]"
            label="Metode seleksi"
            options=methods
            selected=form.methods
            hint="Boleh lebih dari satu."
        />
    }
}
