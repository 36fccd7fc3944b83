//! What each role may do where no single record is meant, said a second time as plain data.

use super::*;
use crate::{
    activity::{Log, LogAction},
    attachment::access::{Uploads, UploadsAction},
    identity::access::{People, PeopleAction},
    institution::access::{Institutions, InstitutionsAction},
    job::{Jobs, JobsAction},
    official::{Officials, OfficialsAction},
    selection::access::{Plans, PlansAction},
    setting::{Settings, SettingsAction},
};

const EVERYBODY: &str = "admin commissioner assistant institution_admin operator authorised_official \
                         appointing_authority committee committee_secretariat";

/// Asks for every role, and that the rules name every action.
fn check<G: Guarded>(subject: &G, rules: &[(G::Action, &str)]) {
    assert_eq!(rules.len(), G::ACTIONS.len());
    for action in G::ACTIONS {
        let (_, who) = rules.iter().find(|(known, _)| known == action).unwrap();
        for role in Role::ALL {
            let institution = (!role.is_commission()).then(|| 1.into());
            let actor = Actor { user: 10.into(), name: "Rina".to_owned(), role, institution };
            let may = who.split_whitespace().any(|word| word == role.code());
            match subject.decide(&actor, *action) {
                Ok(()) => assert!(may, "{role:?} may, and should not: {who}"),
                Err(Denied::Role(sentence)) => {
                    assert!(!may, "{role:?} should: {who}");
                    assert!(
                        sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'),
                        "{sentence}"
                    );
                }
                Err(other) => panic!("{role:?}: {other:?}"),
            }
            // Whoever may is of a side that is shown it.
            assert!(!may || G::side(*action).has(role), "{role:?}");
        }
    }
}

#[test]
fn every_role_and_action_without_a_record() {
    check(
        &Plans,
        &[
            (PlansAction::List, EVERYBODY),
            (PlansAction::Create, "institution_admin operator"),
            (PlansAction::Assign, "admin commissioner"),
        ],
    );
    check(&Officials, &[(OfficialsAction::List, EVERYBODY)]);
    let store = "admin commissioner assistant institution_admin operator";
    check(&Uploads, &[(UploadsAction::Store, store)]);
    check(
        &People,
        &[
            (PeopleAction::ManageOfficers, "admin"),
            (PeopleAction::ManageAccounts, "admin institution_admin"),
            (PeopleAction::ManageOwnProfile, EVERYBODY),
        ],
    );
    check(
        &Institutions,
        &[(InstitutionsAction::List, "admin commissioner assistant"), (InstitutionsAction::Manage, "admin")],
    );
    check(&Settings, &[(SettingsAction::Manage, "admin"), (SettingsAction::KeepCalendar, "admin")]);
    check(&Jobs, &[(JobsAction::Manage, "admin")]);
    check(&Log, &[(LogAction::View, EVERYBODY)]);
    assert_eq!(Denied::Hidden.to_string(), "Data tidak ditemukan.");
}
