//! Moving applicants on to a stage: one, or all that are ticked.

use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn};

use super::{
    dom,
    part::{ASKED, Part},
    state::{Here, Process},
};
use crate::{
    api::selection::{process::AdvanceApplicants, views::ApplicantView},
    components::{Variant, page_field},
};

/// In the address of the page: everybody who may move on to this stage is ticked.
pub(super) const TICKED: &str = "semua";

/// Sends applicants to one stage; made once per table.
#[derive(Clone, Copy)]
pub(super) struct Advance {
    process: Process,
    /// The place of the stage they go to.
    at: usize,
    next: Here,
    all_ticked: bool,
}

impl Advance {
    /// Towards the stage at `at`; nothing when there is none.
    pub fn to(process: Process, at: usize) -> Option<Self> {
        let next = process.stage(at)?;
        // Without JavaScript `Pilih semua` asks for the page with everything ticked.
        let asked = crate::query::use_query().with_untracked(|query| query.get(TICKED));
        Some(Self { process, at, next, all_ticked: asked.as_deref() == Some(next.stage.code()) })
    }

    /// `Mengikuti penulisan makalah`.
    fn text(self) -> String {
        format!("Mengikuti {}", self.next.in_sentence())
    }

    fn many(self) -> String {
        format!("ikut-{}", self.next.stage.code())
    }

    fn one(self) -> String {
        format!("ikut-satu-{}", self.next.stage.code())
    }

    /// Whether an applicant may move on now.
    pub fn fits(self, person: &ApplicantView) -> bool {
        let scored = self.at.checked_sub(1).is_none_or(|before| before < person.scores.len());
        person.is_present() && person.reached == self.at && scored && person.failed.is_none()
    }

    /// To the stage, with the focus in its first empty score.
    fn go(self) {
        self.process.focus_first.set(true);
        self.process.go_to.run(Part::Stage(self.at));
    }

    /// The two forms of the table. Nothing ticked is told at once.
    pub fn forms(self) -> impl IntoView {
        let Self { process, next, .. } = self;
        let many = self.many();
        let send = move |event: SubmitEvent| {
            if dom::some_ticked(&self.many()) {
                // Whoever moves several on goes on with them, unless they look elsewhere by then.
                let from = process.part.get_untracked();
                let onward = Callback::new(move |()| {
                    if process.part.try_get_untracked() == Some(from) {
                        self.go();
                    }
                });
                process.submit_and::<AdvanceApplicants>(&event, Some(onward));
            } else {
                event.prevent_default();
                process.toast.error("Pilih paling sedikit satu pelamar.");
            }
        };
        let send_one = move |event: SubmitEvent| process.submit::<AdvanceApplicants>(&event);
        let hidden = move || {
            view! {
                {page_field(process.path_here())}
                <input type="hidden" name="vacancy" value=process.vacancy.to_string() autocomplete="off"/>
                <input type="hidden" name="stage" value=next.stage.code() autocomplete="off"/>
            }
        };
        view! {
            <form id=many class="hidden" method="post" action=AdvanceApplicants::url() on:submit=send>
                {hidden()}
                <input type="hidden" name="onward" value="true" autocomplete="off"/>
            </form>
            <form id=self.one() class="hidden" method="post" action=AdvanceApplicants::url() on:submit=send_one>{hidden()}</form>
        }
    }

    /// Buttons above the table, while there is somebody to move on.
    pub fn toolbar(self) -> impl IntoView {
        let some = Memo::new(move |_| self.process.may.get() && self.process.any(|person| self.fits(person)));
        view! {
            <Show when=move || some.get()>
                <button
                    type="submit"
                    class=format!("{} btn-sm", Variant::Ghost.class())
                    data-lanjut=""
                    form="semua"
                    name=TICKED
                    value=self.next.stage.code()
                    aria-label=format!("Pilih semua untuk mengikuti {}", self.next.in_sentence())
                    on:click=move |event| {
                        event.prevent_default();
                        dom::toggle_ticks(&self.many());
                    }
                >
                    "Pilih semua"
                </button>
                <button type="submit" class=format!("{} btn-sm", Variant::Primary.class()) form=self.many()>
                    {self.text()} " (yang dipilih)"
                </button>
            </Show>
        }
    }

    /// A row's tick and button, side by side.
    pub fn controls(self, person: &ApplicantView) -> impl IntoView + use<> {
        view! {
            <span class="inline-flex items-center gap-2 whitespace-nowrap">
                {self.tick(person)} {self.button(person)}
            </span>
        }
    }

    fn tick(self, person: &ApplicantView) -> impl IntoView + use<> {
        view! {
            <input
                type="checkbox"
                class="checkbox"
                form=self.many()
                name="applicants[]"
                value=person.id.to_string()
                checked=self.all_ticked
                aria-label=format!("Pilih {}", person.name)
            />
        }
    }

    fn button(self, person: &ApplicantView) -> impl IntoView + use<> {
        view! {
            <button
                type="submit"
                class=format!("{} btn-sm", Variant::Secondary.class())
                form=self.one()
                name="applicants[]"
                value=person.id.to_string()
                aria-label=format!("{}: {}", self.text(), person.name)
            >
                {self.text()}
            </button>
        }
    }
}

/// The GET form of `Pilih semua` without JavaScript; once in the page.
#[component]
pub(super) fn TickAllForm(process: Process) -> impl IntoView {
    view! {
        <form id="semua" class="hidden" method="get" action=process.path()>
            <input type="hidden" name=ASKED value=move || process.code_of(process.part.get()) autocomplete="off"/>
            {process.rows.hidden()}
        </form>
    }
}
