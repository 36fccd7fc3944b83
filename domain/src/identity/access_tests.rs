//! Who manages whose accounts, said a second time as plain data.

use super::*;

const OWN: InstitutionId = InstitutionId::new(1);
const OTHER: InstitutionId = InstitutionId::new(2);
/// The account of whoever is asking, and a colleague's.
const SELF: UserId = UserId::new(10);
const COLLEAGUE: UserId = UserId::new(20);

/// An answer without its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ok,
    Hidden,
    Role,
    State,
}

fn actor(role: Role) -> Actor {
    let institution = if role.is_commission() { None } else { Some(OWN) };
    Actor { user: SELF, name: "Rina".to_owned(), role, institution }
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

/// A sentence a person can read: a capital first and a full stop last.
fn assert_sentence(denied: &Denied, case: &str) {
    let text = denied.to_string();
    assert!(text.starts_with(char::is_uppercase) && text.ends_with('.') && text.len() > 10, "{case}: {text}");
}

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

fn expected(actor: &Actor, action: AccountAction, account: &AccountSubject) -> Kind {
    let commission = names("admin commissioner assistant", actor.role.code());
    if !commission && account.institution != actor.institution {
        return Kind::Hidden;
    }
    if action != AccountAction::Manage && account.user == Some(SELF) {
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
        let actor = actor(role);
        for action in AccountSubject::ACTIONS.iter().copied() {
            for account in subjects() {
                let case = format!("{role:?}, {action:?}, {account:?}");
                let answer = account.decide(&actor, action);
                assert_eq!(kind(&answer), expected(&actor, action, &account), "{case}");
                if let Err(denied) = &answer {
                    assert_sentence(denied, &case);
                }
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 9 * 3 * (3 + 6 * 2) * 3);
}

#[test]
fn an_admin_institusi_does_not_learn_of_accounts_elsewhere() {
    let admin = actor(Role::InstitutionAdmin);
    for (institution, role) in [(Some(OTHER), Role::Operator), (None, Role::Admin)] {
        let account = AccountSubject { user: Some(COLLEAGUE), institution, role };
        assert_eq!(account.decide(&admin, AccountAction::Manage), Err(Denied::Hidden));
    }
    // Without an institution there is no institution of one's own: not even the commission's.
    let stray = Actor { institution: None, ..admin };
    let account = AccountSubject { user: Some(COLLEAGUE), institution: None, role: Role::Admin };
    assert_eq!(account.decide(&stray, AccountAction::Manage), Err(Denied::Hidden));
}

#[test]
fn the_last_admin_stays() {
    assert_eq!(last_admin(&[SELF, COLLEAGUE], SELF, false), Ok(()));
    assert_eq!(last_admin(&[SELF], SELF, true), Ok(()));
    assert_eq!(last_admin(&[COLLEAGUE], SELF, false), Ok(()));
    assert_eq!(kind(&last_admin(&[SELF], SELF, false)), Kind::State);
    assert_sentence(&last_admin(&[SELF], SELF, false).unwrap_err(), "the last one");
}
