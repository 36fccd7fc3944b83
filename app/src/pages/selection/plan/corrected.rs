//! Yang berubah sejak Perbaikan: what was asked for, and beside it what the institution did.

use leptos::prelude::*;

use crate::{
    api::selection::views::PlanView,
    components::{Changes, RichView, Section},
};

/// Open as soon as the plan has come back, until it is decided.
#[component]
pub(super) fn Corrected(view: Signal<PlanView>) -> impl IntoView {
    let answered = Memo::new(move |_| {
        view.with(|view| {
            let request = view.answered_request()?.text.clone();
            Some((request, view.changes_since_correction().to_vec()))
        })
    });
    move || {
        let (request, changes) = answered.get()?;
        let changed = if changes.is_empty() {
            view! { <p>"Tidak ada isian yang berubah. Baca Dialog Perbaikan untuk penjelasan institusi."</p> }
                .into_any()
        } else {
            view! { <div class="table-region"><Changes changes caption="Yang berubah sejak Perbaikan"/></div> }.into_any()
        };
        Some(view! {
            <Section title="Yang berubah sejak Perbaikan">
                <div class="grid-2">
                    <div>
                        <h3>"Permintaan perbaikan"</h3>
                        <RichView html=request/>
                    </div>
                    <div>
                        <h3>"Perubahan isian"</h3>
                        {changed}
                    </div>
                </div>
            </Section>
        })
    }
}
