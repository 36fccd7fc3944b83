//! People in lists: Petugas, and the accounts of an institution.

use domain::{
    access::Control,
    id::{AttachmentId, UserId},
    identity::Role,
};
use serde::{Deserialize, Serialize};

use crate::api::{
    Choice,
    list::{List, filter},
};

filter! {
    /// The filter of a list of people, as it stands in the address.
    pub struct PeopleFilter {
        /// Words in a name, user name or e-mail address.
        text: "q", "Kata kunci";
        /// A role's code.
        role: "role", "Role Pengguna";
        /// `aktif`, `nonaktif`, or both when empty.
        status: "status", "Status";
    }
}

/// A page of people, by name.
pub type PeopleList = List<PersonRow, PeopleAside>;

/// What a list of people shows besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleAside {
    /// The roles to filter by.
    pub roles: Vec<Choice>,
    /// Whether the caller may add somebody.
    pub can_add: bool,
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
        identity::{PeopleQuery, Side, User, active_admins},
    };

    use super::{PeopleAside, PeopleFilter, PeopleList, PersonRow};
    use crate::{
        api::{
            Choice,
            context::Caller,
            filter::Reading,
            identity::{load::subject, slowed::Slowed},
            list,
        },
        error::AppError,
    };

    /// A page of this side's people, who have one of these roles; whether the caller may add one.
    pub(crate) async fn list(
        tx: &mut Tx,
        caller: &Caller,
        side: Side,
        roles: &[Role],
        can_add: bool,
        filter: &PeopleFilter,
    ) -> Result<PeopleList, AppError> {
        let list = list::page(tx, filter, from_filter(side, filter)).await?;
        let admins = active_admins(tx).await?;
        let names: Vec<&str> = list.rows.iter().map(|user| user.username.as_str()).collect();
        let slowed = Slowed::of(tx, &names, caller.now).await?;
        let row = |user: User| {
            let slowed = slowed.contains_key(&user.username);
            PersonRow { slowed, ..row(&caller.actor, user, &admins) }
        };
        let roles = roles.iter().map(|role| Choice::new(role.code(), role.label())).collect();
        Ok(list.map(row).beside(PeopleAside { roles, can_add }))
    }

    fn from_filter(side: Side, filter: &PeopleFilter) -> Result<PeopleQuery, FieldErrors> {
        let mut reading = Reading::of(filter);
        let query = PeopleQuery {
            side,
            text: reading.words(PeopleFilter::text()),
            role: reading.choice(PeopleFilter::role(), Role::from_code),
            active: reading.choice(PeopleFilter::status(), |status| match status {
                "aktif" => Some(true),
                "nonaktif" => Some(false),
                _ => None,
            }),
            ..PeopleQuery::default()
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
