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
        access::{Action, Subject},
        activity::{Act, RecordKind},
        field::FieldErrors,
        identity::{Role, duty::second_factor_setting},
    };
    use serde_json::json;
    use store::StoreError;

    use crate::{
        api::context::{Line, caller},
        server::second_factor_required,
    };

    let caller = caller().await?;
    caller.may(Action::ManageSettings, &Subject::Everything)?;
    let role = Role::from_code(&role).ok_or_else(|| FieldErrors::of("role", "Pilih Role Pengguna."))?;
    let mut tx = caller.begin().await?;
    let before = second_factor_required(&mut tx, role).await?;
    let value = if required { "1" } else { "0" };
    match store::setting::set(&mut tx, &second_factor_setting(role), value, version).await {
        Err(StoreError::Stale) => {
            return Err(AppError::Refused(
                "Pengaturan ini baru saja diubah oleh orang lain. Muat ulang halaman, lalu periksa."
                    .to_owned(),
            ));
        }
        set => set?,
    }
    let state = |required: bool| json!({ "role": role.label(), "second_factor_required": required });
    let line = Line::new(Act::ChangeSetting, RecordKind::Setting, 0, None);
    caller.record(&mut tx, line.before(state(before)).after(state(required))).await?;
    tx.commit().await?;
    let sentence = if required { "sekarang wajib" } else { "tidak lagi wajib" };
    Ok(Done::stay(format!("Autentikasi dua langkah {sentence} bagi {}.", role.label())))
}
