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
        field::FieldErrors,
        identity::{Role, duty::second_factor_setting},
        record::{RecordKind, RecordRef},
        setting::{Settings, SettingsAction},
    };
    use serde_json::json;
    use store::StoreError;

    use crate::{
        api::{context::caller, tail::Line},
        ports::second_factor_required,
    };

    let caller = caller().await?;
    caller.may(&Settings, SettingsAction::Manage)?;
    let role = Role::from_code(&role).ok_or_else(|| FieldErrors::of("role", "Pilih Role Pengguna."))?;
    let mut tx = caller.begin().await?;
    let before = second_factor_required(&mut tx, role).await?;
    let value = if required { "1" } else { "0" };
    match store::setting::set(&mut tx, &second_factor_setting(role), value, version).await {
        Err(StoreError::Stale) => return Err(clash::told(&mut tx, &caller, role, required).await?),
        set => set?,
    }
    let state = |required: bool| json!({ "role": role.label(), "second_factor_required": required });
    let line = Line::new(Act::ChangeSetting, RecordRef::only(RecordKind::Setting), None);
    caller.record(&mut tx, line.before(state(before)).after(state(required))).await?;
    tx.commit().await?;
    let sentence = if required { "sekarang wajib" } else { "tidak lagi wajib" };
    Ok(Done::stay(format!("Autentikasi dua langkah {sentence} bagi {}.", role.label())))
}

#[cfg(feature = "ssr")]
mod clash {
    use domain::{
        activity::Act,
        field::FieldChange,
        identity::{
            Role,
            duty::{is_required, second_factor_setting},
        },
        record::RecordKind,
    };
    use store::{Tx, activity::ActivityQuery};

    use crate::{
        api::context::{Caller, conflict},
        error::AppError,
    };

    /// So many changes of settings are looked through for the last one of this one.
    const LOOKED_THROUGH: u32 = 100;

    /// Somebody else changed the setting first: what this person wants, beside what is set.
    pub(super) async fn told(
        tx: &mut Tx,
        caller: &Caller,
        role: Role,
        wanted: bool,
    ) -> Result<AppError, AppError> {
        let setting = store::setting::find(tx, &second_factor_setting(role)).await?;
        let query = ActivityQuery {
            record: Some(RecordKind::Setting),
            act: Some(Act::ChangeSetting),
            limit: LOOKED_THROUGH,
            ..ActivityQuery::default()
        };
        let lines = store::activity::list(tx, &query).await?.rows;
        let of_this = |after: &serde_json::Value| after["role"] == role.label();
        let last = lines.into_iter().find(|line| line.after.as_ref().is_some_and(of_this));
        let (by, at) = last.map_or(("Sistem".to_owned(), caller.now), |line| (line.name, line.at));
        let word = |required: bool| if required { "Wajib" } else { "Tidak wajib" };
        let set = is_required(setting.as_ref().map(|setting| setting.value.as_str()));
        let label = format!("Autentikasi dua langkah bagi {}", role.label());
        let fields = FieldChange::between(&label, word(wanted), word(set)).into_iter().collect();
        Ok(conflict(setting.map_or(0, |setting| setting.version), &by, at, fields))
    }
}
