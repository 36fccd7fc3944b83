//! Jabatan of the commission's people, and `+ Tambah Jabatan` (Gambar 4).

use domain::identity::account::JobTitleForm;
use leptos::prelude::*;

use crate::{
    api::Choice,
    error::{AppError, Done},
};

/// Every Jabatan, by name.
#[server(endpoint = "identity/job_titles")]
pub async fn list_job_titles() -> Result<Vec<Choice>, AppError> {
    use domain::identity::access::{People, PeopleAction};

    use crate::api::context::caller;

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOfficers)?;
    let mut tx = caller.read().await?;
    add::choices(&mut tx).await
}

/// Adds a Jabatan.
#[server(endpoint = "identity/create_job_title")]
pub async fn create_job_title(#[server(default)] form: JobTitleForm) -> Result<Done, AppError> {
    use domain::identity::access::{People, PeopleAction};

    use crate::api::context::caller;

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOfficers)?;
    let name = form.validate()?;
    let mut tx = caller.begin().await?;
    add::insert(&mut tx, &caller, "name", &name).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Jabatan {name} telah ditambahkan.")))
}

#[cfg(feature = "ssr")]
pub(super) mod add {
    use domain::{activity::Act, field::FieldErrors};
    use serde_json::json;
    use store::{Tx, identity};

    use crate::{
        api::{Choice, context::Caller, tail::Line},
        error::AppError,
    };

    /// Stores a Jabatan; `field` is where a complaint stands.
    pub(crate) async fn insert(
        tx: &mut Tx,
        caller: &Caller,
        field: &str,
        name: &str,
    ) -> Result<(), AppError> {
        let id = identity::insert_job_title(tx, name).await.map_err(|error| {
            if error.is_unique("job_title_name_key") {
                return FieldErrors::of(field, "Jabatan ini sudah ada. Pilih dari daftar.").into();
            }
            AppError::from(error)
        })?;
        let line = Line::new(Act::CreateJobTitle, id, None);
        caller.record(tx, line.after(json!({ "name": name }))).await
    }

    /// Every Jabatan as a choice.
    pub(crate) async fn choices(tx: &mut Tx) -> Result<Vec<Choice>, AppError> {
        let titles = identity::job_titles(tx).await?;
        Ok(titles.into_iter().map(|title| Choice::new(title.id.to_string(), title.name)).collect())
    }
}
