//! The first step of logging in, and logging out.

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    field::FieldErrors,
    identity::{
        LoginForm,
        password::{FIRST_PASSWORD_ENDED, first_password_ended},
        throttle::{DEVICE_KEPT, DEVICES, Telling, network_of, password_keys},
    },
    inside::inside_or_home,
    record::{RecordKind, RecordRef},
};
use store::{
    Tx,
    identity::{User, device},
};

use crate::{
    api::{
        context::{caller_if_any, request, services},
        tail::Line,
        throttle::Attempt,
    },
    error::{AppError, Done},
    ports::{
        Device, HalfSignIn, RequestInfo, Sender, Services, SignIn, current_session, half_sign_in, place_hash,
        sign_in, sign_out, verify_password, work::Asker,
    },
};

/// Who knocks: from which network, on which device.
#[derive(Debug)]
pub(super) struct Visitor {
    /// The network.
    pub network: String,
    device: Option<Device>,
    https: bool,
    request: RequestInfo,
}

impl Visitor {
    pub(super) fn of(services: &Services, request: &RequestInfo) -> Self {
        let https = services.settings.is_https();
        Self {
            network: network_of(&request.address),
            device: Device::of_request(https),
            https,
            request: request.clone(),
        }
    }

    /// For whom their password is looked at.
    pub(super) fn asker(&self) -> Asker {
        Asker::Stranger(self.network.clone())
    }

    /// The hash of their device, when the owner of this name has logged in with it before.
    pub(super) async fn known_device(
        &self,
        tx: &mut Tx,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, AppError> {
        let Some(hash) = self.device.as_ref().map(Device::hash) else { return Ok(None) };
        let known = device::is_known(tx, name, &hash, now - DEVICE_KEPT).await?;
        Ok(known.then_some(hash))
    }

    /// Whether the owner of this name has logged in from their network before.
    pub(super) async fn is_at_home(
        &self,
        tx: &mut Tx,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        Ok(device::is_known(tx, name, &place_hash(&self.network), now - DEVICE_KEPT).await?)
    }

    /// Notes that somebody logged in with it, and from where. The cookie is left once that is committed.
    pub(super) async fn remember(
        &self,
        tx: &mut Tx,
        user: &User,
        now: DateTime<Utc>,
    ) -> Result<Remembered, AppError> {
        let ours = match &self.device {
            Some(device) => device::is_ours(tx, &device.hash()).await?,
            None => false,
        };
        // A cookie that somebody else has put there becomes nobody's.
        let device = self.device.clone().filter(|_| ours).unwrap_or_default();
        device::remember(tx, user.id, &place_hash(&self.network), DEVICES, now).await?;
        device::remember(tx, user.id, &device.hash(), DEVICES, now).await?;
        Ok(Remembered { device, https: self.https })
    }

    /// Nobody is logged in yet, so that the line is not written as a caller's.
    pub(super) fn line(&self, user: Option<&User>, name: &str, act: Act, at: DateTime<Utc>) -> Activity {
        Activity {
            user: user.map(|user| user.id),
            name: user.map_or(name, |user| user.name.as_str()).to_owned(),
            at,
            address: self.request.address.clone(),
            act,
            record: RecordRef::new(RecordKind::User, user.map_or(0, |user| user.id.get())),
            institution: user.and_then(|user| user.institution.as_ref()).map(|institution| institution.id),
            before: None,
            after: None,
        }
    }
}

/// A device that is remembered.
#[derive(Debug)]
pub(super) struct Remembered {
    device: Device,
    https: bool,
}

impl Remembered {
    pub(super) fn leave_cookie(&self) {
        self.device.leave(self.https);
    }
}

pub(super) async fn log_in(form: LoginForm, next: &str) -> Result<Done, AppError> {
    let (services, request) = (services()?, request());
    let visitor = Visitor::of(&services, &request);
    let login = form.validate()?;
    let now = (services.clock)();

    let mut tx = services.db.begin().await?;
    let device = visitor.known_device(&mut tx, &login.username, now).await?;
    let at_home = visitor.is_at_home(&mut tx, &login.username, now).await?;
    let keys = password_keys(&login.username, &visitor.network, device.as_deref(), at_home);
    let attempt = Attempt::count(&mut tx, keys, now).await?;
    let user = store::identity::find_by_username(&mut tx, &login.username).await?;
    tx.commit().await?;

    // The same work for an unknown name, so that the time tells nothing.
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let fits = match verify_password(visitor.asker(), hash, login.password.clone()).await {
        Ok(fits) => fits,
        Err(error) => return Err(attempt.unjudged(&services.db, error).await),
    };

    let mut tx = services.db.begin().await?;
    let Some(user) = user.as_ref().filter(|user| fits && user.active) else {
        if attempt.failed(&mut tx, user.is_some()).await? == Telling::Now {
            let line = visitor.line(user.as_ref(), &login.username, Act::LogInFailed, now);
            store::activity::record(&mut tx, &line).await?;
        }
        tx.commit().await?;
        let wrong = FieldErrors::of("password", "Username atau password tidak sesuai.");
        return Err(attempt.warned(wrong.into()));
    };
    Sender::is(user.id);
    if first_password_ended(user.must_change_password, user.password_since(), now) {
        if attempt.failed(&mut tx, true).await? == Telling::Now {
            store::activity::record(&mut tx, &visitor.line(Some(user), "", Act::LogInFailed, now)).await?;
        }
        tx.commit().await?;
        return Err(FieldErrors::of("password", FIRST_PASSWORD_ENDED).into());
    }
    attempt.succeeded(&mut tx).await?;
    let next = inside_or_home(next);
    if user.second_factor {
        // Nobody is logged in before the code was right.
        tx.commit().await?;
        let half = HalfSignIn { user: user.id, since: now, next: next.to_owned() };
        half_sign_in(&current_session().await?, &half).await?;
        return Ok(Done::go("", "/masuk/kode"));
    }
    store::activity::record(&mut tx, &visitor.line(Some(user), "", Act::LogIn, now)).await?;
    let remembered = visitor.remember(&mut tx, user, now).await?;
    tx.commit().await?;
    remembered.leave_cookie();
    sign_in(&current_session().await?, &SignIn::new(user.id, now, &request)).await?;
    Ok(Done::go(format!("Selamat datang, {}.", user.name), next))
}

pub(super) async fn log_out() -> Result<Done, AppError> {
    if let Some(caller) = caller_if_any().await? {
        let mut tx = caller.begin().await?;
        let line = Line::new(Act::LogOut, caller.actor.user, caller.actor.institution);
        caller.record(&mut tx, line).await?;
        tx.commit().await?;
    }
    sign_out(&current_session().await?).await?;
    Ok(Done { message: "Anda sudah keluar.".to_owned(), go: Some("/masuk".to_owned()) })
}
