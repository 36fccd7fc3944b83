//! Panitia Seleksi (Gambar 23).

use domain::{coded::choices, selection::CommitteeElement};
use leptos::prelude::*;

use super::{files_of, register_rows};
use crate::{
    api::selection::views::PlanEditor,
    components::{FileField, Repeat, Row, Select, TextField},
};

#[component]
pub(super) fn Committee(editor: StoredValue<PlanEditor>) -> impl IntoView {
    let count = editor.with_value(|editor| editor.form.committee.len());
    register_rows("form[committee]", &["name", "element", "note", "file"]);
    view! {
        <Repeat
            name="form[committee]"
            legend="Panitia Seleksi"
            required=true
            count
            hint="Baris yang kosong tidak disimpan."
            row=move |row| member(row, editor)
        />
    }
}

fn member(row: Row, editor: StoredValue<PlanEditor>) -> AnyView {
    let (member, files) = editor.with_value(|editor| {
        let member = editor.form.committee.get(row.index).cloned().unwrap_or_default();
        let files = files_of(&member.file, &editor.files);
        (member, files)
    });
    let elements = choices::<CommitteeElement>();
    let file = row.name("file");
    view! {
        <TextField name=row.name("name") label="Nama" value=member.name/>
        <Select name=row.name("element") label="Unsur" options=elements value=member.element/>
        <TextField name=row.name("note") label="Keterangan" value=member.note max=domain::bounds::NOTE/>
        <FileField name=Signal::derive(move || format!("{}[]", file.get())) label="Berkas" existing=files multiple=true/>
    }
    .into_any()
}
