//! Numbers as bars and columns, drawn by the server; the figures stand beside them as a table.

use domain::number::thousands;
use leptos::prelude::*;

/// A bar: its words, its number, and where its number leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: u32,
    /// The list of what is counted.
    pub href: Option<String>,
}

/// Bars below each other: a table that draws its numbers.
#[component]
pub fn BarPlot(
    /// What the bars show; names the table.
    #[prop(into)]
    caption: String,
    /// The bars, from the top.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
) -> impl IntoView {
    let rows = move || {
        let bars = bars.get();
        let most = most(bars.iter().map(|bar| bar.count));
        let row = |bar: Bar| {
            let label = match bar.href {
                Some(href) => view! { <a href=href>{bar.label}</a> }.into_any(),
                None => bar.label.into_any(),
            };
            let width = percent(part(bar.count, most, WHOLE));
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td>
                        <span class="bar-line">
                            <svg aria-hidden="true" focusable="false">
                                <rect class="plot-bar" width=width height="100%" rx="3"></rect>
                            </svg>
                            <span class="bar-count">{thousands(bar.count)}</span>
                        </span>
                    </td>
                </tr>
            }
        };
        bars.into_iter().map(row).collect_view()
    };
    view! {
        <table class="bars">
            <caption class="sr-only">{caption}</caption>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A column: its number, and its words in short and in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What is counted.
    pub label: String,
    /// The same below the column.
    pub short: String,
    /// Below that.
    pub below: String,
    /// How many.
    pub count: u32,
}

/// All of a drawing, in hundredths of a percent.
const WHOLE: u32 = 10_000;
/// Where the highest column begins, and where all end.
const TOP: u32 = 1_300;
const FOOT: u32 = 7_800;
/// A column's share of its place.
const THICK: u32 = 64;

/// Columns beside each other. Words keep their size however wide the drawing is. A screen reader reads the table, which
/// everybody can open.
#[component]
pub fn ColumnPlot(
    /// What the columns show; names the table.
    #[prop(into)]
    caption: String,
    /// The head of the labels' column.
    #[prop(into)]
    head: String,
    /// The head of the numbers' column.
    #[prop(into)]
    unit: String,
    /// The columns, from the left.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
) -> impl IntoView {
    let drawing = move || {
        let columns = columns.get();
        let most = most(columns.iter().map(|column| column.count));
        let place = WHOLE / u32::try_from(columns.len()).unwrap_or(1).max(1);
        let draw = |(at, column): (u32, Column)| {
            let height = part(column.count, most, FOOT - TOP);
            let (left, width) = (at * place + place * (100 - THICK) / 200, place * THICK / 100);
            let (middle, top) = (percent(at * place + place / 2), percent(FOOT - height));
            view! {
                <rect class="plot-bar" x=percent(left) y=top.clone() width=percent(width) height=percent(height) rx="3"></rect>
                <text class="plot-count" x=middle.clone() y=top dy="-0.4em">{thousands(column.count)}</text>
                <text class="plot-label" x=middle.clone() y=percent(FOOT) dy="1.5em">{column.short}</text>
                <text class="plot-label" x=middle y=percent(FOOT) dy="2.8em">{column.below}</text>
            }
        };
        (0..).zip(columns).map(draw).collect_view()
    };
    let rows = move || {
        let row = |column: Column| {
            view! {
                <tr>
                    <th scope="row">{column.label}</th>
                    <td class="num">{thousands(column.count)}</td>
                </tr>
            }
        };
        columns.get().into_iter().map(row).collect_view()
    };
    view! {
        <figure class="plot">
            <svg class="columns" aria-hidden="true" focusable="false">
                {drawing}
                <line class="plot-line" x1="0" x2="100%" y1=percent(FOOT) y2=percent(FOOT)></line>
            </svg>
            <AsTable caption heads=vec![head, unit]>{rows}</AsTable>
        </figure>
    }
}

/// The figures behind a drawing, as a table that everybody can open: words first, numbers after.
#[component]
pub fn AsTable(
    /// What the table lists.
    #[prop(into)]
    caption: String,
    /// The columns' heads; all but the first hold numbers.
    heads: Vec<String>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let named = format!("Tabel: {caption}");
    let head = |(at, head)| view! { <th scope="col" class=(at > 0).then_some("num")>{head}</th> };
    let heads = heads.into_iter().enumerate().map(head).collect_view();
    view! {
        <details class="as-table">
            <summary>"Lihat sebagai tabel"</summary>
            <div class="table-region" role="region" tabindex="0" aria-label=named>
                <table class="table table-dense">
                    <caption class="sr-only">{caption}</caption>
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{children()}</tbody>
                </table>
            </div>
        </details>
    }
}

fn most(counts: impl Iterator<Item = u32>) -> u32 {
    counts.max().unwrap_or(0).max(1)
}

/// What stands for something is seen, however small it is.
fn part(count: u32, most: u32, longest: u32) -> u32 {
    let part = u64::from(count) * u64::from(longest) / u64::from(most.max(1));
    let part = u32::try_from(part).unwrap_or(longest);
    if count > 0 { part.max(WHOLE / 100) } else { 0 }
}

/// Hundredths of a percent, as a drawing reads them.
fn percent(hundredths: u32) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let length = |count, most| part(count, most, WHOLE);
        assert_eq!((length(0, 10), length(10, 10), length(5, 10)), (0, WHOLE, WHOLE / 2));
        assert_eq!(length(1, 100_000), 100);
        assert_eq!(length(0, 0), 0);
        assert_eq!(length(u32::MAX, u32::MAX), WHOLE);
        assert_eq!(most([3, 7, 0].into_iter()), 7);
        assert_eq!(most([].into_iter()), 1);
    }

    #[test]
    fn percents_are_written_with_two_places() {
        assert_eq!([0, 5, 100, 1234, WHOLE].map(percent), ["0.00%", "0.05%", "1.00%", "12.34%", "100.00%"]);
    }
}
