//! Two people scored the same applicant: the second is told what the first saved, and chooses.

use domain::calendar::moment;
use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{
    command::page_field,
    dom,
    draft::{Draft, Sending},
    returned::ROW,
};
use crate::{api::selection::process::SaveScore, components::Variant};

impl Draft {
    /// One cell in place of SKOR to AKSI.
    pub fn clash_cell(self, columns: usize) -> impl IntoView {
        let name = self.name();
        let (reason, note) = (format!("skor-{name}-alasan"), format!("skor-{name}-alasan-galat"));
        // As it stands: what the other person saved may change once more, what one typed does not.
        let mine = self.text.get_untracked();
        let theirs = move || self.theirs().unwrap_or_default();
        let who = move || match self.conflict.get() {
            Some(conflict) => format!("{} ({})", conflict.by, moment(conflict.at)),
            None => "Pengguna lain".to_owned(),
        };
        let invalid = move || self.problem.with(Option::is_some);
        let problem = {
            let note = note.clone();
            move || {
                self.problem
                    .get()
                    .map(|text| view! { <p class="field-error" id=note.clone() role="alert">{text}</p> })
            }
        };
        view! {
            <td colspan=columns.to_string()>
                <form
                    class="form"
                    method="post"
                    action=SaveScore::url()
                    novalidate=true
                    on:submit=move |event| self.submit_over(&event)
                >
                    <div class="notice notice-warning" role="alert">
                        <p class="notice-title">"Skor " {move || self.person()} " sudah disimpan orang lain"</p>
                        <p>
                            {who} " lebih dahulu menyimpan skor " <strong>{theirs}</strong> "; Anda mengisi "
                            <strong>{mine.clone()}</strong> ". Tentukan skor yang dipakai."
                        </p>
                    </div>
                    {page_field(self.process)}
                    <input type="hidden" name=ROW value=name autocomplete="off"/>
                    <input type="hidden" name="applicant" value=self.applicant.to_string() autocomplete="off"/>
                    <input
                        type="hidden"
                        name="version"
                        value=move || self.row.with(|person| person.version.to_string())
                        autocomplete="off"
                    />
                    <input type="hidden" name="stage" value=self.stage.stage.code() autocomplete="off"/>
                    <input type="hidden" name="form[score]" value=mine.clone() autocomplete="off"/>
                    <div class="field">
                        <label class="field-label" for=reason.clone()>
                            "Alasan koreksi" <span class="field-mark">" *"</span>
                        </label>
                        <input
                            type="text"
                            class="input"
                            id=reason
                            name="form[reason]"
                            value=self.reason.get_untracked()
                            autocomplete="off"
                            required=true
                            aria-invalid=move || invalid().then_some("true")
                            aria-describedby=move || invalid().then(|| note.clone())
                        />
                        {problem}
                    </div>
                    <p class="actions">
                        <a
                            class=format!("{} btn-sm", Variant::Secondary.class())
                            href=self.process.path()
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
                            class=format!("{} btn-sm", Variant::Warning.class())
                            aria-disabled=move || (self.sending.get() != Sending::Idle).then_some("true")
                        >
                            "Simpan " {mine}
                        </button>
                    </p>
                </form>
            </td>
        }
    }
}
