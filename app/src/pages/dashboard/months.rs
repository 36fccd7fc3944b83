//! Plans by the month in which they were begun.

use chrono::{Datelike as _, NaiveDate};
use domain::calendar::month;
use leptos::prelude::*;

use crate::{
    api::dashboard::DashboardView,
    components::{Column, ColumnPlot, Section},
};

#[component]
pub(super) fn Months(view: Signal<DashboardView>) -> impl IntoView {
    let columns = Memo::new(move |_| view.with(|view| columns(&view.months)));
    view! {
        <Section title="Rencana seleksi setahun terakhir">
            <ColumnPlot caption="Rencana seleksi menurut bulan dibuat" head="Bulan" unit="Rencana" columns/>
        </Section>
    }
}

/// The year stands where it begins, and below the first.
fn columns(months: &[(NaiveDate, u32)]) -> Vec<Column> {
    let begins = |at: usize| months.get(at).is_some_and(|(day, _)| day.month() == 1);
    let column = |(at, (day, count)): (usize, &(NaiveDate, u32))| {
        let label = month(*day);
        // Two years beside each other would run into one another.
        let dated = begins(at) || at == 0 && !begins(1);
        Column {
            short: label.chars().take(3).collect(),
            below: if dated { day.year().to_string() } else { String::new() },
            label,
            count: *count,
        }
    };
    months.iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_named_once() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        let below = |months: &[(NaiveDate, u32)]| columns(months).remove(0).below;
        assert_eq!(below(&[(day(2016, 12), 0), (day(2017, 1), 0)]), "");
        assert_eq!(below(&[(day(2017, 1), 0), (day(2017, 2), 0)]), "2017");
        let columns =
            columns(&[(day(2016, 11), 1), (day(2016, 12), 2), (day(2017, 1), 3), (day(2017, 2), 4)]);
        let told: Vec<_> = columns.iter().map(|column| (&*column.short, &*column.below)).collect();
        assert_eq!(told, [("Nov", "2016"), ("Des", ""), ("Jan", "2017"), ("Feb", "")]);
        assert_eq!((&*columns[1].label, columns[1].count), ("Desember 2016", 2));
    }
}
