use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::{
    id::{UserId, VacancyId},
    number::Score,
    selection::{
        Outcome, Stage, Verdict,
        applicant::{Person, TrackRecord},
        progress::{Decision, Progress},
        stage::tests::{health_first, usual_scheme},
    },
};

fn scheme() -> Scheme {
    usual_scheme()
}

fn decision(accepted: bool, reason: Option<&str>) -> Decision {
    let reason = reason.map(ToOwned::to_owned);
    Decision { accepted, reason, by: UserId::new(7), at: DateTime::UNIX_EPOCH }
}

/// All four scores alike, so that the total is a hundred times the score: 723 for 7,23.
fn applicant(id: i64, total: u16, decided: Option<Decision>) -> Applicant {
    let score = Some(Score::from_hundredths(total).unwrap().into());
    Applicant {
        id: ApplicantId::new(id),
        vacancy: VacancyId::new(1),
        person: Person { name: format!("Kandidat {id}"), nip: String::new(), agency: String::new() },
        version: 1,
        progress: Progress::restore(4, &[score; 4], decided).unwrap(),
        track_record: Some(TrackRecord {
            text: crate::rich_text::CleanText::from_text("baik"),
            files: vec![],
        }),
        withdrawal: None,
    }
}

/// Applicants 1, 2, 3 … with these totals, undecided.
fn field_of(totals: &[u16]) -> Vec<Applicant> {
    (1..).zip(totals).map(|(id, &total)| applicant(id, total, None)).collect()
}

fn of(applicants: &[Applicant]) -> Standings {
    Standings::of(&scheme(), applicants)
}

fn accept(applicants: &mut [Applicant], index: usize, reason: Option<&str>) {
    let standings = of(applicants);
    applicants[index] =
        applicants[index].clone().accept(&scheme(), &standings, decision(true, reason)).unwrap();
}

fn ranks(standings: &Standings) -> Vec<(i64, usize)> {
    standings.all().iter().map(|row| (row.applicant.get(), row.rank)).collect()
}

const NEEDS_REASON: &str = "Tulis alasan menerimanya di luar urutan.";

#[test]
fn the_highest_total_stands_first() {
    let standings = of(&field_of(&[650, 723, 492, 661]));
    assert_eq!(ranks(&standings), [(2, 1), (4, 2), (1, 3), (3, 4)]);
    assert_eq!(standings.all()[0].total.to_string(), "723");
    assert_eq!(standings.rank(ApplicantId::new(3)), Some(4));
}

#[test]
fn equal_totals_share_a_rank_and_the_next_one_is_skipped() {
    assert_eq!(ranks(&of(&field_of(&[700, 800, 800, 600]))), [(2, 1), (3, 1), (1, 3), (4, 4)]);
    let tied_on_third = of(&field_of(&[900, 800, 700, 700, 600]));
    assert_eq!(ranks(&tied_on_third), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 5)]);
    assert_eq!(tied_on_third.ground(ApplicantId::new(4)), Some(Ground::BetweenEquals));
    assert_eq!(tied_on_third.ground(ApplicantId::new(5)), Some(Ground::OutOfRank));
}

#[test]
fn a_ground_is_asked_where_the_cut_falls_between_equal_totals() {
    let (equals, out) = (Some(Ground::BetweenEquals), Some(Ground::OutOfRank));
    for (totals, grounds) in [
        (vec![900, 800, 700], vec![None; 3]),
        // All of them fit.
        (vec![800, 800, 800], vec![None; 3]),
        (vec![900, 800, 800, 600], vec![None, None, None, out]),
        (vec![800, 800, 800, 800], vec![equals; 4]),
        (vec![900, 890, 800, 800, 800, 800], vec![None, None, equals, equals, equals, equals]),
        (vec![900, 800, 800, 800], vec![None, equals, equals, equals]),
        (vec![900, 900, 800, 800, 700], vec![None, None, equals, equals, out]),
        // Equals beyond the third place are out of rank as before.
        (vec![900, 800, 700, 600, 600], vec![None, None, None, out, out]),
    ] {
        let standings = of(&field_of(&totals));
        let found: Vec<_> =
            (1..).take(totals.len()).map(|id| standings.ground(ApplicantId::new(id))).collect();
        assert_eq!(found, grounds, "{totals:?}");
    }
}

#[test]
fn choosing_between_equals_names_the_others_and_keeps_the_ground() {
    let mut applicants = field_of(&[900, 890, 800, 800, 800, 800]);
    accept(&mut applicants, 0, None);
    accept(&mut applicants, 1, None);
    let fifth = ApplicantId::new(5);
    let standings = of(&applicants);
    for blank in [None, Some(""), Some(" \t\n")] {
        let Err(Refusal::Fields(errors)) = standings.check_acceptance(fifth, blank) else {
            panic!("{blank:?}")
        };
        assert_eq!(
            errors.get("reason"),
            Some(
                "Pelamar ini bertotal nilai sama dengan Kandidat 3, Kandidat 4, Kandidat 6, dan tidak semuanya dapat masuk tiga besar. Tulis alasan memilihnya."
            )
        );
    }
    // Turning the others down is a choice between equals as well.
    for index in [2, 3, 5] {
        applicants[index] = applicants[index].clone().reject(&scheme(), decision(false, None)).unwrap();
    }
    assert!(of(&applicants).check_acceptance(fifth, None).is_err());
    accept(&mut applicants, 4, Some("nilai wawancara tertinggi"));
    assert!(of(&applicants).obstacles(None).is_empty());
}

#[test]
fn an_acceptance_of_before_that_lacks_its_ground_is_an_obstacle() {
    let mut applicants = field_of(&[800, 800, 800, 800]);
    for one in &mut applicants[1..] {
        one.progress = one.progress.clone().decide(&scheme(), decision(true, None)).unwrap();
    }
    let obstacles = of(&applicants).obstacles(None);
    assert_eq!(obstacles.len(), 3);
    assert!(
        obstacles[0].starts_with("Kandidat 2 bertotal nilai sama dengan Kandidat 1, Kandidat 3, Kandidat 4"),
        "{obstacles:?}"
    );
}

#[test]
fn who_lacks_a_score_has_no_rank_yet() {
    let mut applicants = field_of(&[650, 723]);
    let score = Score::from_hundredths(1000).ok().map(Outcome::from);
    applicants[0].progress = Progress::restore(4, &[score, score, score, None], None).unwrap();
    let standings = of(&applicants);
    assert_eq!(ranks(&standings), [(2, 1)]);
    assert_eq!(standings.rank(ApplicantId::new(1)), None);
    assert_eq!(standings.ground(ApplicantId::new(1)), None);
    assert!(applicants[0].clone().accept(&scheme(), &standings, decision(true, None)).is_err());
}

#[test]
fn whoever_failed_has_no_rank_and_makes_room_for_the_next() {
    let scheme = health_first();
    let mut applicants = field_of(&[900, 800, 700, 600]);
    for (applicant, verdict) in
        applicants.iter_mut().zip([Verdict::Failed, Verdict::Passed, Verdict::Passed, Verdict::Passed])
    {
        let scores = applicant.progress.outcomes().iter().copied().map(Some);
        let outcomes: Vec<_> = std::iter::once(Some(Outcome::from(verdict))).chain(scores).collect();
        applicant.progress = Progress::restore(5, &outcomes, None).unwrap();
    }
    let standings = Standings::of(&scheme, &applicants);
    assert_eq!(ranks(&standings), [(2, 1), (3, 2), (4, 3)]);
    assert_eq!(standings.ground(ApplicantId::new(4)), None);
    let first = applicants[0].clone().accept(&scheme, &standings, decision(true, None));
    assert_eq!(first, Err(Refusal::state("Pelamar gugur pada Tes Kesehatan.")));
    for applicant in &mut applicants[1..] {
        *applicant = applicant.clone().accept(&scheme, &standings, decision(true, None)).unwrap();
    }
    assert!(Standings::of(&scheme, &applicants).obstacles(None).is_empty());
}

#[test]
fn out_of_rank_needs_a_written_reason() {
    let standings = of(&field_of(&[900, 800, 700, 600]));
    let fourth = ApplicantId::new(4);
    for blank in [None, Some(""), Some(" \t\n")] {
        let Err(Refusal::Fields(errors)) = standings.check_acceptance(fourth, blank) else {
            panic!("{blank:?}")
        };
        assert!(errors.get("reason").unwrap().ends_with(NEEDS_REASON));
    }
    assert_eq!(standings.check_acceptance(fourth, Some("nomor 1 mengundurkan diri")), Ok(()));
    assert_eq!(standings.check_acceptance(ApplicantId::new(3), None), Ok(()));
}

#[test]
fn turning_the_first_down_does_not_raise_the_fourth() {
    let mut applicants = field_of(&[900, 800, 700, 600]);
    applicants[0] = applicants[0].clone().reject(&scheme(), decision(false, None)).unwrap();
    assert!(of(&applicants).check_acceptance(ApplicantId::new(4), None).is_err());
}

#[test]
fn a_fourth_is_refused_whatever_the_reason_until_one_is_taken_back() {
    let mut applicants = field_of(&[900, 800, 700, 600]);
    for index in 0..3 {
        accept(&mut applicants, index, None);
    }
    let refused = of(&applicants).check_acceptance(ApplicantId::new(4), Some("istimewa"));
    assert!(matches!(refused, Err(Refusal::State(_))), "{refused:?}");
    applicants[0].progress = applicants[0].progress.clone().revoke().unwrap();
    assert_eq!(of(&applicants).check_acceptance(ApplicantId::new(4), Some("istimewa")), Ok(()));
}

#[test]
fn fewer_than_three_need_an_explanation() {
    let mut applicants = field_of(&[900, 800]);
    accept(&mut applicants, 0, None);
    let sentence = "baru 1 dari tiga pelamar diterima; lengkapi, atau catat alasan kurang dari tiga";
    for blank in [None, Some(""), Some("  ")] {
        assert_eq!(of(&applicants).obstacles(blank), [sentence]);
    }
    assert!(of(&applicants).obstacles(Some("hanya satu yang memenuhi syarat")).is_empty());
    assert_eq!(Standings::default().obstacles(None).len(), 1);
    assert!(Standings::default().obstacles(Some("tidak ada pelamar")).is_empty());
}

#[test]
fn three_in_rank_leave_no_obstacle_and_keep_their_order() {
    let mut applicants = field_of(&[650, 723, 492, 661]);
    for index in [0, 1, 3] {
        accept(&mut applicants, index, None);
    }
    assert!(of(&applicants).obstacles(None).is_empty());
    assert_eq!(of(&applicants).accepted().map(|row| row.applicant.get()).collect::<Vec<_>>(), [2, 4, 1]);
}

#[test]
fn a_correction_that_pushes_an_accepted_one_below_third_is_an_obstacle() {
    let mut applicants = field_of(&[900, 800, 700, 600]);
    for index in 0..3 {
        accept(&mut applicants, index, None);
    }
    for stage in Stage::USUAL {
        let (ten, why) = (Score::from_hundredths(1000).unwrap(), Some("salah ketik".to_owned()));
        let progress = applicants[3].progress.clone();
        applicants[3].progress = progress.save_score(&scheme(), stage, ten, why).unwrap().0;
    }
    let pushed = "Kandidat 3 kini peringkat 4; batalkan keputusannya, lalu terima kembali dengan alasan";
    assert_eq!(of(&applicants).obstacles(None), [pushed]);
    assert_eq!(of(&applicants).obstacles(Some("alasan lain tidak menolong")), [pushed]);
    applicants[2].progress = applicants[2].progress.clone().revoke().unwrap();
    accept(&mut applicants, 2, Some("memimpin unit sejenis"));
    assert!(of(&applicants).obstacles(None).is_empty());
}

#[derive(Clone, Debug)]
enum Command {
    Accept(usize, Option<&'static str>),
    Reject(usize),
    Revoke(usize),
    /// A correction of one stage's score.
    Correct(usize, usize, u16),
}

fn any_command() -> impl Strategy<Value = Command> {
    let who = 0usize..8;
    prop_oneof![
        4 => (who.clone(), prop_oneof![Just(None), Just(Some(" ")), Just(Some("alasan"))])
            .prop_map(|(who, reason)| Command::Accept(who, reason)),
        1 => who.clone().prop_map(Command::Reject),
        2 => who.clone().prop_map(Command::Revoke),
        2 => (who, 0usize..4, 1u16..=4).prop_map(|(who, stage, score)| Command::Correct(who, stage, score * 250)),
    ]
}

/// Ranks said another way: one more than the number of people with a higher total.
fn check_standings(standings: &Standings) -> Result<(), TestCaseError> {
    for row in standings.all() {
        let higher = standings.all().iter().filter(|other| other.total > row.total).count();
        prop_assert_eq!(row.rank, higher + 1);
    }
    prop_assert!(standings.all().is_sorted_by(|a, b| a.total >= b.total && a.rank <= b.rank));
    let accepted: Vec<_> = standings.accepted().collect();
    prop_assert!(accepted.len() <= SHORTLIST);
    prop_assert!(accepted.is_sorted_by(|a, b| a.total >= b.total));
    for row in standings.all() {
        // Said another way: whether everybody with at least this total fits among the three.
        let fits = standings.all().iter().filter(|other| other.total >= row.total).count() <= 3;
        prop_assert_eq!(standings.ground(row.applicant).is_none(), fits);
        let equals = standings.all().iter().filter(|other| other.total == row.total).count() - 1;
        prop_assert_eq!(standings.equals(row.applicant).count(), equals);
    }
    let unreasoned = accepted.iter().any(|row| {
        standings.ground(row.applicant).is_some() && row.reason.as_deref().is_none_or(|r| r.trim() == "")
    });
    prop_assert_eq!(standings.obstacles(Some("alasan")).is_empty(), !unreasoned);
    prop_assert_eq!(standings.obstacles(None).is_empty(), !unreasoned && accepted.len() == 3);
    if accepted.len() == 3 {
        for row in standings.all() {
            prop_assert!(standings.check_acceptance(row.applicant, Some("alasan")).is_err(), "a fourth");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_of_decisions_and_corrections_makes_a_fourth_or_an_unreasoned_one(
        totals in prop::collection::vec((1u16..=10).prop_map(|score| score * 100), 1..8),
        commands in prop::collection::vec(any_command(), 0..60),
    ) {
        let mut applicants = field_of(&totals);
        for command in commands {
            let standings = of(&applicants);
            let (Command::Accept(index, _) | Command::Reject(index) | Command::Revoke(index)
                | Command::Correct(index, ..)) = command;
            let Some(one) = applicants.get(index).cloned() else { continue };
            let open = one.progress.decision().is_none();
            let (answer, expected) = match command {
                Command::Accept(_, reason) => {
                    let free = standings.ground(one.id).is_none();
                    let fits = standings.accepted().count() < 3 && (free || reason == Some("alasan"));
                    (one.accept(&scheme(), &standings, decision(true, reason)), open && fits)
                }
                Command::Reject(_) => (one.reject(&scheme(), decision(false, None)), open),
                Command::Revoke(_) => {
                    (one.progress.clone().revoke().map(|progress| Applicant { progress, ..one }), !open)
                }
                Command::Correct(_, stage, score) => {
                    let (stage, score) = (Stage::USUAL[stage], Score::from_hundredths(score).unwrap());
                    let differs = one.progress.outcome(&scheme(), stage) != Some(score.into());
                    let answer = one.progress.clone().save_score(&scheme(), stage, score, Some("keliru".into()));
                    (answer.map(|(progress, _)| Applicant { progress, ..one }), open && differs)
                }
            };
            prop_assert_eq!(answer.is_ok(), expected);
            if let Ok(next) = answer {
                applicants[index] = next;
            }
            check_standings(&of(&applicants))?;
        }
    }

    #[test]
    fn standings_do_not_depend_on_the_order_of_the_rows(
        (rows, shuffled) in prop::collection::vec(100u16..=1000, 0..12).prop_flat_map(|totals| {
            let rows: Vec<(i64, u16)> = (1..).zip(totals).collect();
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
    ) {
        let build = |rows: &[(i64, u16)]| {
            let applicants: Vec<_> = rows.iter().map(|&(id, total)| applicant(id, total, None)).collect();
            of(&applicants)
        };
        prop_assert_eq!(build(&rows), build(&shuffled));
        check_standings(&build(&rows))?;
    }
}

#[test]
fn of_many_equals_ten_are_named_and_the_others_counted() {
    let standings = of(&field_of(&[800; 12]));
    let names = standings.names_of_equals(ApplicantId::new(1));
    assert!(
        names.starts_with("Kandidat 2, Kandidat 3,") && names.ends_with("Kandidat 11, dan 1 lainnya"),
        "{names}"
    );
    let standings = of(&field_of(&[800; 11]));
    assert!(standings.names_of_equals(ApplicantId::new(1)).ends_with(", Kandidat 11"));
}
