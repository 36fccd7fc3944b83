//! Panitia Seleksi (Gambar 23).

use domain::{
    coded::choices,
    selection::{CommitteeElement, plan::MAX_ROWS, plan_paste},
};
use leptos::prelude::*;

use super::{files_of, register_rows};
use crate::{
    api::selection::views::PlanEditor,
    components::{FileField, Repeat, Row, RowColumn, RowTable, Select, TextField},
};

const TABLE: RowTable = RowTable {
    class: "committee-rows",
    columns: &[
        RowColumn { field: "name", head: "Nama", read: Some(|cell| plan_paste::Column::Text.read(cell)) },
        RowColumn {
            field: "element",
            head: "Unsur",
            read: Some(|cell| plan_paste::Column::Element.read(cell)),
        },
        RowColumn {
            field: "note",
            head: "Keterangan",
            read: Some(|cell| plan_paste::Column::Text.read(cell)),
        },
        RowColumn { field: "file", head: "Berkas", read: None },
    ],
    most: MAX_ROWS,
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
            hint="Baris yang kosong tidak disimpan. Baris dari spreadsheet (Nama, Unsur, Keterangan) dapat ditempel pada kolom Nama."
            table=TABLE
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
        <TextField name=row.name("name") label="Nama" value=member.name hide_label=true/>
        <Select name=row.name("element") label="Unsur" options=elements value=member.element hide_label=true/>
        <TextField
            name=row.name("note")
            label="Keterangan"
            value=member.note
            max=domain::bounds::NOTE
            hide_label=true
        />
        <FileField
            name=Signal::derive(move || format!("{}[]", file.get()))
            label="Berkas"
            existing=files
            multiple=true
            hide_label=true
        />
    }
    .into_any()
}
