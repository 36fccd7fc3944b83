use super::*;
use crate::{
    id::{ApplicantId, VacancyId},
    number::{Score, Weight},
    selection::{
        applicant::{Applicant, Person, TrackRecord},
        shortlist::Standings,
        stage::{
            OwnStage, PlannedStage,
            tests::{health_first, usual, usual_scheme},
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

pub(super) fn decision(accepted: bool, reason: Option<&str>) -> Decision {
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
    assert_eq!(said(after(&["6"]).step_back()), "Tahapan ini sudah dinilai sehingga tidak dapat dibatalkan.");
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
    assert_eq!(progress.outcome(&figures(), Stage::Managerial), Some(score("7").into()));
    assert_eq!((change.before, change.after), (Some(score("6").into()), score("7").into()));
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
    let s = Some(Outcome::from(score("7")));
    let failed = Some(Outcome::from(Verdict::Failed));
    let told = |reached, scores: &[Option<Outcome>], decided: bool| {
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
    assert_eq!(told(4, &[s, failed, s, s], true), "decision on somebody who failed");
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
        PlannedStage::own(OwnStage::at(row).unwrap(), name, Weight::new(10).ok())
    });
    let four = usual(&Stage::USUAL.map(|stage| (stage, 15)));
    let eight = Scheme::new(own.chain(four).collect()).unwrap();
    let full = (0..8).fold(Progress::eligible(), |progress, _| pass(&eight, progress, "10"));
    assert_eq!(full.total(&eight).unwrap().to_string(), "1.000");
    let fifth = eight.stage(4).unwrap();
    assert_eq!(full.outcome(&eight, fifth), Some(score("10").into()));
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
        applicants.push(Applicant {
            id,
            vacancy,
            person,
            version: 1,
            progress,
            track_record: None,
            withdrawal: None,
        });
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

/// Somebody in the first stage of [`health_first`], with this result.
fn examined(verdict: Verdict) -> Progress {
    let scheme = health_first();
    let health = scheme.stage(0).unwrap();
    Progress::eligible().advance(&scheme).unwrap().save_score(&scheme, health, verdict, None).unwrap().0
}

/// Corrects Tes Kesehatan.
fn corrected(progress: Progress, verdict: Verdict) -> Progress {
    let scheme = health_first();
    let reason = Some("Hasil laboratorium tertukar.".into());
    progress.save_score(&scheme, scheme.stage(0).unwrap(), verdict, reason).unwrap().0
}

#[test]
fn whoever_passes_goes_on_and_whoever_fails_does_not() {
    let scheme = health_first();
    let health = scheme.stage(0).unwrap();
    let first = Progress::eligible().advance(&scheme).unwrap();
    assert_eq!(
        said(first.clone().advance(&scheme)),
        "Isi dahulu hasil Tes Kesehatan sebelum mengikuti kompetensi manajerial."
    );
    assert_eq!(
        said(first.clone().save_score(&scheme, health, score("7"), None)),
        "score: Pilih Lulus atau Gugur."
    );
    let passed = examined(Verdict::Passed).advance(&scheme).unwrap();
    assert_eq!(
        said(passed.clone().save_score(&scheme, Stage::Managerial, Verdict::Passed, None)),
        "score: Isi skor 1 sampai 10."
    );
    assert!(passed.save_score(&scheme, Stage::Managerial, score("7"), None).is_ok());

    let failed = examined(Verdict::Failed);
    assert_eq!(failed.failed(), Some(0));
    assert_eq!(said(failed.clone().advance(&scheme)), "Pelamar gugur pada Tes Kesehatan.");
    assert_eq!(
        said(failed.clone().decide(&scheme, decision(false, None))),
        "Pelamar gugur pada Tes Kesehatan."
    );
    assert_eq!(
        said(failed.clone().save_score(&scheme, health, Verdict::Failed, Some("x".into()))),
        "score: Hasil sudah tersimpan Gugur."
    );
    assert_eq!(
        said(failed.clone().save_score(&scheme, health, Verdict::Passed, None)),
        "reason: Alasan koreksi wajib diisi."
    );
    assert!(corrected(failed, Verdict::Passed).advance(&scheme).is_ok());
}

#[test]
fn whoever_turns_out_to_have_failed_keeps_the_scores_and_has_no_total() {
    let scheme = health_first();
    let whole = Stage::USUAL.into_iter().fold(examined(Verdict::Passed), |progress, stage| {
        progress.advance(&scheme).unwrap().save_score(&scheme, stage, score("7,5"), None).unwrap().0
    });
    assert_eq!(whole.total(&scheme).unwrap().to_string(), "750");
    assert_eq!(whole.marks(&scheme).next(), Some(None));
    let failed = corrected(whole.clone(), Verdict::Failed);
    assert_eq!((failed.total(&scheme), failed.is_complete(&scheme)), (None, true));
    assert!(failed.takes_part(&scheme, scheme.stage(0).unwrap()));
    assert!(!failed.takes_part(&scheme, Stage::Managerial));
    assert_eq!(
        said(failed.clone().save_score(&scheme, Stage::Paper, score("8"), Some("keliru".into()))),
        "Pelamar gugur pada Tes Kesehatan."
    );
    assert_eq!(
        said(failed.clone().decide(&scheme, decision(true, None))),
        "Pelamar gugur pada Tes Kesehatan."
    );
    assert_eq!(corrected(failed, Verdict::Passed), whole);

    // Whoever was accepted or turned down does not fail behind that decision.
    let accepted = whole.decide(&scheme, decision(true, None)).unwrap();
    let answer = accepted.save_score(&scheme, scheme.stage(0).unwrap(), Verdict::Failed, Some("x".into()));
    assert_eq!(
        said(answer),
        "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi hasil."
    );
}
