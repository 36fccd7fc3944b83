//! The four figures on top, each with the way to what it counts.

use domain::{
    clock::Spread,
    number::thousands,
    selection::{Phase, PlanTab},
};
use leptos::prelude::*;

use crate::{api::dashboard::DashboardView, pages::selection::LIST, query::with_query};

/// A number, in words and with where it leads.
#[derive(Clone, PartialEq)]
struct Figure {
    label: &'static str,
    number: String,
    note: String,
    href: String,
    /// Something should be done.
    urgent: bool,
}

#[component]
pub(super) fn Figures(view: Signal<DashboardView>) -> impl IntoView {
    let figures = Memo::new(move |_| view.with(all));
    let items = move || {
        let item = |figure: Figure| {
            view! {
                <li class="figure" class:figure-urgent=figure.urgent>
                    <a class="figure-link" href=figure.href>
                        <span class="figure-label">{figure.label}</span>
                        " "
                        <span class="figure-number">{figure.number}</span>
                        " "
                        <span class="figure-note">{figure.note}</span>
                    </a>
                </li>
            }
        };
        figures.get().into_iter().map(item).collect_view()
    };
    view! { <ul class="figures board-figures" aria-label="Angka utama">{items}</ul> }
}

fn all(view: &DashboardView) -> [Figure; 4] {
    let reviewed = count_of(view, &[Phase::InReview, Phase::Recommended]);
    let late = view.clocks.open.late;
    let first = if view.commission {
        Figure {
            label: "Menunggu petugas",
            number: thousands(count_of(view, &[Phase::Submitted])),
            note: "rencana baru tanpa petugas".to_owned(),
            href: tab(PlanTab::Unassigned),
            urgent: false,
        }
    } else {
        Figure {
            label: PlanTab::Waiting.label(),
            number: view.waiting_count.short(),
            note: "rencana dengan langkah berikutnya pada saya".to_owned(),
            href: tab(PlanTab::Waiting),
            urgent: false,
        }
    };
    [
        first,
        Figure {
            label: Phase::InReview.label(),
            number: thousands(reviewed),
            note: "rencana di tangan petugas".to_owned(),
            href: with_query(LIST, [("status", Phase::InReview.code())]),
            urgent: false,
        },
        Figure {
            label: PlanTab::Late.label(),
            number: thousands(late),
            note: "rencana dan laporan yang melewati tenggat".to_owned(),
            href: tab(PlanTab::Late),
            urgent: late > 0,
        },
        median(view),
    ]
}

/// Of what is answered most, and how many answers it is the median of.
fn median(view: &DashboardView) -> Figure {
    let (number, note) = match view.clocks.leading {
        Some((kind, Spread { answers, median, .. })) => {
            let answers = thousands(u32::try_from(answers).unwrap_or(u32::MAX));
            (median.to_string(), format!("{}, {answers} jawaban setahun", kind.label()))
        }
        None => ("–".to_owned(), "belum ada jawaban dalam setahun".to_owned()),
    };
    Figure { label: "Median hari kerja", number, note, href: "#tenggat".to_owned(), urgent: false }
}

fn count_of(view: &DashboardView, phases: &[Phase]) -> u32 {
    view.phases.iter().filter(|(phase, _)| phases.contains(phase)).map(|(_, count)| count).sum()
}

fn tab(tab: PlanTab) -> String {
    with_query(LIST, [("tab", tab.code())])
}
