//! Numbers as bars: drawn by the server, with the figures behind them as a table.

use domain::number::thousands;
use leptos::prelude::*;

use super::unique_id;

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

/// A row's height and a bar's, in units of the drawing.
const ROW: usize = 28;
const THICK: usize = 16;
/// The drawing's width, where its bars begin, and how long the longest is; narrow enough that a phone need not make
/// its words smaller than they can be read.
const WIDTH: usize = 420;
const LEFT: usize = 160;
const LONGEST: usize = 200;

/// Bars below each other. A screen reader reads the table, which everybody can open.
#[component]
pub fn BarPlot(
    /// What the bars show; names the figure and its table.
    #[prop(into)]
    caption: String,
    /// The head of the labels' column.
    #[prop(into)]
    head: String,
    /// The head of the numbers' column.
    #[prop(into)]
    unit: String,
    /// The bars, from the top.
    bars: Vec<Bar>,
) -> impl IntoView {
    let id = unique_id("grafik");
    let named = id.clone();
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let height = bars.len() * ROW;
    let drawing = bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let (y, length) = (at * ROW + (ROW - THICK) / 2, length(bar.count, most));
            let line = y + THICK - 4;
            view! {
                <text class="plot-label" x=(LEFT - 12).to_string() y=line.to_string() text-anchor="end">{bar.label.clone()}</text>
                <rect class="plot-bar" x=LEFT.to_string() y=y.to_string() width=length.to_string() height=THICK.to_string() rx="4"></rect>
                <text class="plot-count" x=(LEFT + length + 8).to_string() y=line.to_string()>{thousands(bar.count)}</text>
            }
        })
        .collect_view();
    let rows = bars
        .into_iter()
        .map(|bar| {
            let label = match bar.href {
                Some(href) => view! { <a href=href>{bar.label}</a> }.into_any(),
                None => bar.label.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="num">{thousands(bar.count)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="plot" aria-labelledby=named>
            <figcaption class="sr-only" id=id>{caption.clone()}</figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {height}") aria-hidden="true" focusable="false">{drawing}</svg>
            <details class="message-changes">
                <summary>"Lihat angkanya"</summary>
                <table class="changes">
                    <caption class="sr-only">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{head}</th>
                            <th scope="col" class="num">{unit}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
}

/// A bar that stands for something is seen, however small it is.
fn length(count: u32, most: u32) -> usize {
    let part = u64::from(count) * LONGEST as u64 / u64::from(most.max(1));
    let length = usize::try_from(part).unwrap_or(LONGEST);
    if count > 0 { length.max(3) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        assert_eq!((length(0, 10), length(10, 10), length(5, 10)), (0, LONGEST, LONGEST / 2));
        assert_eq!(length(1, 100_000), 3);
        assert_eq!(length(0, 0), 0);
    }
}
