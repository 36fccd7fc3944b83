//! People in lists: Petugas, and the accounts of an institution.

use domain::{
    access::Control,
    field::FieldErrors,
    id::{AttachmentId, UserId},
    identity::Role,
};
use serde::{Deserialize, Serialize};

use crate::api::Choice;

/// The filter, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleFilter {
    /// Words in a name, user name or e-mail address.
    pub q: String,
    /// A role's code.
    pub role: String,
    /// `aktif`, `nonaktif`, or both when empty.
    pub status: String,
    /// The place after which the page begins.
    pub sesudah: String,
    /// The place before which the page ends.
    pub sebelum: String,
}

/// A page of people, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleList {
    /// The rows.
    pub rows: Vec<PersonRow>,
    /// Place to begin the next page after.
    pub next: Option<String>,
    /// Place to end the previous page before.
    pub previous: Option<String>,
    /// The roles to filter by.
    pub roles: Vec<Choice>,
    /// Whether the caller may add somebody.
    pub can_add: bool,
    /// What was not understood in the filter, by field; then nothing is listed.
    pub complaints: FieldErrors,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// The account.
    pub id: UserId,
    /// Its version, for closing and opening it.
    pub version: i64,
    /// Nama.
    pub name: String,
    /// Role Pengguna.
    pub role: Role,
    /// Jabatan, of the commission's people.
    pub job_title: Option<String>,
    /// Username.
    pub username: String,
    /// Email.
    pub email: String,
    /// Foto.
    pub photo: Option<AttachmentId>,
    /// Whether they may log in.
    pub active: bool,
    /// Whether their logins are slowed, because somebody guesses.
    pub slowed: bool,
    /// `Ubah`.
    pub edit: Control,
    /// `Nonaktifkan` or `Aktifkan`.
    pub toggle: Control,
}

/// What the lists ask the database, and how their rows are made.
#[cfg(feature = "ssr")]
pub(crate) mod page {
    use domain::{
        access::{Control, Guarded},
        field::FieldErrors,
        id::UserId,
        identity::{
            Actor, Role,
            access::{AccountAction, last_admin},
        },
    };
    use store::{
        Tx,
        identity::{PeoplePage, PeopleQuery, Side, User, active_admins, people},
    };

    use super::{PeopleFilter, PeopleList, PersonRow};
    use crate::{
        api::{
            Choice, PAGE,
            context::Caller,
            filter::{Reading, place},
            identity::{load::subject, slowed::Slowed},
        },
        error::AppError,
    };

    /// A page of this side's people.
    pub(crate) async fn list(
        tx: &mut Tx,
        caller: &Caller,
        side: Side,
        roles: &[Role],
        filter: &PeopleFilter,
    ) -> Result<PeopleList, AppError> {
        let (page, complaints) = match from_filter(side, filter) {
            Ok(query) => (people(tx, &query).await?, FieldErrors::new()),
            Err(complaints) => (PeoplePage::default(), complaints),
        };
        let admins = active_admins(tx).await?;
        let names: Vec<&str> = page.rows.iter().map(|user| user.username.as_str()).collect();
        let slowed = Slowed::of(tx, &names, caller.now).await?;
        let row = |user: User| {
            let slowed = slowed.contains_key(&user.username);
            PersonRow { slowed, ..row(&caller.actor, user, &admins) }
        };
        Ok(PeopleList {
            rows: page.rows.into_iter().map(row).collect(),
            next: page.next,
            previous: page.previous,
            roles: roles.iter().map(|role| Choice::new(role.code(), role.label())).collect(),
            can_add: false,
            complaints,
        })
    }

    fn from_filter(side: Side, filter: &PeopleFilter) -> Result<PeopleQuery, FieldErrors> {
        let mut reading = Reading::default();
        let query = PeopleQuery {
            side,
            text: reading.words("q", "Kata kunci", &filter.q),
            role: reading.choice("role", "Role Pengguna", &filter.role, Role::from_code),
            active: reading.choice("status", "Status", &filter.status, |status| match status {
                "aktif" => Some(true),
                "nonaktif" => Some(false),
                _ => None,
            }),
            after: place(&filter.sesudah),
            before: place(&filter.sebelum),
            limit: PAGE,
        };
        reading.finish(query)
    }

    fn row(actor: &Actor, user: User, admins: &[UserId]) -> PersonRow {
        let about = subject(&user);
        let toggle = if user.active {
            about.decide(actor, AccountAction::Deactivate).and_then(|()| last_admin(admins, user.id, false))
        } else {
            about.decide(actor, AccountAction::Manage)
        };
        PersonRow {
            id: user.id,
            version: user.version,
            role: user.role,
            job_title: user.job_title.map(|title| title.name),
            username: user.username,
            email: user.email,
            photo: user.photo,
            active: user.active,
            slowed: false,
            edit: Control::from(about.decide(actor, AccountAction::Manage)),
            toggle: Control::from(toggle),
            name: user.name,
        }
    }
}
