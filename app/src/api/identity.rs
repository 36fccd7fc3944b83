//! Logging in and out, who is logged in, and the accounts of people.

pub mod account;
pub mod activation;
pub mod job_title;
pub mod officer;
pub mod people;
pub mod sessions;
pub mod slowed;

#[cfg(feature = "ssr")]
pub(super) mod account_save;
#[cfg(feature = "ssr")]
pub(super) mod load;
#[cfg(feature = "ssr")]
mod login;
#[cfg(feature = "ssr")]
mod officer_save;

mod code;

pub use code::{LogInCode, log_in_code};

use domain::{calendar::Zone, identity::LoginForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::{AppError, Done};

/// Who is logged in, for the frame around every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The person's name.
    pub name: String,
    /// Their user name.
    pub username: String,
    /// Their role's words.
    pub role_label: String,
    /// Their institution; nothing for the commission.
    pub institution: Option<String>,
    /// The time zone of their institution; WIB for the commission.
    pub zone: Zone,
    /// Whether they are of the commission.
    pub commission: bool,
    /// Whether `Tambah Seleksi` is theirs.
    pub can_create_plan: bool,
    /// Whether `Pengaturan` is theirs.
    pub can_manage_settings: bool,
    /// The page of what they must do before anything else.
    pub due: Option<String>,
    /// How many plans wait for them.
    pub waiting: super::selection::views::Total,
    /// Whether Petugas is theirs.
    pub can_manage_officers: bool,
    /// Whether Daftar Institusi is theirs.
    pub can_list_institutions: bool,
    /// Whether they manage the accounts of their own institution.
    pub can_manage_members: bool,
    /// Whether a code is asked of them, besides the password.
    pub second_factor: bool,
}

/// A demo account, shown on the login page in demo mode only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// User name.
    pub username: String,
    /// Whose it is.
    pub name: String,
    /// What they may do.
    pub role: String,
    /// Its password.
    pub password: String,
}

/// Logs in and goes to `next`, or to the Dashboard.
#[server(endpoint = "identity/log_in")]
pub async fn log_in(form: LoginForm, #[server(default)] next: String) -> Result<Done, AppError> {
    login::log_in(form, &next).await
}

/// Logs out and ends the session.
#[server(endpoint = "identity/log_out")]
pub async fn log_out() -> Result<Done, AppError> {
    login::log_out().await
}

/// Who is logged in. When a page asks by itself it does so quietly: that does not keep the session alive.
#[server(name = WhoAmI, endpoint = "identity/me")]
pub async fn me(#[server(default)] quiet: bool) -> Result<Option<Me>, AppError> {
    use domain::{
        access::Guarded,
        identity::access::{People, PeopleAction},
        institution::access::{Institutions, InstitutionsAction},
        selection::access::{Plans, PlansAction},
        setting::{Settings, SettingsAction},
    };

    use super::context::{caller_if_any, quiet_caller_if_any};

    let caller = if quiet { quiet_caller_if_any().await? } else { caller_if_any().await? };
    let Some(caller) = caller else { return Ok(None) };
    let mut tx = caller.read().await?;
    let Some(user) = store::identity::find(&mut tx, caller.actor.user).await? else { return Ok(None) };
    let waiting = super::selection::queue::waiting(&mut tx, &caller.actor).await?;
    let province = match &user.institution {
        Some(institution) => {
            store::institution::record(&mut tx, institution.id).await?.map(|it| it.place.province)
        }
        None => None,
    };
    Ok(Some(Me {
        zone: Zone::of_province(&province.unwrap_or_default()),
        name: user.name,
        username: user.username,
        role_label: user.role.label().to_owned(),
        institution: user.institution.map(|institution| institution.name),
        commission: user.role.is_commission(),
        can_create_plan: Plans.decide(&caller.actor, PlansAction::Create).is_ok(),
        can_manage_settings: Settings.decide(&caller.actor, SettingsAction::Manage).is_ok(),
        due: caller.duty.map(super::profile::duty_path).map(str::to_owned),
        waiting,
        can_manage_officers: People.decide(&caller.actor, PeopleAction::ManageOfficers).is_ok(),
        can_list_institutions: Institutions.decide(&caller.actor, InstitutionsAction::List).is_ok(),
        can_manage_members: load::manages_members(&caller.actor),
        second_factor: user.second_factor,
    }))
}

/// The demo accounts; none unless the server runs in demo mode.
#[server(endpoint = "identity/demo_accounts")]
pub async fn demo_accounts() -> Result<Vec<DemoAccount>, AppError> {
    let services = super::context::services()?;
    if !services.settings.demo {
        return Ok(Vec::new());
    }
    let mut tx = services.db.read().await?;
    let users = store::demo::accounts(&mut tx).await?;
    Ok(users
        .into_iter()
        .map(|user| DemoAccount {
            role: match &user.institution {
                Some(institution) => format!("{}, {}", user.role.label(), institution.name),
                None => format!("{} komisi", user.role.label()),
            },
            username: user.username,
            name: user.name,
            password: crate::ports::DEMO_PASSWORD.to_owned(),
        })
        .collect())
}
