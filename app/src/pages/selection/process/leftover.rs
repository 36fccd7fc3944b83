//! Scores that somebody typed for a row which then went away: shown, with the name and the reason, until they
//! are closed.

use std::collections::BTreeMap;

use domain::{
    id::ApplicantId,
    number::Score,
    selection::{Scheme, access::PlanAction},
};
use leptos::prelude::*;

use super::state::Process;
use crate::{
    api::selection::views::ApplicantView,
    components::{Alert, Tone, Variant},
};

/// What stands in inputs, by the applicant and the stage's place: whose row, and the text.
pub(super) type Typed = BTreeMap<(ApplicantId, usize), (String, String)>;

/// A score that was typed and that no row takes any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leftover {
    name: String,
    stage: String,
    text: String,
    reason: &'static str,
}

impl Leftover {
    fn sentence(&self) -> String {
        format!("Skor {} {}: “{}” belum tersimpan, karena {}.", self.stage, self.name, self.text, self.reason)
    }
}

/// Takes out of `typed` what has no input any more: `may` says whether anything is entered now. What is saved
/// as it was typed is no loss.
fn sift(typed: &mut Typed, people: &[ApplicantView], scheme: &Scheme, may: bool) -> Vec<Leftover> {
    let mut lost = Vec::new();
    typed.retain(|&(id, at), (name, text)| {
        let person = people.iter().find(|person| person.id == id);
        let saved = person.and_then(|person| person.scores.get(at));
        if saved.is_some_and(|saved| same(text, saved)) {
            return false;
        }
        let reason = match person {
            None => "pelamar ini dihapus dari daftar",
            Some(person) if person.reached <= at => "pelamar ini dikembalikan ke tahapan sebelumnya",
            Some(person) if !person.takes_part(at) => "pelamar ini gugur pada tahapan sebelumnya",
            Some(_) if !may => "pengisian skor sudah ditutup",
            Some(_) => return true,
        };
        if let Some(stage) = scheme.stages().get(at) {
            let stage = stage.in_sentence().to_owned();
            lost.push(Leftover { name: name.clone(), stage, text: text.clone(), reason });
        }
        false
    });
    lost
}

/// Whether two texts are the same score.
pub(super) fn same(one: &str, other: &str) -> bool {
    matches!((one.parse::<Score>(), other.parse::<Score>()), (Ok(one), Ok(other)) if one == other)
}

/// Above the tables: what was typed for rows that are gone.
#[component]
pub(super) fn Leftovers(process: Process) -> impl IntoView {
    let left = RwSignal::new(Vec::<Leftover>::new());
    Effect::watch(
        move || process.view.track(),
        move |(), _, _| {
            let mut lost = Vec::new();
            process.typed.update_value(|typed| {
                if !typed.is_empty() {
                    lost = process.view.with_untracked(|view| {
                        sift(typed, &view.applicants, &view.scheme, view.rights.may(PlanAction::RunProcess))
                    });
                }
            });
            if !lost.is_empty() {
                left.update(|left| left.extend(lost));
            }
        },
        false,
    );
    let list = move || left.get().iter().map(|lost| view! { <li>{lost.sentence()}</li> }).collect_view();
    view! {
        <Show when=move || left.with(|left| !left.is_empty())>
            <Alert tone=Tone::Warning urgent=true title="Isian yang belum tersimpan">
                <ul class="list-disc pl-5">{list}</ul>
                <button
                    type="button"
                    class=format!("{} btn-sm", Variant::Ghost.class())
                    on:click=move |_| left.update(Vec::clear)
                >
                    "Tutup"
                </button>
            </Alert>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        number::Weight,
        selection::{PlannedStage, Stage},
    };

    use super::*;

    fn scheme() -> Scheme {
        let planned = |(stage, percent)| PlannedStage::usual(stage, Weight::new(percent).unwrap());
        Scheme::new(Stage::USUAL.into_iter().zip([40, 20, 30, 10]).map(planned).collect()).unwrap()
    }

    fn person(id: i64, reached: usize, score: Option<&str>) -> ApplicantView {
        ApplicantView {
            id: ApplicantId::new(id),
            version: 1,
            name: format!("Kandidat {id}"),
            nip: String::new(),
            agency: String::new(),
            reached,
            scores: score.into_iter().map(str::to_owned).collect(),
            marks: Vec::new(),
            failed: None,
            total: None,
            rank: None,
            ground: None,
            described: false,
            accepted: None,
            reason: None,
            withdrawal: None,
        }
    }

    fn typed(text: &str) -> Typed {
        Typed::from([((ApplicantId::new(1), 0), ("Kandidat 1".to_owned(), text.to_owned()))])
    }

    fn told(typed: &mut Typed, people: &[ApplicantView], may: bool) -> Vec<String> {
        sift(typed, people, &scheme(), may).iter().map(Leftover::sentence).collect()
    }

    #[test]
    fn what_was_typed_for_a_row_that_went_is_told_once_with_name_and_reason() {
        let begin = "Skor kompetensi manajerial Kandidat 1: “4,4” belum tersimpan, karena";
        for (people, may, why) in [
            (vec![person(1, 0, None)], true, "pelamar ini dikembalikan ke tahapan sebelumnya."),
            (vec![person(2, 1, None)], true, "pelamar ini dihapus dari daftar."),
            (vec![person(1, 1, None)], false, "pengisian skor sudah ditutup."),
            (vec![person(1, 1, Some("6"))], false, "pengisian skor sudah ditutup."),
        ] {
            let mut typed = typed("4,4");
            assert_eq!(told(&mut typed, &people, may), [format!("{begin} {why}")]);
            assert!(typed.is_empty() && told(&mut typed, &people, may).is_empty());
        }
    }

    #[test]
    fn what_was_typed_for_somebody_who_turns_out_to_have_failed_is_told() {
        let mut typed = Typed::from([((ApplicantId::new(1), 1), ("Kandidat 1".to_owned(), "7".to_owned()))]);
        let failed = ApplicantView { failed: Some(0), ..person(1, 2, Some("Gugur")) };
        assert_eq!(
            told(&mut typed, &[failed], true),
            [
                "Skor penulisan makalah Kandidat 1: “7” belum tersimpan, karena pelamar ini gugur pada tahapan sebelumnya."
            ]
        );
    }

    #[test]
    fn what_still_has_its_row_stays_there_even_beside_anothers_score() {
        for people in [vec![person(1, 1, None)], vec![person(1, 1, Some("6"))]] {
            let mut typed = typed("8,");
            assert!(told(&mut typed, &people, true).is_empty());
            assert_eq!(typed.len(), 1);
        }
    }

    #[test]
    fn what_is_saved_as_it_was_typed_is_no_loss() {
        for may in [true, false] {
            let mut typed = typed("6,0");
            assert!(told(&mut typed, &[person(1, 1, Some("6"))], may).is_empty());
            assert!(typed.is_empty());
        }
    }
}
