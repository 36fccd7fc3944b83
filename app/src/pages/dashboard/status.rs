//! Selections by status, in the order of the work.

use domain::selection::Phase;
use leptos::prelude::*;

use crate::{
    api::dashboard::DashboardView,
    components::{Bar, BarPlot, ButtonLink, Empty, Section},
    pages::selection::LIST,
    query::with_query,
};

#[component]
pub(super) fn Status(view: Signal<DashboardView>) -> impl IntoView {
    let bars = Memo::new(move |_| view.with(|view| bars(&view.phases, view.commission)));
    let any = Memo::new(move |_| bars.with(|bars| bars.iter().any(|bar| bar.count > 0)));
    view! {
        <Section title="Seleksi menurut status" actions=|| view! { <ButtonLink href=LIST>"Daftar Seleksi"</ButtonLink> }>
            <Show when=move || any.get() fallback=|| view! { <Empty title="Belum ada rencana seleksi"/> }>
                <BarPlot caption="Seleksi menurut status, jumlah rencana" bars/>
            </Show>
        </Section>
    }
}

/// Every status there may be, so that each stays in its place; what was refused stands outside the way, at the end.
fn bars(phases: &[(Phase, u32)], commission: bool) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let order = Phase::ALL.into_iter().filter(|phase| *phase != Phase::Rejected).chain([Phase::Rejected]);
    for phase in order.filter(|phase| !(commission && *phase == Phase::Draft)) {
        let count = phases.iter().filter(|(known, _)| *known == phase).map(|(_, count)| count).sum::<u32>();
        match bars.iter_mut().find(|bar| bar.label == phase.label()) {
            // Both review phases carry one name and are listed as one.
            Some(bar) => bar.count += count,
            None => bars.push(Bar {
                label: phase.label().to_owned(),
                count,
                href: Some(with_query(LIST, [("status", phase.code())])),
            }),
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_place_and_both_review_phases_are_one() {
        let phases = [(Phase::Draft, 3), (Phase::InReview, 2), (Phase::Recommended, 1), (Phase::Rejected, 4)];
        let told = |commission| {
            let bars = bars(&phases, commission);
            bars.into_iter().map(|bar| (bar.label, bar.count)).collect::<Vec<_>>()
        };
        let own = told(false);
        assert_eq!((own.len(), own[0].1), (Phase::ALL.len() - 1, 3));
        assert_eq!(own[2], ("Direviu".to_owned(), 3));
        assert_eq!(own.last(), Some(&("Ditolak".to_owned(), 4)));
        assert_eq!(told(true), own[1..], "drafts are their institutions' alone");
    }
}
