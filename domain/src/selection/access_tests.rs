//! The rights, said a second time as plain data, and compared with what is decided for
//! every role, relation, phase and action.

use super::*;
use crate::access::{Control, Rights};

/// The institution whose plan it is, and another one.
const OWN: InstitutionId = InstitutionId::new(1);
const OTHER: InstitutionId = InstitutionId::new(2);
/// The account of whoever is asking, and a colleague's.
const SELF: UserId = UserId::new(10);
const COLLEAGUE: UserId = UserId::new(20);

/// One line of the rule book. The words are the codes of roles and phases; `appointed`
/// is whoever of the commission was chosen as officer of this plan.
struct Rule {
    action: PlanAction,
    who: &'static str,
    when: &'static str,
}

const EVERYBODY: &str = "admin commissioner assistant institution_admin operator authorised_official \
                         appointing_authority committee committee_secretariat";
const THOSE_WHO_ENTER: &str = "institution_admin operator";
const THOSE_WHO_REVIEW: &str = "commissioner appointed";
const ALWAYS: &str = "draft submitted in_review recommended correction rejected process reported \
                      report_returned inauguration finished";
const IN_REVIEW: &str = "in_review recommended";

/// What may be done to a plan that can be seen.
const RULES: [Rule; 16] = [
    Rule { action: PlanAction::View, who: EVERYBODY, when: ALWAYS },
    Rule { action: PlanAction::Edit, who: THOSE_WHO_ENTER, when: "draft correction" },
    Rule { action: PlanAction::Submit, who: THOSE_WHO_ENTER, when: "draft correction" },
    Rule {
        action: PlanAction::AssignOfficer,
        who: "admin commissioner",
        when: "submitted in_review recommended correction process reported report_returned inauguration",
    },
    Rule {
        action: PlanAction::PostMessage,
        who: "institution_admin operator commissioner appointed",
        when: "in_review recommended correction",
    },
    Rule { action: PlanAction::RequestCorrection, who: THOSE_WHO_REVIEW, when: IN_REVIEW },
    Rule { action: PlanAction::Recommend, who: THOSE_WHO_REVIEW, when: IN_REVIEW },
    Rule { action: PlanAction::Reject, who: THOSE_WHO_REVIEW, when: IN_REVIEW },
    Rule { action: PlanAction::Approve, who: THOSE_WHO_REVIEW, when: "recommended" },
    Rule { action: PlanAction::RunProcess, who: THOSE_WHO_ENTER, when: "process report_returned" },
    Rule { action: PlanAction::Monitor, who: THOSE_WHO_REVIEW, when: "process reported report_returned" },
    Rule { action: PlanAction::SendReport, who: THOSE_WHO_ENTER, when: "process report_returned" },
    Rule { action: PlanAction::ReviewReport, who: THOSE_WHO_REVIEW, when: "reported" },
    Rule { action: PlanAction::Inaugurate, who: THOSE_WHO_ENTER, when: "inauguration" },
    Rule { action: PlanAction::Withdraw, who: THOSE_WHO_ENTER, when: "process report_returned inauguration" },
    Rule { action: PlanAction::TakeBack, who: THOSE_WHO_REVIEW, when: "rejected process inauguration" },
];

/// How the person stands to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    OwnInstitution,
    OtherInstitution,
    Appointed,
    ColleagueAppointed,
    NobodyAppointed,
}
use Relation::{Appointed, ColleagueAppointed, NobodyAppointed, OtherInstitution, OwnInstitution};

/// An answer without its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ok,
    Hidden,
    Role,
    State,
}

fn relations(role: Role) -> &'static [Relation] {
    if names("admin commissioner assistant", role.code()) {
        &[Appointed, ColleagueAppointed, NobodyAppointed]
    } else {
        &[OwnInstitution, OtherInstitution]
    }
}

fn actor(role: Role, relation: Relation) -> Actor {
    let institution = match relation {
        OwnInstitution => Some(OWN),
        OtherInstitution => Some(OTHER),
        Appointed | ColleagueAppointed | NobodyAppointed => None,
    };
    Actor { user: SELF, name: "Rina".to_owned(), role, institution }
}

fn plan(relation: Relation, phase: Phase) -> PlanSubject {
    let officer = match relation {
        Appointed => Some(SELF),
        NobodyAppointed => None,
        OwnInstitution | OtherInstitution | ColleagueAppointed => Some(COLLEAGUE),
    };
    PlanSubject { institution: OWN, officer, phase }
}

fn ask(role: Role, relation: Relation, action: PlanAction, phase: Phase) -> Result<(), Denied> {
    plan(relation, phase).decide(&actor(role, relation), action)
}

fn kind(answer: &Result<(), Denied>) -> Kind {
    match answer {
        Ok(()) => Kind::Ok,
        Err(Denied::Hidden) => Kind::Hidden,
        Err(Denied::Role(_)) => Kind::Role,
        Err(Denied::State(_)) => Kind::State,
    }
}

fn names(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|w| w == word)
}

fn expected(rule: &Rule, role: Role, relation: Relation, phase: Phase) -> Kind {
    let hidden = match relation {
        OwnInstitution => false,
        OtherInstitution => true,
        Appointed | ColleagueAppointed | NobodyAppointed => phase.code() == "draft",
    };
    if hidden {
        Kind::Hidden
    } else if !(names(rule.who, role.code()) || relation == Appointed && names(rule.who, "appointed")) {
        Kind::Role
    } else if !names(rule.when, phase.code()) {
        Kind::State
    } else {
        Kind::Ok
    }
}

/// A sentence a person can read: a capital first and a full stop last.
fn assert_sentence(denied: &Denied, case: &str) {
    let text = denied.to_string();
    assert!(text.starts_with(char::is_uppercase) && text.ends_with('.') && text.len() > 10, "{case}: {text}");
}

#[test]
fn the_rule_book_names_every_action_once_and_no_unknown_word() {
    for action in PlanSubject::ACTIONS.iter().copied() {
        let rules = RULES.iter().filter(|rule| rule.action == action).count();
        assert_eq!(rules, 1, "{action:?}");
    }
    assert_eq!(RULES.len(), PlanSubject::ACTIONS.len());
    for rule in &RULES {
        for who in rule.who.split_whitespace() {
            assert!(who == "appointed" || Role::from_code(who).is_some(), "{who}");
        }
        for when in rule.when.split_whitespace() {
            assert!(Phase::from_code(when).is_some(), "{when}");
        }
    }
}

#[test]
fn every_role_relation_phase_and_action() {
    let mut cases = 0;
    for role in Role::ALL {
        for &relation in relations(role) {
            for phase in Phase::ALL {
                for rule in &RULES {
                    let case = format!("{role:?}, {relation:?}, {phase:?}, {:?}", rule.action);
                    let answer = ask(role, relation, rule.action, phase);
                    assert_eq!(kind(&answer), expected(rule, role, relation, phase), "{case}");
                    if let Err(denied) = &answer {
                        assert_sentence(denied, &case);
                    }
                    cases += 1;
                }
            }
        }
    }
    assert_eq!(cases, (3 * 3 + 6 * 2) * 11 * 16);
}

#[test]
fn another_institution_does_not_learn_that_a_plan_exists() {
    for role in Role::ALL.into_iter().filter(|role| !role.is_commission()) {
        for action in PlanSubject::ACTIONS.iter().copied() {
            for phase in Phase::ALL {
                assert_eq!(ask(role, OtherInstitution, action, phase), Err(Denied::Hidden));
            }
        }
    }
    assert_eq!(Denied::Hidden.to_string(), "Data tidak ditemukan.");
}

#[test]
fn an_institution_account_without_institution_sees_no_plan() {
    let stray = Actor { institution: None, ..actor(Role::Operator, OwnInstitution) };
    let subject = plan(OwnInstitution, Phase::Draft);
    assert_eq!(subject.decide(&stray, PlanAction::View), Err(Denied::Hidden));
}

#[test]
fn the_commission_never_sees_a_draft() {
    for role in [Role::Admin, Role::Commissioner, Role::Assistant] {
        for action in PlanSubject::ACTIONS.iter().copied() {
            for relation in [Appointed, ColleagueAppointed, NobodyAppointed] {
                assert_eq!(ask(role, relation, action, Phase::Draft), Err(Denied::Hidden));
            }
        }
    }
    for phase in Phase::ALL.into_iter().filter(|phase| *phase != Phase::Draft) {
        assert_eq!(ask(Role::Assistant, NobodyAppointed, PlanAction::View, phase), Ok(()));
    }
}

const REVIEW: Phase = Phase::InReview;
const RECOMMENDED: Phase = Phase::Recommended;

#[test]
fn an_admin_appoints_but_reviews_only_when_appointed() {
    assert_eq!(ask(Role::Admin, NobodyAppointed, PlanAction::AssignOfficer, Phase::Submitted), Ok(()));
    assert_eq!(
        ask(Role::Admin, ColleagueAppointed, PlanAction::RequestCorrection, REVIEW),
        Err(Denied::Role("Hanya petugas yang menangani, atau Komisioner, yang dapat melakukan ini.".into()))
    );
    assert_eq!(ask(Role::Admin, Appointed, PlanAction::RequestCorrection, REVIEW), Ok(()));
}

#[test]
fn an_assistant_who_is_not_appointed_is_told_why() {
    let told = |relation, sentence: &str| {
        for action in
            [PlanAction::RequestCorrection, PlanAction::Recommend, PlanAction::Reject, PlanAction::Approve]
        {
            assert_eq!(
                ask(Role::Assistant, relation, action, RECOMMENDED),
                Err(Denied::Role(sentence.into()))
            );
        }
    };
    told(NobodyAppointed, "Pilih dahulu petugas yang menangani.");
    told(ColleagueAppointed, "Hanya petugas yang menangani, atau Komisioner, yang dapat melakukan ini.");
    assert_eq!(ask(Role::Assistant, Appointed, PlanAction::Approve, RECOMMENDED), Ok(()));
    assert_eq!(
        ask(Role::Assistant, Appointed, PlanAction::AssignOfficer, REVIEW),
        Err(Denied::Role("Hanya Komisioner atau Admin yang dapat memilih petugas.".into()))
    );
}

#[test]
fn a_commissioner_acts_on_a_matter_of_somebody_else() {
    assert_eq!(ask(Role::Commissioner, ColleagueAppointed, PlanAction::Reject, REVIEW), Ok(()));
    assert_eq!(
        ask(Role::Commissioner, ColleagueAppointed, PlanAction::ReviewReport, Phase::Reported),
        Ok(())
    );
}

#[test]
fn approving_without_recommendation_is_refused_as_too_early() {
    for role in [Role::Commissioner, Role::Assistant] {
        assert_eq!(
            ask(role, Appointed, PlanAction::Approve, REVIEW),
            Err(Denied::State("Catat dahulu Rekomendasi, lalu setujui.".into()))
        );
        assert_eq!(ask(role, Appointed, PlanAction::Approve, RECOMMENDED), Ok(()));
    }
}

#[test]
fn pyb_ppk_and_pansel_only_read() {
    let readers =
        [Role::AuthorisedOfficial, Role::AppointingAuthority, Role::Committee, Role::CommitteeSecretariat];
    for role in readers {
        for action in PlanSubject::ACTIONS.iter().copied() {
            for phase in Phase::ALL {
                let expected = if action == PlanAction::View { Kind::Ok } else { Kind::Role };
                assert_eq!(kind(&ask(role, OwnInstitution, action, phase)), expected, "{role:?}, {action:?}");
            }
        }
    }
}

#[test]
fn an_institution_never_reviews_even_where_its_account_stands_as_officer() {
    let subject = PlanSubject { officer: Some(SELF), ..plan(OwnInstitution, REVIEW) };
    for action in
        [PlanAction::RequestCorrection, PlanAction::Recommend, PlanAction::Reject, PlanAction::AssignOfficer]
    {
        assert_eq!(kind(&subject.decide(&actor(Role::InstitutionAdmin, OwnInstitution), action)), Kind::Role);
    }
}

#[test]
fn scores_are_closed_while_a_report_is_reviewed_and_open_again_when_it_is_returned() {
    let run = |phase| ask(Role::Operator, OwnInstitution, PlanAction::RunProcess, phase);
    assert_eq!(run(Phase::Process), Ok(()));
    assert_eq!(run(Phase::Reported), Err(Denied::State("Laporan sudah dikirim dan sedang direviu.".into())));
    assert_eq!(run(Phase::ReportReturned), Ok(()));
    assert_eq!(run(Phase::Inauguration), Err(Denied::State("Laporan telah dinyatakan lulus.".into())));
}

#[test]
fn an_institution_is_not_told_to_do_what_only_the_commission_can() {
    for action in PlanSubject::ACTIONS.iter().copied() {
        for phase in Phase::ALL {
            if let Err(Denied::State(sentence)) = ask(Role::Operator, OwnInstitution, action, phase) {
                assert!(!sentence.starts_with("Pilih dahulu petugas"), "{action:?}, {phase:?}: {sentence}");
            }
        }
    }
}

#[test]
fn a_control_of_the_other_side_is_never_shown() {
    let officer = plan(Appointed, REVIEW);
    for &role in &Role::ALL {
        for &relation in relations(role) {
            for phase in Phase::ALL {
                let subject = plan(relation, phase);
                let rights = Rights::of(&actor(role, relation), &subject);
                for action in PlanSubject::ACTIONS.iter().copied() {
                    let (control, own) = (rights.control(action), PlanSubject::side(action).has(role));
                    let case = format!("{role:?}, {relation:?}, {phase:?}, {action:?}");
                    match kind(&ask(role, relation, action, phase)) {
                        Kind::Ok => assert_eq!(control, Control::Enabled, "{case}"),
                        Kind::Hidden => assert_eq!(control, Control::Absent, "{case}"),
                        Kind::Role => assert_eq!(control.is_shown(), own, "{case}"),
                        Kind::State => assert!(control.reason().is_some() && own, "{case}"),
                    }
                }
            }
        }
    }
    let rights = Rights::of(&actor(Role::Assistant, Appointed), &officer);
    assert!(rights.may(PlanAction::Recommend) && !rights.may(PlanAction::Approve));
    assert_eq!(rights.control(PlanAction::Submit), Control::Absent);
}
