//! The accounts of an institution's people: the list, the form, and saving it.

use domain::{
    id::{InstitutionId, UserId},
    identity::account::MemberForm,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    people::{PeopleFilter, PeopleList},
    slowed::Slowed,
};
use crate::{
    api::Choice,
    error::{AppError, Done},
};

/// The form of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEditor {
    /// The account; nothing for a new one.
    pub user: Option<UserId>,
    /// Its version.
    pub version: i64,
    /// Its institution.
    pub institution: InstitutionId,
    /// The institution's name.
    pub institution_name: String,
    /// Whether it is the caller's own institution.
    pub own: bool,
    /// What it holds, without a password.
    pub form: MemberForm,
    /// Role Pengguna: those that the caller may give.
    pub roles: Vec<Choice>,
    /// Why logging in to it takes long, when it does.
    pub slowed: Option<Slowed>,
    /// In how many sessions it is logged in; nothing where the caller may not end them.
    pub sessions: Option<usize>,
}

/// A page of the accounts of one's own institution.
#[server(endpoint = "identity/list_accounts")]
pub async fn list_accounts(#[server(default)] filter: PeopleFilter) -> Result<PeopleList, AppError> {
    use domain::identity::access::{People, PeopleAction};

    use super::account_save::accounts_of;
    use crate::api::context::caller;

    let caller = caller().await?;
    // The commission's people have no accounts here; theirs are Petugas.
    let institution = caller.actor.institution.ok_or(AppError::NotFound)?;
    caller.may(&People, PeopleAction::ManageAccounts)?;
    let mut tx = caller.read().await?;
    accounts_of(&mut tx, &caller, institution, &filter).await
}

/// The form of a new account of an institution (one's own when left out), or of one that is there.
#[server(endpoint = "identity/edit_account_form")]
pub async fn edit_account_form(
    #[server(default)] user: Option<UserId>,
    #[server(default)] institution: Option<InstitutionId>,
) -> Result<AccountEditor, AppError> {
    super::account_save::editor(user, institution).await
}

/// Saves an account: a new one of `institution` (one's own when empty), or the one of `user`. `own_password` and
/// `own_code` are the caller's, for whoever changes how somebody logs in.
#[server(endpoint = "identity/save_account")]
pub async fn save_account(
    #[server(default)] user: String,
    #[server(default)] institution: String,
    #[server(default)] version: i64,
    #[server(default)] form: MemberForm,
    #[server(default)] own_password: String,
    #[server(default)] own_code: String,
) -> Result<Done, AppError> {
    let proof = domain::identity::profile::ProofForm { password: own_password, code: own_code };
    super::account_save::save(&user, &institution, version, &form, &proof).await
}
