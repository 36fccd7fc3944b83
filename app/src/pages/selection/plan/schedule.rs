//! Jadwal (Gambar 23).

use domain::{calendar::parse_date, selection::plan::PlanForm};
use leptos::prelude::*;

use super::register_rows;
use crate::components::{DateField, Repeat, TextField};

#[component]
pub(super) fn Schedule(form: PlanForm) -> impl IntoView {
    let lines = form.schedule;
    register_rows("form[schedule]", &["activity", "start", "end"]);
    view! {
        <Repeat
            name="form[schedule]"
            legend="Jadwal"
            required=true
            count=lines.len()
            hint="Baris yang kosong tidak disimpan."
            row=move |row| {
                let line = lines.get(row.index).cloned().unwrap_or_default();
                view! {
                    <TextField name=row.name("activity") label="Kegiatan" value=line.activity/>
                    <DateField name=row.name("start") label="Tanggal mulai" value=for_picker(&line.start)/>
                    <DateField name=row.name("end") label="Tanggal akhir" value=for_picker(&line.end)/>
                }
            }
        />
    }
}

/// A date picker takes `2016-08-10` only; a draft may hold `10/08/2016`.
fn for_picker(text: &str) -> String {
    parse_date("Tanggal", text).map_or_else(|_| text.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::for_picker;

    #[test]
    fn typed_dates_reach_the_picker() {
        assert_eq!(for_picker("10/08/2016"), "2016-08-10");
        assert_eq!(for_picker("2016-08-10"), "2016-08-10");
        assert_eq!(for_picker(""), "");
    }
}
