//! The settings as they are.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// What is asked of each role.
    pub roles: Vec<RoleRule>,
}

/// What is asked of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRule {
    /// The role's code.
    pub role: String,
    /// Its words.
    pub label: String,
    /// Whether its people must have a second factor.
    pub required: bool,
    /// The setting's version; 0 while it is as it came.
    pub version: i64,
}

/// The settings.
#[server(name = GetSettings, endpoint = "settings/show")]
pub async fn show() -> Result<SettingsView, AppError> {
    use domain::{
        identity::{
            Role,
            duty::{is_required, second_factor_setting},
        },
        setting::{Settings, SettingsAction},
    };

    use crate::api::context::caller;

    let caller = caller().await?;
    caller.may(&Settings, SettingsAction::Manage)?;
    let mut tx = caller.read().await?;
    let settings = store::setting::all(&mut tx).await?;
    let roles = Role::ALL.into_iter().map(|role| {
        let key = second_factor_setting(role);
        let setting = settings.iter().find(|setting| setting.key == key);
        RoleRule {
            role: role.code().to_owned(),
            label: role.label().to_owned(),
            required: is_required(setting.map(|setting| setting.value.as_str())),
            version: setting.map_or(0, |setting| setting.version),
        }
    });
    Ok(SettingsView { roles: roles.collect() })
}
