//! Two people scored the same applicant: the second is told what the first saved, and chooses. What the second
//! is typing stays in its input with the focus; the comparison is opened by whoever has seen it, and only from
//! there a score goes over the saved one.

use leptos::prelude::*;

use super::{
    dom,
    draft::{Draft, Sending},
};
use crate::{
    components::{Variant, escape},
    zone::moment,
};

impl Draft {
    /// One cell in place of NILAI to AKSI, beside the input.
    pub fn clash_cell(self, columns: usize) -> impl IntoView {
        let theirs = move || self.theirs().unwrap_or_default();
        let differs = Memo::new(move |_| self.differs(&self.theirs().unwrap_or_default()));
        view! {
            <td colspan=columns.to_string()>
                <div class="notice notice-warning" role="alert">
                    <p class="notice-title">"Skor " {move || self.person()} " sudah disimpan orang lain"</p>
                    <p>{move || self.saver()} " lebih dahulu menyimpan skor " <strong>{theirs}</strong> "."</p>
                </div>
                <Show when=move || differs.get()>{self.comparison()}</Show>
            </td>
        }
    }

    /// Who saved the other score, as far as is known. Reactive.
    fn saver(self) -> String {
        match self.conflict.get() {
            Some(conflict) => conflict.by().to_owned() + &conflict.when(moment),
            None => "Pengguna lain".to_owned(),
        }
    }

    /// Closed until it is asked for. Its controls belong to the form of the input.
    fn comparison(self) -> impl IntoView + use<> {
        let form = format!("skor-{}", self.name());
        let (reason, note) = (format!("{form}-alasan"), format!("{form}-alasan-galat"));
        let theirs = move || self.theirs().unwrap_or_default();
        let mine = move || self.text.get().trim().to_owned();
        let invalid = move || self.objection.with(Option::is_some);
        let objection = {
            let note = note.clone();
            move || {
                let text = self.objection.get()?;
                Some(view! { <p class="field-error" id=note.clone() role="alert">{text}</p> })
            }
        };
        // It came back from the server: whoever sent it reads it now.
        let open = self
            .process
            .returned
            .with_value(|returned| returned.as_ref().is_some_and(|returned| returned.is_for(&self.name())));
        let entered = move |_| {
            if self.seen.get_untracked().is_none() {
                self.seen.set(Some(self.row.with_untracked(|person| person.version)));
            }
        };
        view! {
            <details open=open on:focusin=entered>
                <summary class=format!("{} btn-sm", Variant::Secondary.class())>"Bandingkan, lalu tentukan skor"</summary>
                <p>
                    "Tersimpan " <strong>{theirs}</strong> "; Anda mengisi " <strong>{mine}</strong>
                    ". Isian Anda belum dikirim. Tentukan skor yang dipakai."
                </p>
                <div class="field">
                    <label class="field-label" for=reason.clone()>
                        "Alasan koreksi" <span class="field-mark">" *"</span>
                    </label>
                    // Enter begins a line here; it never sends.
                    <textarea
                        class="textarea"
                        id=reason
                        form=form.clone()
                        name="form[reason]"
                        rows="2"
                        autocomplete="off"
                        required=true
                        aria-invalid=move || invalid().then_some("true")
                        aria-describedby=move || invalid().then(|| note.clone())
                        on:input:target=move |event| self.reason.set(event.target().value())
                        inner_html=escape(&self.reason.get_untracked())
                    ></textarea>
                    {objection}
                </div>
                <p class="actions">
                    <a
                        class=format!("{} btn-sm", Variant::Secondary.class())
                        href=self.process.path_here()
                        on:click=move |event| {
                            event.prevent_default();
                            let place = dom::pressed(&event).and_then(|link| dom::row_around(&link));
                            self.give_way();
                            // The link is gone then; reading and tabbing go on in its row.
                            if let Some(place) = place {
                                request_animation_frame(move || dom::refocus(&place));
                            }
                        }
                    >
                        "Pakai " {theirs}
                    </a>
                    <button
                        type="submit"
                        form=form
                        class=format!("{} btn-sm", Variant::Warning.class())
                        aria-disabled=move || (self.sending.get() != Sending::Idle).then_some("true")
                    >
                        "Simpan " {mine}
                    </button>
                </p>
            </details>
        }
    }
}
