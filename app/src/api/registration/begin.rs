//! Beginning a registration, looking at it, and forgetting its passwords.

use domain::{
    access::{Action, Subject},
    activity::{Act, RecordKind},
    id::{AttachmentId, RegistrationId},
    institution::registration::RegistrationProgress,
};
use serde_json::json;
use store::institution::registration;

use super::{RegistrationState, RegistrationView, check, run};
use crate::{
    api::context::{Line, caller},
    error::{AppError, Done},
};

pub(super) async fn begin(file: AttachmentId, only_good: bool) -> Result<Done, AppError> {
    let caller = caller().await?;
    caller.may(Action::ManageInstitutions, &Subject::Everything)?;
    let checked = check::rows(&caller, file).await?;
    if !checked.faults.is_empty() && !only_good {
        return Err(AppError::Refused(
            "Masih ada sel yang perlu diperbaiki. Perbaiki spreadsheet, atau daftarkan baris yang sudah benar saja."
                .to_owned(),
        ));
    }
    let Ok(total @ 1..) = u32::try_from(checked.good.len()) else {
        return Err(AppError::Refused("Tidak ada baris yang dapat didaftarkan.".to_owned()));
    };
    let mut tx = caller.begin().await?;
    let id = registration::begin(&mut tx, &caller.person(), total, caller.now).await?;
    tx.commit().await?;
    run::start(caller, id, checked.good);
    Ok(Done::go(format!("Pendaftaran {total} institusi dimulai."), format!("/institusi/daftarkan/{id}")))
}

pub(super) async fn view(id: RegistrationId) -> Result<RegistrationView, AppError> {
    let caller = caller().await?;
    caller.may(Action::ManageInstitutions, &Subject::Everything)?;
    let mut tx = caller.read().await?;
    let registration = registration::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let state = if registration.is_broken_off(caller.now) {
        RegistrationState::Failed("Pendaftaran terhenti karena server berhenti. Ulangi dari awal.".to_owned())
    } else {
        match registration.progress {
            RegistrationProgress::Running { done } => RegistrationState::Running(done),
            RegistrationProgress::Failed { reason } => RegistrationState::Failed(reason),
            RegistrationProgress::Finished { handout, .. } => RegistrationState::Finished(handout),
        }
    };
    Ok(RegistrationView { id, total: registration.total, state })
}

pub(super) async fn forget(id: RegistrationId) -> Result<Done, AppError> {
    let caller = caller().await?;
    caller.may(Action::ManageInstitutions, &Subject::Everything)?;
    let mut tx = caller.begin().await?;
    registration::find(&mut tx, id).await?.ok_or(AppError::NotFound)?.forget()?;
    registration::forget(&mut tx, id).await?;
    let line = Line::new(Act::RegisterInstitutions, RecordKind::Institution, 0, None)
        .after(json!({ "pendaftaran": id, "daftar_password": "dihapus" }));
    caller.record(&mut tx, line).await?;
    tx.commit().await?;
    Ok(Done::stay("Daftar password telah dihapus."))
}
