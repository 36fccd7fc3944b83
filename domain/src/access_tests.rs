//! The rights, said a second time as plain data, and compared with [`decide`] for
//! every role, relation, phase and action.

use super::*;

/// The institution whose plan it is, and another one.
const OWN: InstitutionId = InstitutionId::new(1);
const OTHER: InstitutionId = InstitutionId::new(2);
/// The account of whoever is asking, and a colleague's.
const SELF: UserId = UserId::new(10);
const COLLEAGUE: UserId = UserId::new(20);

/// One line of the rule book. The words are the codes of roles and phases; `appointed`
/// is whoever of the commission was chosen as officer of this plan.
struct Rule {
    action: Action,
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
const RULES: [Rule; 18] = [
    Rule { action: Action::ListPlans, who: EVERYBODY, when: ALWAYS },
    Rule { action: Action::ListOfficials, who: EVERYBODY, when: ALWAYS },
    Rule { action: Action::ViewPlan, who: EVERYBODY, when: ALWAYS },
    Rule {
        action: Action::Upload,
        who: "admin commissioner assistant institution_admin operator",
        when: ALWAYS,
    },
    Rule { action: Action::CreatePlan, who: THOSE_WHO_ENTER, when: ALWAYS },
    Rule { action: Action::EditPlan, who: THOSE_WHO_ENTER, when: "draft correction" },
    Rule { action: Action::SubmitPlan, who: THOSE_WHO_ENTER, when: "draft correction" },
    Rule {
        action: Action::AssignOfficer,
        who: "admin commissioner",
        when: "submitted in_review recommended correction process reported report_returned inauguration",
    },
    Rule {
        action: Action::PostMessage,
        who: "institution_admin operator commissioner appointed",
        when: "in_review recommended correction",
    },
    Rule { action: Action::RequestCorrection, who: THOSE_WHO_REVIEW, when: IN_REVIEW },
    Rule { action: Action::RecommendPlan, who: THOSE_WHO_REVIEW, when: IN_REVIEW },
    Rule { action: Action::RejectPlan, who: THOSE_WHO_REVIEW, when: IN_REVIEW },
    Rule { action: Action::ApprovePlan, who: THOSE_WHO_REVIEW, when: "recommended" },
    Rule { action: Action::RunProcess, who: THOSE_WHO_ENTER, when: "process report_returned" },
    Rule { action: Action::Monitor, who: THOSE_WHO_REVIEW, when: "process reported report_returned" },
    Rule { action: Action::SendReport, who: THOSE_WHO_ENTER, when: "process report_returned" },
    Rule { action: Action::ReviewReport, who: THOSE_WHO_REVIEW, when: "reported" },
    Rule { action: Action::Inaugurate, who: THOSE_WHO_ENTER, when: "inauguration" },
];

/// What has nothing to do with a plan.
const OFF_PLANS: [Action; 8] = [
    Action::ManageOfficers,
    Action::ListInstitutions,
    Action::ManageInstitutions,
    Action::ManageAccounts,
    Action::DeactivateAccount,
    Action::ManageSettings,
    Action::ViewActivity,
    Action::ManageOwnProfile,
];

/// What may be done where no single record is meant; anything else does not exist there.
const GENERAL: [(Action, &str); 11] = [
    (Action::ListPlans, EVERYBODY),
    (Action::ListOfficials, EVERYBODY),
    (Action::CreatePlan, THOSE_WHO_ENTER),
    (Action::Upload, "admin commissioner assistant institution_admin operator"),
    (Action::ManageOfficers, "admin"),
    (Action::ListInstitutions, "admin commissioner assistant"),
    (Action::ManageInstitutions, "admin"),
    (Action::ManageAccounts, "admin institution_admin"),
    (Action::ManageSettings, "admin"),
    (Action::ViewActivity, EVERYBODY),
    (Action::ManageOwnProfile, EVERYBODY),
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

fn ask(role: Role, relation: Relation, action: Action, phase: Phase) -> Result<(), Denied> {
    decide(&actor(role, relation), action, &Subject::Plan(plan(relation, phase)))
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
    for action in Action::ALL {
        let rules = RULES.iter().filter(|rule| rule.action == action).count();
        assert_eq!(rules, usize::from(!OFF_PLANS.contains(&action)), "{action:?}");
    }
    assert_eq!(RULES.len() + OFF_PLANS.len(), Action::ALL.len());
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
    assert_eq!(cases, (3 * 3 + 6 * 2) * 11 * 18);
}

#[test]
fn every_role_and_action_without_a_record() {
    for role in Role::ALL {
        for &relation in relations(role) {
            for action in Action::ALL {
                let expected = match GENERAL.iter().find(|(general, _)| *general == action) {
                    None => Kind::Hidden,
                    Some((_, who)) if names(who, role.code()) => Kind::Ok,
                    Some(_) => Kind::Role,
                };
                let answer = decide(&actor(role, relation), action, &Subject::Everything);
                assert_eq!(kind(&answer), expected, "{role:?}, {action:?}");
            }
        }
    }
}

#[test]
fn what_is_not_about_plans_does_not_exist_on_one() {
    for role in Role::ALL {
        for &relation in relations(role) {
            for phase in Phase::ALL {
                for action in OFF_PLANS {
                    assert_eq!(
                        ask(role, relation, action, phase),
                        Err(Denied::Hidden),
                        "{role:?}, {action:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn another_institution_does_not_learn_that_a_plan_exists() {
    for role in Role::ALL.into_iter().filter(|role| !role.is_commission()) {
        for action in Action::ALL {
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
    let subject = Subject::Plan(plan(OwnInstitution, Phase::Draft));
    assert_eq!(decide(&stray, Action::ViewPlan, &subject), Err(Denied::Hidden));
}

#[test]
fn the_commission_never_sees_a_draft() {
    for role in [Role::Admin, Role::Commissioner, Role::Assistant] {
        for action in Action::ALL {
            for relation in [Appointed, ColleagueAppointed, NobodyAppointed] {
                assert_eq!(ask(role, relation, action, Phase::Draft), Err(Denied::Hidden));
            }
        }
    }
    for phase in Phase::ALL.into_iter().filter(|phase| *phase != Phase::Draft) {
        assert_eq!(ask(Role::Assistant, NobodyAppointed, Action::ViewPlan, phase), Ok(()));
    }
}

const REVIEW: Phase = Phase::InReview { recommended: false };
const RECOMMENDED: Phase = Phase::InReview { recommended: true };

#[test]
fn an_admin_appoints_but_reviews_only_when_appointed() {
    assert_eq!(ask(Role::Admin, NobodyAppointed, Action::AssignOfficer, Phase::Submitted), Ok(()));
    assert_eq!(
        ask(Role::Admin, ColleagueAppointed, Action::RequestCorrection, REVIEW),
        Err(Denied::Role("Hanya petugas yang menangani, atau Komisioner, yang dapat melakukan ini.".into()))
    );
    assert_eq!(ask(Role::Admin, Appointed, Action::RequestCorrection, REVIEW), Ok(()));
}

#[test]
fn an_assistant_who_is_not_appointed_is_told_why() {
    let told = |relation, sentence: &str| {
        for action in
            [Action::RequestCorrection, Action::RecommendPlan, Action::RejectPlan, Action::ApprovePlan]
        {
            assert_eq!(
                ask(Role::Assistant, relation, action, RECOMMENDED),
                Err(Denied::Role(sentence.into()))
            );
        }
    };
    told(NobodyAppointed, "Pilih dahulu petugas yang menangani.");
    told(ColleagueAppointed, "Hanya petugas yang menangani, atau Komisioner, yang dapat melakukan ini.");
    assert_eq!(ask(Role::Assistant, Appointed, Action::ApprovePlan, RECOMMENDED), Ok(()));
    assert_eq!(
        ask(Role::Assistant, Appointed, Action::AssignOfficer, REVIEW),
        Err(Denied::Role("Hanya Komisioner atau Admin yang dapat memilih petugas.".into()))
    );
}

#[test]
fn a_commissioner_acts_on_a_matter_of_somebody_else() {
    assert_eq!(ask(Role::Commissioner, ColleagueAppointed, Action::RejectPlan, REVIEW), Ok(()));
    assert_eq!(ask(Role::Commissioner, ColleagueAppointed, Action::ReviewReport, Phase::Reported), Ok(()));
}

#[test]
fn approving_without_recommendation_is_refused_as_too_early() {
    for role in [Role::Commissioner, Role::Assistant] {
        assert_eq!(
            ask(role, Appointed, Action::ApprovePlan, REVIEW),
            Err(Denied::State("Catat dahulu Rekomendasi, lalu setujui.".into()))
        );
        assert_eq!(ask(role, Appointed, Action::ApprovePlan, RECOMMENDED), Ok(()));
    }
}

#[test]
fn pyb_ppk_and_pansel_only_read() {
    let readers =
        [Role::AuthorisedOfficial, Role::AppointingAuthority, Role::Committee, Role::CommitteeSecretariat];
    let reading = [Action::ListPlans, Action::ViewPlan, Action::ListOfficials];
    for role in readers {
        for action in Action::ALL {
            for phase in Phase::ALL {
                let expected = if OFF_PLANS.contains(&action) {
                    Kind::Hidden
                } else if reading.contains(&action) {
                    Kind::Ok
                } else {
                    Kind::Role
                };
                assert_eq!(kind(&ask(role, OwnInstitution, action, phase)), expected, "{role:?}, {action:?}");
            }
        }
    }
}

#[test]
fn an_institution_never_reviews_even_where_its_account_stands_as_officer() {
    let subject = Subject::Plan(PlanSubject { officer: Some(SELF), ..plan(OwnInstitution, REVIEW) });
    for action in
        [Action::RequestCorrection, Action::RecommendPlan, Action::RejectPlan, Action::AssignOfficer]
    {
        assert_eq!(
            kind(&decide(&actor(Role::InstitutionAdmin, OwnInstitution), action, &subject)),
            Kind::Role
        );
    }
}

#[test]
fn scores_are_closed_while_a_report_is_reviewed_and_open_again_when_it_is_returned() {
    let run = |phase| ask(Role::Operator, OwnInstitution, Action::RunProcess, phase);
    assert_eq!(run(Phase::Process), Ok(()));
    assert_eq!(run(Phase::Reported), Err(Denied::State("Laporan sudah dikirim dan sedang direviu.".into())));
    assert_eq!(run(Phase::ReportReturned), Ok(()));
    assert_eq!(run(Phase::Inauguration), Err(Denied::State("Laporan telah dinyatakan lulus.".into())));
}

#[test]
fn an_institution_is_not_told_to_do_what_only_the_commission_can() {
    for action in Action::ALL {
        for phase in Phase::ALL {
            if let Err(Denied::State(sentence)) = ask(Role::Operator, OwnInstitution, action, phase) {
                assert!(!sentence.starts_with("Pilih dahulu petugas"), "{action:?}, {phase:?}: {sentence}");
            }
        }
    }
}

mod accounts {
    use super::*;

    /// Who asks, and of whom they may manage the accounts. `own` is the same institution.
    const MANAGED: [(&str, &str); 2] = [
        ("admin", "admin commissioner assistant institution_admin"),
        (
            "institution_admin",
            "operator authorised_official appointing_authority committee committee_secretariat",
        ),
    ];

    /// The roles of the accounts, with the institutions they can be of.
    fn subjects() -> Vec<AccountSubject> {
        let mut subjects = Vec::new();
        for role in Role::ALL {
            let institutions: &[Option<InstitutionId>] =
                if role.is_commission() { &[None] } else { &[Some(OWN), Some(OTHER)] };
            for &institution in institutions {
                for user in [None, Some(SELF), Some(COLLEAGUE)] {
                    subjects.push(AccountSubject { user, institution, role });
                }
            }
        }
        subjects
    }

    fn expected(actor: &Actor, action: Action, account: &AccountSubject) -> Kind {
        let acts_on_accounts = matches!(action, Action::ManageAccounts | Action::DeactivateAccount);
        let commission = names("admin commissioner assistant", actor.role.code());
        if !acts_on_accounts || !commission && account.institution != actor.institution {
            return Kind::Hidden;
        }
        if action == Action::DeactivateAccount && account.user == Some(SELF) {
            return Kind::State;
        }
        let managed = MANAGED.iter().find(|(who, _)| names(who, actor.role.code()));
        match managed {
            Some((_, whom)) if names(whom, account.role.code()) => Kind::Ok,
            _ => Kind::Role,
        }
    }

    #[test]
    fn every_role_action_and_account() {
        let mut cases = 0;
        for role in Role::ALL {
            let relation = if role.is_commission() { NobodyAppointed } else { OwnInstitution };
            let actor = actor(role, relation);
            for action in Action::ALL {
                for account in subjects() {
                    let case = format!("{role:?}, {action:?}, {account:?}");
                    let answer = decide(&actor, action, &Subject::Account(account));
                    assert_eq!(kind(&answer), expected(&actor, action, &account), "{case}");
                    if let Err(denied) = &answer {
                        assert_sentence(denied, &case);
                    }
                    cases += 1;
                }
            }
        }
        assert_eq!(cases, 9 * 26 * (3 + 6 * 2) * 3);
    }

    #[test]
    fn an_admin_institusi_does_not_learn_of_accounts_elsewhere() {
        let admin = actor(Role::InstitutionAdmin, OwnInstitution);
        for (institution, role) in [(Some(OTHER), Role::Operator), (None, Role::Admin)] {
            let account = Subject::Account(AccountSubject { user: Some(COLLEAGUE), institution, role });
            assert_eq!(decide(&admin, Action::ManageAccounts, &account), Err(Denied::Hidden));
        }
        // Without an institution there is no institution of one's own: not even the commission's.
        let stray = Actor { institution: None, ..admin };
        let account = AccountSubject { user: Some(COLLEAGUE), institution: None, role: Role::Admin };
        assert_eq!(decide(&stray, Action::ManageAccounts, &Subject::Account(account)), Err(Denied::Hidden));
    }

    #[test]
    fn the_last_admin_stays() {
        assert_eq!(last_admin(&[SELF, COLLEAGUE], SELF, false), Ok(()));
        assert_eq!(last_admin(&[SELF], SELF, true), Ok(()));
        assert_eq!(last_admin(&[COLLEAGUE], SELF, false), Ok(()));
        assert_eq!(kind(&last_admin(&[SELF], SELF, false)), Kind::State);
        assert_sentence(&last_admin(&[SELF], SELF, false).unwrap_err(), "the last one");
    }
}
