//! Wajibkan autentikasi dua langkah.

use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Says whether the people of a role must have a second factor. Those without one set it up before anything
/// else, from their next request on.
#[server(endpoint = "settings/require_second_factor")]
pub async fn require_second_factor(
    role: String,
    version: i64,
    #[server(default)] required: bool,
) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        event::Change,
        field::{FieldChange, FieldErrors},
        identity::{
            Role,
            duty::{is_required, second_factor_setting},
        },
        setting::{Settings, SettingsAction},
    };
    use serde_json::json;
    use store::setting;

    use crate::api::{
        context::caller,
        tail::{Line, check_version},
    };

    let caller = caller().await?;
    caller.may(&Settings, SettingsAction::Manage)?;
    let role = Role::from_code(&role).ok_or_else(|| FieldErrors::of("role", "Pilih Role Pengguna."))?;
    let key = second_factor_setting(role);
    let mut tx = caller.begin().await?;
    let saved = setting::find_to_change(&mut tx, &key, ("role", Some(role.label()))).await?;
    let before = is_required(Some(&saved.value));
    check_version(&saved, version, || {
        let word = |required: bool| if required { "Wajib" } else { "Tidak wajib" };
        let label = format!("Autentikasi dua langkah bagi {}", role.label());
        FieldChange::between(&label, word(required), word(before)).into_iter().collect()
    })?;
    setting::set(&mut tx, &key, if required { "1" } else { "0" }, version).await?;
    let state = |required: bool| json!({ "role": role.label(), "second_factor_required": required });
    let line = Line::of(&saved, Act::ChangeSetting).before(state(before)).after(state(required));
    caller.change(&mut tx, &saved, line, Change::Saved).await?;
    tx.commit().await?;
    let sentence = if required { "sekarang wajib" } else { "tidak lagi wajib" };
    Ok(Done::stay(format!("Autentikasi dua langkah {sentence} bagi {}.", role.label())))
}
