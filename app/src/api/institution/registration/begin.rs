//! Beginning: all institutions are stored at once, or none; then their passwords are made.

use domain::{
    id::{AttachmentId, RegistrationId, UserId},
    institution::{
        bulk::NewInstitutionRow,
        registration::{Purpose, may_go_on},
    },
};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    institution::{
        self, NewInstitution, Registration,
        registration::{self, NewRegistration},
    },
    job::{self, MakeFirstPasswords},
};
use tower_sessions::Session;

use super::{check, run};
use crate::{
    api::{
        context::{Caller, unexpected},
        import,
        tail::Line,
    },
    error::{AppError, Done},
    ports::{FreshHandout, current_session, hash_password, one_time_password},
};

pub(super) async fn begin(file: AttachmentId, only_good: bool) -> Result<Done, AppError> {
    let caller = check::admin().await?;
    let checked = import::rows::<check::Institution>(&caller, file).await?;
    if !checked.faults.is_empty() && !only_good {
        return Err(AppError::Refused(
            "Masih ada sel yang perlu diperbaiki. Perbaiki spreadsheet, atau daftarkan baris yang sudah benar saja."
                .to_owned(),
        ));
    }
    let total = checked.good.len();
    if total == 0 {
        return Err(AppError::Refused("Tidak ada baris yang dapat didaftarkan.".to_owned()));
    }
    // One that nobody has, until each account is given its own. Before the transaction: it takes long.
    let nobodys = hash_password(one_time_password()).await?;
    let new: Vec<Registration> =
        checked.good.into_iter().map(|row| one(row, nobodys.clone(), &caller)).collect();
    let fresh = Fresh::new(&caller).await?;

    let mut tx = caller.begin().await?;
    still_admin(&mut tx, &caller).await?;
    let stored = institution::register(&mut tx, &new).await.map_err(taken)?;
    let accounts: Vec<UserId> = stored.iter().map(|(_, account)| *account).collect();
    let names: Vec<_> = new.iter().map(|one| json!({ "nama": one.institution.name })).collect();
    let told = json!({ "jumlah": names.len(), "institusi": names });
    let id = fresh.begin(tx, &caller, Purpose::Register, &accounts, told).await?;
    Ok(Done::go(format!("Pendaftaran {total} institusi dimulai."), page(id)))
}

fn one(row: NewInstitutionRow, password_hash: String, caller: &Caller) -> Registration {
    Registration {
        institution: NewInstitution {
            name: row.name,
            kind: row.kind,
            region: row.region,
            place: row.place,
            email: row.email,
            at: caller.now,
        },
        username: row.username,
        password_hash,
    }
}

pub(super) fn page(id: RegistrationId) -> String {
    format!("/institusi/daftarkan/{id}")
}

/// Whoever calls is an Admin also now that the file was read.
pub(super) async fn still_admin(tx: &mut Tx, caller: &Caller) -> Result<(), AppError> {
    let user = store::identity::find(tx, caller.actor.user).await?.ok_or(AppError::Unauthenticated)?;
    may_go_on(&user.name, user.active, user.role).map_err(AppError::Denied)
}

/// Passwords that this session will be able to show.
pub(super) struct Fresh {
    session: Session,
    handout: FreshHandout,
    seed: String,
}

impl Fresh {
    pub(super) async fn new(caller: &Caller) -> Result<Self, AppError> {
        let session = current_session().await?;
        let handout = FreshHandout::new(caller.now);
        let id = session.id().ok_or_else(|| unexpected("a session without an id"))?;
        let seed = handout.seed(&id.to_string()).seal(&caller.services.vault);
        let seed = seed.map_err(|fault| unexpected(&format!("passwords of a registration: {fault}")))?;
        Ok(Self { session, handout, seed })
    }

    /// Notes that passwords are to be made, with the job that makes them and the line of the log, and commits.
    pub(super) async fn begin(
        self,
        mut tx: Tx,
        caller: &Caller,
        purpose: Purpose,
        accounts: &[UserId],
        mut told: Value,
    ) -> Result<RegistrationId, AppError> {
        let by = caller.person();
        let new = NewRegistration { purpose, by: &by, seed: &self.seed, accounts, at: caller.now };
        let id = registration::begin(&mut tx, &new).await?;
        job::enqueue(&mut tx, &MakeFirstPasswords { registration: id }, caller.now, caller.now).await?;
        told["pendaftaran"] = json!(id);
        let line = Line::new(run::act(purpose), id, None);
        caller.record(&mut tx, line.after(told)).await?;
        tx.commit().await?;
        self.handout.keep(&self.session, id, caller.now).await?;
        Ok(id)
    }
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
