//! What goes on by itself: a one-time password for each institution, and then all of them in one transaction.

use domain::{
    activity::{Act, RecordKind},
    id::RegistrationId,
    institution::{bulk::NewInstitutionRow, registration::Handout},
};
use futures::{StreamExt as _, stream};
use serde_json::json;
use store::{
    StoreError,
    institution::{self, NewInstitution, Registration, registration},
};

use crate::{
    api::context::{Caller, Line},
    error::AppError,
    server::{hash_password, one_time_password},
};

/// Hashing waits for its turn anyway; so many stand in line.
const SIDE_BY_SIDE: usize = 4;
/// The page is told after so many.
const STEP: usize = 20;

/// Lets the registration go on by itself; its page tells how far it is.
pub(super) fn start(caller: Caller, id: RegistrationId, rows: Vec<NewInstitutionRow>) {
    tokio::spawn(async move {
        let Err(error) = work(&caller, id, rows).await else { return };
        let reason = match error {
            AppError::Refused(reason) => reason,
            other => {
                tracing::error!(registration = id.get(), error = ?other, "a registration failed");
                "Terjadi gangguan pada sistem; tidak ada institusi yang disimpan. Coba lagi.".to_owned()
            }
        };
        if let Err(error) = fail(&caller, id, &reason).await {
            tracing::error!(registration = id.get(), ?error, "a registration's end cannot be noted");
        }
    });
}

async fn work(caller: &Caller, id: RegistrationId, rows: Vec<NewInstitutionRow>) -> Result<(), AppError> {
    let clock = caller.services.clock;
    let mut ready = Vec::with_capacity(rows.len());
    let mut handout = Vec::with_capacity(rows.len());
    let mut hashed = stream::iter(rows.into_iter().map(with_password)).buffered(SIDE_BY_SIDE);
    while let Some(made) = hashed.next().await {
        let (row, password, password_hash) = made?;
        handout.push(Handout {
            institution: row.name.clone(),
            kind: row.kind.label().to_owned(),
            username: row.username.clone(),
            password,
        });
        ready.push(Registration {
            institution: NewInstitution {
                name: row.name,
                kind: row.kind,
                region: row.region,
                place: row.place,
                email: row.email,
                at: clock(),
            },
            username: row.username,
            password_hash,
        });
        if ready.len().is_multiple_of(STEP) {
            let mut tx = caller.begin().await?;
            registration::come_on(&mut tx, id, u32::try_from(ready.len()).unwrap_or(u32::MAX), clock())
                .await?;
            tx.commit().await?;
        }
    }
    let mut tx = caller.begin().await?;
    let stored = institution::register(&mut tx, &ready).await.map_err(taken)?;
    let names: Vec<_> = stored
        .iter()
        .zip(&ready)
        .map(|((number, _), one)| json!({ "nomor": number, "nama": one.institution.name }))
        .collect();
    let line = Line::new(Act::RegisterInstitutions, RecordKind::Institution, 0, None)
        .after(json!({ "pendaftaran": id, "jumlah": names.len(), "institusi": names }));
    caller.record(&mut tx, line).await?;
    registration::finish(&mut tx, id, &handout, clock()).await?;
    Ok(tx.commit().await?)
}

async fn with_password(row: NewInstitutionRow) -> Result<(NewInstitutionRow, String, String), AppError> {
    let password = one_time_password();
    let hash = hash_password(password.clone()).await?;
    Ok((row, password, hash))
}

async fn fail(caller: &Caller, id: RegistrationId, reason: &str) -> Result<(), AppError> {
    let mut tx = caller.begin().await?;
    registration::fail(&mut tx, id, reason, (caller.services.clock)()).await?;
    Ok(tx.commit().await?)
}

/// Somebody registered one of them since the spreadsheet was checked.
fn taken(error: StoreError) -> AppError {
    let taken =
        ["institution_kind_name_key", "institution_place_key", "account_username_key", "account_email_key"]
            .into_iter()
            .any(|name| error.is_unique(name));
    if taken {
        return AppError::Refused(
            "Ada institusi, username, atau email yang baru saja didaftarkan orang lain. Periksa spreadsheet sekali lagi."
                .to_owned(),
        );
    }
    error.into()
}
