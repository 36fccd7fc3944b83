//! A row's input for a score: the form in its cell, NILAI as it will be, and `Simpan`.

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{
    dom,
    draft::{Draft, Sending},
    returned::ROW,
};
use crate::{
    api::selection::process::SaveScore,
    components::{Variant, page_field},
    zone::moment,
};

impl Draft {
    /// The cell under SKOR. The form holds only this cell; its button stands under AKSI.
    pub fn input_cell(self) -> impl IntoView {
        let name = self.name();
        let (form, input, note) =
            (format!("skor-{name}"), format!("skor-{name}-isi"), format!("skor-{name}-galat"));
        let trouble = Memo::new(move |_| self.trouble());
        let complaint = {
            let note = note.clone();
            move || {
                trouble.get().map(|text| {
                    view! {
                        <p class="field-error" id=note.clone() role="alert">
                            <span class="sr-only">{self.person()} ": "</span>
                            {text}
                        </p>
                    }
                })
            }
        };
        view! {
            <td data-label="Skor (1-10)" class="num">
                <form
                    id=form
                    class="form-compact"
                    method="post"
                    action=SaveScore::url()
                    novalidate=true
                    on:submit=move |event| self.submit(&event)
                >
                    {page_field(self.process.path_here())}
                    <input type="hidden" name=ROW value=name autocomplete="off"/>
                    <input type="hidden" name="applicant" value=self.applicant.to_string() autocomplete="off"/>
                    <input
                        type="hidden"
                        name="version"
                        value=move || self.version().to_string()
                        autocomplete="off"
                    />
                    <input type="hidden" name="stage" value=self.stage.stage.code() autocomplete="off"/>
                    <label class="sr-only" for=input.clone()>"Skor (1-10) " {move || self.person()}</label>
                    <input
                        type="text"
                        class="input input-number w-32"
                        id=input
                        name="form[score]"
                        maxlength=domain::bounds::FIGURE
                        value=self.text.get_untracked()
                        data-skor=""
                        inputmode="decimal"
                        enterkeyhint="next"
                        autocomplete="off"
                        placeholder="Skor (1-10)"
                        readonly=move || self.sending.get() != Sending::Idle
                        aria-invalid=move || trouble.with(Option::is_some).then_some("true")
                        aria-describedby=move || trouble.with(Option::is_some).then(|| note.clone())
                        on:keydown=|event| dom::move_between_scores(&event)
                        on:paste=move |event| {
                            self.process.toast.settle();
                            if let Some(refusal) = dom::paste_column(&event) {
                                self.process.toast.error(refusal);
                            }
                        }
                        on:focus=move |_| self.focused.set(true)
                        on:blur=move |_| self.focused.set(false)
                        on:input:target=move |event| {
                            // It may have had the focus before the page came alive.
                            self.focused.set(dom::has_focus(&event.target()));
                            // What was typed before may be told once more, by when it has been complained about.
                            let text = event.target().value();
                            if self.text.with_untracked(|known| *known != text) {
                                self.type_in(text);
                            }
                        }
                    />
                    {complaint}
                </form>
            </td>
        }
    }

    /// The cell under NILAI: what the score in the input will give.
    pub fn mark_cell(self) -> impl IntoView {
        view! {
            <td data-label="Nilai" class="num">
                <output class="muted" for=format!("skor-{}-isi", self.name())>
                    {move || self.mark().map(|mark| mark.to_string())}
                </output>
            </td>
        }
    }

    /// `Simpan`.
    pub fn save_button(self) -> impl IntoView {
        view! {
            <button
                type="submit"
                class=format!("{} btn-sm", Variant::Secondary.class())
                form=format!("skor-{}", self.name())
                aria-label=move || format!("Simpan skor {}", self.person())
                aria-disabled=move || (self.sending.get() != Sending::Idle).then_some("true")
            >
                {move || match self.sending.get() {
                    Sending::Idle => "Simpan",
                    Sending::Busy => "Menyimpan…",
                    Sending::Stored(_) => "Tersimpan",
                }}
            </button>
        }
    }

    /// The applicant's name. Reactive.
    pub fn person(self) -> String {
        self.row.with(|person| person.name.clone())
    }

    /// What stands below the input. Reactive.
    fn trouble(self) -> Option<String> {
        // Until the newest score is shown, or when only other data of the row had changed.
        let conflict = self.conflict.get().filter(|_| self.theirs().is_none()).map(|conflict| {
            format!(
                "{} lebih dahulu mengubah data pelamar ini{}. Periksa, lalu simpan lagi.",
                conflict.by(),
                conflict.when(moment)
            )
        });
        self.problem.get().or(conflict)
    }
}
