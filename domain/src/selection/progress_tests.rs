use proptest::prelude::*;

use super::*;
use crate::{
    id::{ApplicantId, VacancyId},
    number::Weight,
    selection::{
        applicant::{Applicant, Person, TrackRecord},
        shortlist::Standings,
        stage::{
            OwnStage,
            tests::{usual, usual_scheme},
        },
    },
};

/// The figures' scheme: 40, 20, 30, 10 in the usual order.
fn figures() -> Scheme {
    usual_scheme()
}

fn scheme(stages: &[Stage], weights: &[u8]) -> Scheme {
    let planned = stages.iter().zip(weights).map(|(stage, percent)| (*stage, *percent));
    Scheme::new(usual(&planned.collect::<Vec<_>>())).unwrap()
}

fn score(text: &str) -> Score {
    text.parse().unwrap()
}

fn decision(accepted: bool, reason: Option<&str>) -> Decision {
    Decision {
        accepted,
        reason: reason.map(ToOwned::to_owned),
        by: UserId::new(7),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

/// The sentence of a refusal for the state, or `field: sentence` of one at a field.
fn said<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> String {
    match answer.unwrap_err() {
        Refusal::State(sentence) => sentence,
        Refusal::Fields(errors) => errors.iter().map(|(field, text)| format!("{field}: {text}")).collect(),
    }
}

/// Somebody who took part in the first stages, with these scores.
fn after(scores: &[&str]) -> Progress {
    scores.iter().enumerate().fold(Progress::eligible(), |progress, (index, text)| {
        let stage = figures().stage(index).unwrap();
        progress.advance(&figures()).unwrap().save_score(&figures(), stage, score(text), None).unwrap().0
    })
}

#[test]
fn nobody_moves_on_without_a_score() {
    let first = Progress::eligible().advance(&figures()).unwrap();
    assert_eq!(
        said(first.advance(&figures())),
        "Isi dahulu skor kompetensi manajerial sebelum mengikuti penulisan makalah."
    );
    assert_eq!(
        said(after(&["6", "9", "6", "5"]).advance(&figures())),
        "Pelamar sudah berada di tahapan terakhir."
    );
}

#[test]
fn a_stage_that_was_not_reached_takes_no_score() {
    let answer = Progress::eligible().save_score(&figures(), Stage::Managerial, score("7"), None);
    assert_eq!(said(answer), "Pelamar belum mengikuti kompetensi manajerial.");
    let answer = after(&["6"]).save_score(&figures(), Stage::Interview, score("7"), None);
    assert_eq!(said(answer), "Pelamar belum mengikuti wawancara.");
}

#[test]
fn a_move_is_taken_back_only_while_the_stage_is_unscored() {
    assert_eq!(said(Progress::eligible().step_back()), "Pelamar belum mengikuti tahapan mana pun.");
    assert_eq!(after(&["6"]).advance(&figures()).unwrap().step_back(), Ok(after(&["6"])));
    assert_eq!(said(after(&["6"]).step_back()), "Tahapan ini sudah berskor sehingga tidak dapat dibatalkan.");
}

#[test]
fn a_correction_needs_a_reason_and_keeps_what_stood_there() {
    let correct = |text: &str, reason: Option<&str>| {
        after(&["6", "9"]).save_score(&figures(), Stage::Managerial, score(text), reason.map(Into::into))
    };
    assert_eq!(said(correct("7", None)), "reason: Alasan koreksi wajib diisi.");
    assert_eq!(said(correct("7", Some(" \n"))), "reason: Alasan koreksi wajib diisi.");
    assert_eq!(said(correct("6,00", Some("salah ketik"))), "score: Skor sudah tersimpan 6.");
    let (progress, change) = correct("7", Some("salah ketik")).unwrap();
    assert_eq!(progress.score(&figures(), Stage::Managerial), Some(score("7")));
    assert_eq!((change.before, change.after), (Some(score("6")), score("7")));
    assert_eq!(change.reason.as_deref(), Some("salah ketik"));
}

#[test]
fn a_first_score_keeps_no_reason() {
    let progress = Progress::eligible().advance(&figures()).unwrap();
    let (_, change) =
        progress.save_score(&figures(), Stage::Managerial, score("6"), Some("x".into())).unwrap();
    assert_eq!((change.before, change.reason), (None, None));
}

#[test]
fn a_decision_closes_the_scores_until_it_is_taken_back() {
    let done = after(&["6", "9", "6", "5"]);
    assert_eq!(
        said(after(&["6", "9", "6"]).decide(&figures(), decision(true, None))),
        "Lengkapi dahulu skor semua tahapan."
    );
    assert_eq!(said(done.clone().revoke()), "Belum ada keputusan untuk pelamar ini.");
    let accepted = done.clone().decide(&figures(), decision(true, None)).unwrap();
    assert!(accepted.is_accepted());
    assert_eq!(
        said(accepted.clone().save_score(&figures(), Stage::Paper, score("8"), Some("koreksi".into()))),
        "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi skor."
    );
    assert_eq!(
        said(accepted.clone().decide(&figures(), decision(false, None))),
        "Pelamar ini sudah diterima."
    );
    let rejected = done.clone().decide(&figures(), decision(false, None)).unwrap();
    assert_eq!(said(rejected.decide(&figures(), decision(true, None))), "Pelamar ini sudah ditolak.");
    assert_eq!(accepted.revoke(), Ok(done));
}

#[test]
fn a_row_that_contradicts_itself_is_not_restored() {
    let s = Some(score("7"));
    let told = |reached, scores: &[Option<Score>], decided: bool| {
        Progress::restore(reached, scores, decided.then(|| decision(true, None))).unwrap_err().0
    };
    assert_eq!(told(5, &[s; 4], false), "stage beyond the last");
    assert_eq!(told(usize::MAX, &[None; 4], false), "stage beyond the last");
    assert_eq!(told(2, &[s; 1], false), "stage beyond the last");
    assert_eq!(told(2, &[None, s, None, None], false), "score in a stage that was not reached");
    assert_eq!(told(4, &[s, None, s, s], false), "score in a stage that was not reached");
    assert_eq!(told(2, &[None; 4], false), "stage reached without the score before it");
    assert_eq!(told(0, &[s, None, None, None], false), "score in a stage that was not reached");
    assert_eq!(told(2, &[s, s, s, None], false), "score in a stage that was not reached");
    assert_eq!(told(4, &[s, s, s, None], true), "decision without all scores");
    assert_eq!(told(3, &[s, s, s, None], true), "decision without all scores");
    assert_eq!(told(0, &[None; 4], true), "decision without all scores");
}

#[test]
fn two_stages_or_eight_are_scored_alike() {
    let two = scheme(&[Stage::Paper, Stage::Interview], &[40, 60]);
    let pass = |scheme: &Scheme, progress: Progress, text: &str| {
        let stage = progress.next_stage(scheme).unwrap();
        progress.advance(scheme).unwrap().save_score(scheme, stage, score(text), None).unwrap().0
    };
    let half = pass(&two, Progress::eligible(), "7,5");
    assert_eq!((half.total(&two), half.is_complete(&two)), (None, false));
    let whole = pass(&two, half, "8");
    assert_eq!(whole.total(&two).unwrap().to_string(), "780");
    assert_eq!(said(whole.clone().advance(&two)), "Pelamar sudah berada di tahapan terakhir.");
    assert!(whole.clone().decide(&two, decision(true, None)).is_ok());
    assert_eq!(
        said(whole.save_score(&two, Stage::Managerial, score("8"), None)),
        "Pelamar belum mengikuti kompetensi manajerial."
    );

    let own = (0..4).map(|row| {
        let name = format!("Uji {row}");
        PlannedStage::own(OwnStage::at(row).unwrap(), name, Weight::new(10).unwrap())
    });
    let four = usual(&Stage::USUAL.map(|stage| (stage, 15)));
    let eight = Scheme::new(own.chain(four).collect()).unwrap();
    let full = (0..8).fold(Progress::eligible(), |progress, _| pass(&eight, progress, "10"));
    assert_eq!(full.total(&eight).unwrap().to_string(), "1.000");
    let fifth = eight.stage(4).unwrap();
    assert_eq!(full.score(&eight, fifth), Some(score("10")));
}

#[test]
fn the_figures_four_candidates_from_application_to_the_three_best() {
    // Gambar 33 to 40, in the order of the figures, with the hidden decimals.
    let rows = [
        ("Kandidat 4", "987765", "Dinas Kesehatan D", ["6", "9", "6", "5"], "650"),
        ("Kandidat 3", "456787", "Dinas Kesehatan C", ["8", "7", "7", "5,3"], "723"),
        ("kandidat 2", "34567", "Dinas Kesehatan B", ["4", "2", "7,5", "6,7"], "492"),
        ("Kandidat 1", "23930", "Dinas Kesehatan A", ["9", "4", "5,4", "5,9"], "661"),
    ];
    let scheme = figures();
    let mut applicants: Vec<Applicant> = Vec::new();
    for (id, (name, nip, agency, scores, total)) in (1..).zip(rows) {
        let progress = after(&scores);
        assert_eq!(progress.total(&scheme).unwrap().to_string(), total, "{name}");
        let person = Person { name: name.into(), nip: nip.into(), agency: agency.into() };
        let (id, vacancy) = (ApplicantId::new(id), VacancyId::new(1));
        applicants.push(Applicant { id, vacancy, person, version: 1, progress, track_record: None });
    }

    let early = Applicant { progress: after(&["6", "9", "6"]), ..applicants[0].clone() };
    let findings =
        TrackRecord { text: crate::rich_text::CleanText::from_text("Tidak ada temuan"), files: vec![] };
    assert_eq!(said(early.describe(&scheme, findings.clone())), "Pelamar belum mengikuti rekam jejak.");

    let accept = |applicants: &[Applicant], index: usize, reason: Option<&str>| {
        let standings = Standings::of(&scheme, applicants);
        applicants[index].clone().accept(&scheme, &standings, decision(true, reason))
    };
    assert_eq!(said(accept(&applicants, 1, None)), "Isi dahulu deskripsi rekam jejak.");
    assert_eq!(
        said(applicants[2].clone().reject(&scheme, decision(false, None))),
        "Isi dahulu deskripsi rekam jejak."
    );
    for applicant in &mut applicants {
        *applicant = applicant.clone().describe(&scheme, findings.clone()).unwrap();
    }

    applicants[0] = accept(&applicants, 0, None).unwrap();
    applicants[1] = accept(&applicants, 1, None).unwrap();
    assert_eq!(
        said(accept(&applicants, 2, None)),
        "reason: Pelamar ini peringkat 4. Tulis alasan menerimanya di luar urutan."
    );
    assert!(accept(&applicants, 2, Some("   ")).is_err());
    assert!(accept(&applicants, 2, Some("Kandidat lain mengundurkan diri")).is_ok());

    applicants[3] = accept(&applicants, 3, None).unwrap();
    assert_eq!(
        said(accept(&applicants, 2, Some("terbaik"))),
        "Sudah ada tiga pelamar yang diterima. Batalkan salah satunya bila ingin menggantinya."
    );
    assert_eq!(said(accept(&applicants, 3, None)), "Pelamar ini sudah diterima.");
    assert!(applicants[3].clone().describe(&scheme, findings).is_err());
    assert!(applicants[3].check_removable().is_err());

    let standings = Standings::of(&scheme, &applicants);
    let three: Vec<_> = standings.accepted().map(|row| (row.rank, row.total.to_string())).collect();
    assert_eq!(three, [(1, "723".into()), (2, "661".into()), (3, "650".into())]);
    assert!(standings.obstacles(None).is_empty());
}

/// What may be asked of an applicant's progress.
#[derive(Clone, Debug)]
enum Command {
    Advance,
    StepBack,
    /// A score for the stage at a place, reached or not.
    Score(usize, Score, Option<String>),
    /// A score for the stage reached last, so that long runs get somewhere.
    ScoreHere(Score),
    Decide(bool),
    Revoke,
}

fn any_score() -> impl Strategy<Value = Score> {
    prop_oneof![Just(750), 100u16..=1000].prop_map(|hundredths| Score::from_hundredths(hundredths).unwrap())
}

/// One to eight stages, some with names of their own, in any order.
fn any_scheme() -> impl Strategy<Value = Scheme> {
    let own = (0..4).filter_map(OwnStage::at).map(Stage::Own);
    let all: Vec<_> = Stage::USUAL.into_iter().chain(own).collect();
    (Just(all).prop_shuffle(), 1usize..=8, prop::array::uniform8(0u8..=20)).prop_map(
        |(stages, count, more)| {
            let mut weights = [10_u8; 8];
            let mut left = 100 - 10 * count;
            for (weight, more) in weights.iter_mut().zip(more).take(count) {
                let more = left.min(usize::from(more));
                left -= more;
                *weight += u8::try_from(more).unwrap();
            }
            weights[0] += u8::try_from(left).unwrap();
            let planned = stages.into_iter().zip(weights).take(count).map(|(stage, percent)| {
                let weight = Weight::new(percent).unwrap();
                match stage {
                    Stage::Own(own) => PlannedStage::own(own, format!("Uji {}", own.row()), weight),
                    usual => PlannedStage::usual(usual, weight),
                }
            });
            Scheme::new(planned.collect()).unwrap()
        },
    )
}

fn any_command() -> impl Strategy<Value = Command> {
    let reason = prop_oneof![Just(None), Just(Some(" ".to_owned())), Just(Some("keliru".to_owned()))];
    prop_oneof![
        5 => Just(Command::Advance),
        1 => Just(Command::StepBack),
        4 => (0usize..8, any_score(), reason).prop_map(|(at, score, reason)| Command::Score(at, score, reason)),
        4 => any_score().prop_map(Command::ScoreHere),
        2 => any::<bool>().prop_map(Command::Decide),
        1 => Just(Command::Revoke),
    ]
}

/// Whether a command should be taken, told from the bare data.
fn should_be_taken(command: &Command, before: &Progress, stages: usize) -> bool {
    let (reached, scores, decided) = (before.reached(), before.scores(), before.decision().is_some());
    let here_is_scored = reached > 0 && scores.len() == reached;
    match command {
        Command::Advance => reached == 0 || reached < stages && here_is_scored,
        Command::StepBack => reached > 0 && !here_is_scored,
        Command::ScoreHere(_) => reached > 0 && !here_is_scored && !decided,
        Command::Score(at, new, reason) => {
            let reasoned = reason.as_ref().is_some_and(|r| !r.trim().is_empty());
            *at < reached && !decided && scores.get(*at).is_none_or(|old| old != new && reasoned)
        }
        Command::Decide(_) => scores.len() == stages && !decided,
        Command::Revoke => decided,
    }
}

fn check_invariants(progress: &Progress, scheme: &Scheme) -> Result<(), TestCaseError> {
    let (reached, scores, stages) = (progress.reached(), progress.scores(), scheme.stages().len());
    prop_assert!(reached <= stages);
    prop_assert!(scores.len() <= reached && scores.len() + 1 >= reached);
    prop_assert!(progress.decision().is_none() || scores.len() == stages);
    let products = scheme.stages().iter().zip(scores);
    let sum: u32 =
        products.map(|(stage, score)| u32::from(score.hundredths()) * u32::from(stage.weight().get())).sum();
    let total = (scores.len() == stages).then_some(sum);
    prop_assert_eq!(progress.total(scheme).map(Mark::hundredths), total);
    let stored: Vec<_> =
        scheme.stages().iter().map(|planned| progress.score(scheme, planned.stage())).collect();
    let restored = Progress::restore(reached, &stored, progress.decision().cloned());
    prop_assert_eq!(restored.as_ref(), Ok(progress));
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_of_commands_breaks_an_applicants_progress(
        scheme in any_scheme(),
        commands in prop::collection::vec(any_command(), 0..80),
    ) {
        let mut progress = Progress::eligible();
        for command in commands {
            let before = progress.clone();
            let mut saved = None;
            let here = scheme.stage(before.reached().saturating_sub(1)).unwrap();
            let answer = match command.clone() {
                Command::Advance => progress.clone().advance(&scheme),
                Command::StepBack => progress.clone().step_back(),
                Command::Score(at, score, reason) => {
                    let stage = scheme.stage(at % scheme.stages().len()).unwrap();
                    progress.clone().save_score(&scheme, stage, score, reason).map(|(p, change)| { saved = Some(change); p })
                }
                Command::ScoreHere(score) => {
                    progress.clone().save_score(&scheme, here, score, None).map(|(p, change)| { saved = Some(change); p })
                }
                Command::Decide(accepted) => progress.clone().decide(&scheme, decision(accepted, None)),
                Command::Revoke => progress.clone().revoke(),
            };
            let command = match command {
                Command::Score(at, score, reason) => Command::Score(at % scheme.stages().len(), score, reason),
                other => other,
            };
            let taken = should_be_taken(&command, &before, scheme.stages().len());
            prop_assert_eq!(answer.is_ok(), taken, "{:?} on {:?}", command, before);
            match answer {
                Ok(next) => progress = next,
                Err(_) => prop_assert_eq!(&progress, &before),
            }
            if let Some(change) = saved {
                prop_assert_eq!(before.score(&scheme, change.stage), change.before);
                prop_assert_eq!(progress.score(&scheme, change.stage), Some(change.after));
                prop_assert_eq!(change.before.is_some(), change.reason.is_some());
            } else {
                prop_assert_eq!(before.scores(), progress.scores(), "only saving a score changes scores");
            }
            check_invariants(&progress, &scheme)?;
        }
    }

    #[test]
    fn any_row_is_restored_or_refused_and_never_half_taken(
        reached in 0usize..10,
        scores in prop::collection::vec(prop::option::of(any_score()), 1..=8),
        decided in any::<bool>(),
    ) {
        let decided = decided.then(|| decision(false, Some("usia")));
        let scores = scores.as_slice();
        let sound = reached <= scores.len()
            && scores.iter().take(reached.saturating_sub(1)).all(Option::is_some)
            && scores.iter().skip(reached).all(Option::is_none)
            && (decided.is_none() || scores.iter().all(Option::is_some));
        match Progress::restore(reached, scores, decided.clone()) {
            Ok(progress) => {
                prop_assert!(sound);
                let known: Vec<_> = scores.iter().flatten().copied().collect();
                prop_assert_eq!((progress.reached(), progress.scores()), (reached, &*known));
                prop_assert_eq!(progress.decision(), decided.as_ref());
            }
            Err(_) => prop_assert!(!sound),
        }
    }
}
