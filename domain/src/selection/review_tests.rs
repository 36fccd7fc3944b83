//! The plan's life against an explicit list of what may follow what.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    access::Guarded,
    id::{InstitutionId, UserId},
    identity::{Actor, Role},
    rich_text::{CleanText, TypedText},
    selection::access::{PlanAction, PlanSubject},
};

/// What may be asked of a plan's state; `SendIncomplete` and `FinishEarly` carry what forbids them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Submit,
    Assign,
    RequestCorrection,
    Recommend,
    Reject,
    Approve,
    SendReport,
    SendIncomplete,
    ReturnReport,
    PassReport,
    Finish,
    FinishEarly,
}

const ASKS: [Ask; 12] = [
    Ask::Submit,
    Ask::Assign,
    Ask::RequestCorrection,
    Ask::Recommend,
    Ask::Reject,
    Ask::Approve,
    Ask::SendReport,
    Ask::SendIncomplete,
    Ask::ReturnReport,
    Ask::PassReport,
    Ask::Finish,
    Ask::FinishEarly,
];

/// Everything that is allowed, from phase to phase. What is not here is refused.
const ALLOWED: [(&str, Ask, &str); 22] = [
    ("draft", Ask::Submit, "submitted"),
    ("submitted", Ask::Assign, "in_review"),
    ("in_review", Ask::Assign, "in_review"),
    ("in_review", Ask::RequestCorrection, "correction"),
    ("in_review", Ask::Recommend, "recommended"),
    ("in_review", Ask::Reject, "rejected"),
    ("recommended", Ask::Assign, "recommended"),
    ("recommended", Ask::RequestCorrection, "correction"),
    ("recommended", Ask::Recommend, "recommended"),
    ("recommended", Ask::Reject, "rejected"),
    ("recommended", Ask::Approve, "process"),
    ("correction", Ask::Assign, "correction"),
    ("correction", Ask::Submit, "in_review"),
    ("process", Ask::Assign, "process"),
    ("process", Ask::SendReport, "reported"),
    ("reported", Ask::Assign, "reported"),
    ("reported", Ask::ReturnReport, "report_returned"),
    ("reported", Ask::PassReport, "inauguration"),
    ("report_returned", Ask::Assign, "report_returned"),
    ("report_returned", Ask::SendReport, "reported"),
    ("inauguration", Ask::Assign, "inauguration"),
    ("inauguration", Ask::Finish, "finished"),
];

/// The same as bare steps: no command, however it is called, may lead from one phase to
/// another that does not stand here.
const EDGES: [(&str, &str); 14] = [
    ("draft", "submitted"),
    ("submitted", "in_review"),
    ("in_review", "recommended"),
    ("in_review", "correction"),
    ("in_review", "rejected"),
    ("recommended", "correction"),
    ("recommended", "rejected"),
    ("recommended", "process"),
    ("correction", "in_review"),
    ("process", "reported"),
    ("reported", "report_returned"),
    ("reported", "inauguration"),
    ("report_returned", "reported"),
    ("inauguration", "finished"),
];

fn at(second: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_470_000_000 + i64::from(second), 123_456_000).unwrap()
}

fn person(number: u32) -> Person {
    Person { id: UserId::new(i64::from(number)), name: format!("Petugas “{number}”") }
}

fn recommendation(number: u32) -> Recommendation {
    Recommendation {
        by: person(number),
        at: at(number),
        text: format!("<p>Layak, catatan {number}</p>"),
        letter: vec![AttachmentId::new(i64::from(number))],
    }
}

/// Carries a command out; `number` tells its people and times from those of others.
fn carry_out(state: PlanState, ask: Ask, number: u32) -> Result<PlanState, Refusal> {
    match ask {
        Ask::Submit => state.submit(at(number)),
        Ask::Assign => state.assign(person(number)),
        Ask::RequestCorrection => state.request_correction(at(number)),
        Ask::Recommend => state.recommend(recommendation(number)),
        Ask::Reject => state.reject(person(number), at(number), "<p>Tidak lengkap</p>".to_owned()),
        Ask::Approve => state.approve(person(number), at(number)),
        Ask::SendReport => state.send_report(at(number), &[]),
        Ask::SendIncomplete => {
            state.send_report(at(number), &["Kepala Dinas Sosial belum lengkap.".to_owned()])
        }
        Ask::ReturnReport => state.return_report(at(number)),
        Ask::PassReport => state.pass_report(person(number), at(number)),
        Ask::Finish => state.finish(at(number), 0),
        Ask::FinishEarly => state.finish(at(number), 1),
    }
}

fn after(asks: &[Ask]) -> PlanState {
    (1..).zip(asks).fold(PlanState::Draft, |state, (number, ask)| carry_out(state, *ask, number).unwrap())
}

/// A shortest way into every phase.
fn in_every_phase() -> [PlanState; 11] {
    use Ask::{Approve, Assign, Finish, PassReport, Recommend, Reject, RequestCorrection, ReturnReport};
    use Ask::{SendReport, Submit};
    [
        after(&[]),
        after(&[Submit]),
        after(&[Submit, Assign]),
        after(&[Submit, Assign, Recommend]),
        after(&[Submit, Assign, RequestCorrection]),
        after(&[Submit, Assign, Reject]),
        after(&[Submit, Assign, Recommend, Approve]),
        after(&[Submit, Assign, Recommend, Approve, SendReport]),
        after(&[Submit, Assign, Recommend, Approve, SendReport, ReturnReport]),
        after(&[Submit, Assign, Recommend, Approve, SendReport, PassReport]),
        after(&[Submit, Assign, Recommend, Approve, SendReport, PassReport, Finish]),
    ]
}

fn code(state: &PlanState) -> &'static str {
    state.phase().code()
}

fn allowed(from: &str, ask: Ask) -> Option<&'static str> {
    ALLOWED.iter().find(|(phase, what, _)| *phase == from && *what == ask).map(|(.., to)| *to)
}

fn report(state: &PlanState) -> Option<&ReportState> {
    match state {
        PlanState::Approved { report, .. } => Some(report),
        _ => None,
    }
}

fn round(state: &PlanState) -> Option<u32> {
    match report(state)? {
        ReportState::NotSent => None,
        ReportState::Sent { round, .. }
        | ReportState::Returned { round, .. }
        | ReportState::Passed { round, .. } => Some(*round),
    }
}

fn said<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> String {
    answer.unwrap_err().to_string()
}

#[test]
fn every_phase_is_reached_and_its_code_leads_back_to_it() {
    for (state, phase) in in_every_phase().iter().zip(Phase::ALL) {
        assert_eq!(state.phase(), phase);
        assert_eq!(Phase::from_code(phase.code()), Some(phase));
    }
    assert_eq!(Phase::from_code("selesai"), None);
}

#[test]
fn every_command_in_every_phase_leads_where_the_list_says() {
    let mut steps = BTreeSet::new();
    for state in in_every_phase() {
        for ask in ASKS {
            let answer = carry_out(state.clone(), ask, 99);
            assert_eq!(
                answer.as_ref().ok().map(code),
                allowed(code(&state), ask),
                "{ask:?} in {}",
                code(&state)
            );
            match answer {
                Ok(next) if code(&next) != code(&state) => {
                    steps.insert((code(&state), code(&next)));
                }
                Ok(_) => {}
                Err(refusal) => assert!(refusal.to_string().ends_with('.'), "{refusal}"),
            }
        }
    }
    assert_eq!(steps, BTreeSet::from(EDGES));
}

#[test]
fn rights_and_states_agree_on_what_a_phase_allows() {
    let institution = InstitutionId::new(1);
    let who = |role: Role| {
        let institution = (!role.is_commission()).then_some(institution);
        Actor { user: UserId::new(1), name: String::new(), role, institution }
    };
    let pairs = [
        (Role::Operator, PlanAction::Submit, Ask::Submit),
        (Role::Commissioner, PlanAction::AssignOfficer, Ask::Assign),
        (Role::Commissioner, PlanAction::RequestCorrection, Ask::RequestCorrection),
        (Role::Commissioner, PlanAction::Recommend, Ask::Recommend),
        (Role::Commissioner, PlanAction::Reject, Ask::Reject),
        (Role::Commissioner, PlanAction::Approve, Ask::Approve),
        (Role::Operator, PlanAction::SendReport, Ask::SendReport),
        (Role::Commissioner, PlanAction::ReviewReport, Ask::ReturnReport),
        (Role::Commissioner, PlanAction::ReviewReport, Ask::PassReport),
        (Role::Operator, PlanAction::Inaugurate, Ask::Finish),
    ];
    for state in in_every_phase() {
        let officer = state.officer().map(|person| person.id);
        let subject = PlanSubject { institution, officer, phase: state.phase() };
        for (role, action, ask) in pairs {
            let may = subject.decide(&who(role), action).is_ok();
            assert_eq!(may, carry_out(state.clone(), ask, 99).is_ok(), "{action:?} in {}", code(&state));
        }
        let may = subject.decide(&who(Role::Operator), PlanAction::RunProcess).is_ok();
        assert_eq!(may, state.check_process_open().is_ok(), "{}", code(&state));
    }
}

#[test]
fn approval_waits_for_the_recommendation_and_keeps_it() {
    let reviewed = after(&[Ask::Submit, Ask::Assign]);
    assert_eq!(said(reviewed.clone().approve(person(5), at(5))), "Catat dahulu Rekomendasi, lalu setujui.");
    let second = reviewed.recommend(recommendation(3)).unwrap().recommend(recommendation(4)).unwrap();
    let approved = second.approve(person(5), at(5)).unwrap();
    assert_eq!(approved.recommendation(), Some(&recommendation(4)));
}

#[test]
fn a_correction_drops_the_recommendation_and_keeps_the_officer() {
    let corrected = after(&[Ask::Submit, Ask::Assign, Ask::Recommend, Ask::RequestCorrection]);
    assert_eq!((corrected.recommendation(), corrected.officer()), (None, Some(&person(2))));
    let again = corrected.submit(at(5)).unwrap();
    assert_eq!(again, PlanState::InReview { officer: person(2), recommendation: None });
    assert!(again.approve(person(2), at(6)).is_err());
}

#[test]
fn a_report_names_what_is_missing_and_counts_its_rounds() {
    let running = after(&[Ask::Submit, Ask::Assign, Ask::Recommend, Ask::Approve]);
    let missing = ["Satu.".to_owned(), "Dua.".to_owned()];
    assert_eq!(said(running.clone().send_report(at(9), &missing)), "Laporan belum dapat dikirim. Satu. Dua.");
    let mut state = running;
    for expected in 1..=4 {
        state = state.send_report(at(9), &[]).unwrap();
        assert_eq!(round(&state), Some(expected));
        let shut = "Laporan sudah dikirim; skor tidak dapat diubah lagi.";
        assert_eq!(said(state.check_process_open()), shut);
        assert_eq!(said(state.clone().send_report(at(9), &[])), shut);
        if expected < 4 {
            state = state.return_report(at(10)).unwrap();
            assert_eq!((round(&state), state.check_process_open()), (Some(expected), Ok(())));
        }
    }
    state = state.pass_report(person(8), at(11)).unwrap();
    assert_eq!(round(&state), Some(4));
    assert_eq!(said(state.finish(at(12), 2)), "Masih ada jabatan yang belum dilantik.");
}

#[test]
fn the_kinds_of_messages_are_stored_by_code() {
    for kind in MessageKind::ALL {
        assert_eq!(MessageKind::from_code(kind.code()), Some(kind));
    }
    assert_eq!(MessageKind::from_code("pesan"), None);
}

#[test]
fn a_message_needs_words() {
    let blank = MessageForm { text: TypedText::html("<div><br></div>"), files: vec!["x".into()] };
    let errors = blank.validate("Alasan Perbaikan").unwrap_err();
    assert_eq!(errors.get("text"), Some("Alasan Perbaikan wajib diisi."));
    assert_eq!(errors.get("files"), Some("Lampiran: unggah berkasnya sekali lagi."));
    let message = MessageForm { text: CleanText::from_text("Perbaiki bobot"), files: vec!["3".into()] };
    let taken = Message {
        text: CleanText::trusted("<p>Perbaiki bobot</p>".into()),
        files: vec![AttachmentId::new(3)],
    };
    assert_eq!(message.validate("Pesan"), Ok(taken));
}

fn any_ask() -> impl Strategy<Value = Ask> {
    use Ask::{Approve, Assign, Finish, PassReport, Recommend, ReturnReport, SendReport, Submit};
    let onward = vec![Submit, Assign, Recommend, Approve, SendReport, ReturnReport, PassReport, Finish];
    prop_oneof![3 => prop::sample::select(onward), 1 => prop::sample::select(ASKS.to_vec())]
}

proptest! {
    #[test]
    fn no_sequence_of_commands_leaves_the_list(asks in prop::collection::vec(any_ask(), 0..60)) {
        let mut state = PlanState::Draft;
        let mut rounds_sent = 0;
        for (number, ask) in (1..).zip(asks) {
            let before = state.clone();
            let answer = carry_out(state.clone(), ask, number);
            prop_assert_eq!(answer.as_ref().ok().map(code), allowed(code(&before), ask), "{:?} on {:?}", ask, before);
            match answer {
                Ok(next) => state = next,
                Err(_) => {
                    prop_assert_eq!(&state, &before);
                    continue;
                }
            }
            let step = (code(&before), code(&state));
            prop_assert!(step.0 == step.1 || EDGES.contains(&step), "{:?}", step);
            prop_assert!(!matches!(before.phase(), Phase::Rejected | Phase::Finished), "an end is an end");

            // The officer changes by appointment alone, and is never lost.
            let officer = if ask == Ask::Assign { Some(person(number)) } else { before.officer().cloned() };
            prop_assert_eq!(state.officer(), officer.as_ref());
            if matches!(state, PlanState::Correction { .. }) {
                prop_assert_eq!(state.recommendation(), None);
            }
            if let (PlanState::Approved { approval, report, .. }, true) = (&state, ask == Ask::Approve) {
                prop_assert_eq!(before.phase(), Phase::Recommended);
                prop_assert_eq!(Some(&approval.recommendation), before.recommendation());
                prop_assert_eq!(report, &ReportState::NotSent);
            }
            if matches!(before, PlanState::Approved { .. }) {
                prop_assert_eq!(state.recommendation(), before.recommendation(), "approval is never rewritten");
            }
            if matches!(state, PlanState::Finished { .. }) {
                prop_assert_eq!(before.phase(), Phase::Inauguration);
            }
            if ask == Ask::SendReport {
                rounds_sent += 1;
                prop_assert_eq!(round(&state), Some(rounds_sent));
            } else if report(&before).is_some() && report(&state).is_some() {
                prop_assert_eq!(round(&state), round(&before));
            }

            prop_assert_eq!(Phase::from_code(code(&state)), Some(state.phase()));
            let json = serde_json::to_string(&state).unwrap();
            prop_assert_eq!(serde_json::from_str::<PlanState>(&json).unwrap(), state.clone());
        }
    }
}
