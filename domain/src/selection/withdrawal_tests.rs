use super::*;
use crate::{
    id::VacancyId,
    number::Score,
    rich_text::CleanText,
    selection::{
        applicant::{Person, TrackRecord},
        progress::Progress,
        shortlist::Ground,
        stage::tests::usual_scheme,
    },
};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();

fn decision(accepted: bool) -> Decision {
    Decision { accepted, reason: None, by: UserId::new(7), at: DateTime::UNIX_EPOCH }
}

fn applicant(id: i64, score: u16, decided: Option<bool>) -> Applicant {
    let score = Some(Score::from_hundredths(score).unwrap().into());
    Applicant {
        id: ApplicantId::new(id),
        vacancy: VacancyId::new(1),
        person: Person { name: format!("Kandidat {id}"), nip: String::new(), agency: String::new() },
        version: 1,
        progress: Progress::restore(4, &[score; 4], decided.map(decision)).unwrap(),
        track_record: Some(TrackRecord { text: CleanText::from_text("baik"), files: vec![] }),
        withdrawal: None,
    }
}

/// Three accepted, one turned down, one undecided, by falling totals.
fn five() -> Vec<Applicant> {
    let decided = [Some(true), Some(true), Some(true), Some(false), None];
    (1..)
        .zip([900, 800, 700, 600, 500])
        .zip(decided)
        .map(|((id, score), d)| applicant(id, score, d))
        .collect()
}

fn resigned() -> Resigned {
    Resigned { day: TODAY, reason: "Diterima di tempat lain.".into(), successor: None }
}

fn withdraw(people: &mut [Applicant], at: usize) {
    people[at] = people[at].clone().withdraw(&resigned(), UserId::new(7), DateTime::UNIX_EPOCH).unwrap();
}

#[test]
fn whoever_resigns_is_ranked_no_more_and_the_others_move_up() {
    let mut people = five();
    withdraw(&mut people, 1);
    let standings = Standings::of(&usual_scheme(), &people);
    let ranks: Vec<_> = standings.all().iter().map(|row| (row.applicant.get(), row.rank)).collect();
    assert_eq!(ranks, [(1, 1), (3, 2), (4, 3), (5, 4)]);
    assert_eq!(standings.accepted().count(), 2);
    // No score was made up or changed.
    assert_eq!(people[1].progress.outcomes(), five()[1].progress.outcomes());
    assert!(people[1].withdrawal.as_ref().unwrap().accepted);
    assert_eq!(successors(&standings).map(|row| row.applicant.get()).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn the_next_in_rank_moves_up_without_a_reason_and_an_earlier_rejection_goes() {
    let (scheme, mut people) = (usual_scheme(), five());
    withdraw(&mut people, 0);
    let standings = Standings::of(&scheme, &people);
    let fourth = people[3].clone().move_up(&scheme, &standings, decision(true)).unwrap();
    assert!(fourth.progress.is_accepted());
    assert_eq!(standings.ground(people[4].id), Some(Ground::OutOfRank));
    assert!(people[4].clone().move_up(&scheme, &standings, decision(true)).is_err());
    let reasoned = Decision { reason: Some("Yang keempat tidak bersedia.".into()), ..decision(true) };
    assert!(people[4].clone().move_up(&scheme, &standings, reasoned).is_ok());
}

#[test]
fn only_the_next_in_rank_is_chosen_and_only_for_one_of_the_three() {
    let mut people = five();
    withdraw(&mut people, 0);
    let standings = Standings::of(&usual_scheme(), &people);
    // The fourth was turned down: they are next by rank, and the fifth among the others.
    assert!(check_next(&standings, people[3].id).is_ok());
    assert!(check_next(&standings, people[4].id).is_ok());
    assert!(check_next(&standings, people[1].id).is_err());
    assert!(check_next(&standings, people[0].id).is_err());
    let named = Resigned { successor: Some(people[3].id), ..resigned() };
    assert!(check_successor(&people[0], &named).is_ok());
    withdraw(&mut people, 4);
    assert!(check_successor(&people[4], &named).is_err());
    assert!(check_successor(&people[4], &resigned()).is_ok());
}

#[test]
fn nobody_moves_up_while_three_are_left() {
    let (scheme, mut people) = (usual_scheme(), five());
    withdraw(&mut people, 4);
    let standings = Standings::of(&scheme, &people);
    assert!(people[3].clone().move_up(&scheme, &standings, decision(true)).is_err());
}

#[test]
fn whoever_resigned_takes_no_part_until_that_is_taken_back() {
    let (scheme, mut people) = (usual_scheme(), five());
    withdraw(&mut people, 4);
    let gone = people[4].clone();
    let standings = Standings::of(&scheme, &people);
    assert!(gone.check_present().unwrap_err().to_string().contains("Kandidat 5 telah mengundurkan diri."));
    assert!(gone.clone().accept(&scheme, &standings, decision(true)).is_err());
    assert!(gone.clone().reject(&scheme, decision(false)).is_err());
    assert!(gone.clone().withdraw(&resigned(), UserId::new(7), DateTime::UNIX_EPOCH).is_err());
    let back = gone.rejoin().unwrap();
    assert_eq!(back, five()[4]);
    assert!(back.rejoin().is_err());
}

#[test]
fn the_form_says_what_is_wrong_with_it() {
    let form = |day: &str, reason: &str, successor: &str| WithdrawalForm {
        day: day.into(),
        reason: reason.into(),
        successor: successor.into(),
    };
    let good = form("20/11/2026", "Sakit.", "4").validate(TODAY).unwrap();
    assert_eq!((good.reason.as_str(), good.successor), ("Sakit.", Some(ApplicantId::new(4))));
    assert_eq!(form("28/11/2026", "Sakit.", " ").validate(TODAY).unwrap().successor, None);
    for (form, field) in [
        (form("29/11/2026", "Sakit.", ""), "day"),
        (form("", "Sakit.", ""), "day"),
        (form("28/11/2026", " ", ""), "reason"),
        (form("28/11/2026", "Sakit.", "empat"), "successor"),
    ] {
        assert!(form.validate(TODAY).unwrap_err().get(field).is_some(), "{field}");
    }
}
