//! How sessions are kept.

use app::ports::{SessionLimits, Settings};
use chrono::{DateTime, TimeDelta, Utc};
use http::Method;
use server::{session_store::DbSessions, start::clock};
use tower_sessions::{SessionStore as _, session::Id};

use crate::support::{Client, Server};

both!(
    reading_writes_nothing,
    a_session_ends_when_nobody_uses_it,
    using_it_keeps_it,
    the_database_does_not_hold_the_cookie,
    a_made_up_cookie_opens_nothing,
    saving_does_not_bring_an_ended_session_back,
    ended_sessions_are_swept_out,
    a_busy_session_ends_too,
    a_shorter_limit_counts_at_once,
    what_a_page_asks_by_itself_does_not_keep_it,
    the_settings_say_how_long,
    an_older_login_without_an_owner_opens_nothing,
);

fn in_eleven_hours() -> DateTime<Utc> {
    clock() + TimeDelta::hours(11)
}

fn in_thirteen_hours() -> DateTime<Utc> {
    clock() + TimeDelta::hours(13)
}

fn in_six_days_and_a_bit() -> DateTime<Utc> {
    clock() + TimeDelta::hours(24 * 6 + 20)
}

fn in_a_week() -> DateTime<Utc> {
    clock() + TimeDelta::hours(24 * 7) + TimeDelta::minutes(1)
}

fn in_twenty_minutes() -> DateTime<Utc> {
    clock() + TimeDelta::minutes(20)
}

fn id(client: &Client) -> Id {
    client.cookies()["sijapti"].parse().unwrap()
}

fn sessions(server: &Server) -> DbSessions {
    DbSessions::new(server.db.clone(), clock)
}

async fn reading_writes_nothing(server: Server) {
    let person = server.client("jaksel").await;
    let before = sessions(&server).load(&id(&person)).await.unwrap().unwrap();
    assert_eq!(person.page("/").await.status, 200);
    assert!(person.is_logged_in().await);
    let after = sessions(&server).load(&id(&person)).await.unwrap().unwrap();
    assert_eq!(before.expiry_date, after.expiry_date);
}

async fn a_session_ends_when_nobody_uses_it(server: Server) {
    let cookies = server.client("jaksel").await.cookies();
    let late = server.at(in_thirteen_hours);
    assert!(!late.visitor().with_cookies(cookies).is_logged_in().await);
}

async fn using_it_keeps_it(server: Server) {
    let cookies = server.client("jaksel").await.cookies();
    assert!(server.at(in_eleven_hours).visitor().with_cookies(cookies.clone()).is_logged_in().await);
    assert!(server.at(in_thirteen_hours).visitor().with_cookies(cookies).is_logged_in().await);
}

async fn the_database_does_not_hold_the_cookie(server: Server) {
    let person = server.client("jaksel").await;
    let mut tx = server.db.read().await.unwrap();
    let found = store::session::load(&mut tx, &person.cookies()["sijapti"], clock()).await.unwrap();
    assert_eq!(found, None);
}

async fn a_made_up_cookie_opens_nothing(server: Server) {
    for cookie in [Id(12).to_string(), "x".to_owned(), String::new()] {
        let visitor = server.visitor().with_cookies([("sijapti".to_owned(), cookie)].into());
        assert!(!visitor.is_logged_in().await);
        assert_eq!(visitor.page("/").await.status, 303);
    }
}

async fn saving_does_not_bring_an_ended_session_back(server: Server) {
    let person = server.client("jaksel").await;
    let store = sessions(&server);
    let record = store.load(&id(&person)).await.unwrap().unwrap();
    person.post("/api/identity/log_out", &[]).await;
    store.save(&record).await.unwrap();
    assert_eq!(store.load(&record.id).await.unwrap(), None);
}

async fn ended_sessions_are_swept_out(server: Server) {
    let person = server.client("jaksel").await;
    let id = id(&person);
    server.worker().begin_rounds().await.unwrap();
    server.work_off().await;
    assert!(sessions(&server).load(&id).await.unwrap().is_some());
    server.at(in_thirteen_hours).work_off().await;
    assert!(sessions(&server).load(&id).await.unwrap().is_none());
}

/// With an idle limit that never comes, so that only the other one counts.
async fn a_busy_session_ends_too(server: Server) {
    let patient = SessionLimits { idle: TimeDelta::hours(24 * 30), ..SessionLimits::default() };
    let server = server.beside(Settings { session: patient, ..Settings::default() });
    let cookies = server.client("jaksel").await.cookies();
    let id: Id = cookies["sijapti"].parse().unwrap();
    let at = |clock| DbSessions::new(server.db.clone(), clock).with_limits(patient);
    assert!(at(in_six_days_and_a_bit).load(&id).await.unwrap().is_some());
    assert!(at(in_a_week).load(&id).await.unwrap().is_none());
    assert!(!server.at(in_a_week).visitor().with_cookies(cookies).is_logged_in().await);
}

async fn a_shorter_limit_counts_at_once(server: Server) {
    let id = id(&server.client("jaksel").await);
    let short = SessionLimits { absolute: TimeDelta::minutes(15), ..SessionLimits::default() };
    let late = DbSessions::new(server.db.clone(), in_twenty_minutes);
    assert!(late.clone().load(&id).await.unwrap().is_some());
    assert!(late.with_limits(short).load(&id).await.unwrap().is_none());
    // For requests too, which need not load the session.
    let short = Settings { session: short, ..Settings::default() };
    let person = server.client("jaksel").await;
    assert!(person.is_logged_in().await);
    let late = server.beside_at(short, in_twenty_minutes).visitor().with_cookies(person.cookies());
    assert!(!late.is_logged_in().await);
    assert_eq!(late.get("/live").await.status, 401);
}

async fn what_a_page_asks_by_itself_does_not_keep_it(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let cookies = server.client("jaksel").await.cookies();
    let page = server.at(in_eleven_hours).visitor().with_cookies(cookies.clone());
    let line = page.send(page.to(Method::GET, "/live"), "").await;
    assert_eq!(line.status(), 200);
    let plan = plan.to_string();
    for (function, fields) in [
        ("identity/me", [("quiet", "true")].as_slice()),
        ("dashboard", &[]),
        ("selection/get_plan", &[("plan", &plan)]),
    ] {
        assert_eq!(page.post(&format!("/api/{function}"), fields).await.status, 200, "{function}");
    }
    let late = server.at(in_thirteen_hours).visitor().with_cookies(cookies);
    assert!(!late.is_logged_in().await);
}

async fn the_settings_say_how_long(server: Server) {
    let short = SessionLimits { idle: TimeDelta::minutes(15), ..SessionLimits::default() };
    let server = server.beside(Settings { session: short, ..Settings::default() });
    let cookies = server.client("jaksel").await.cookies();
    assert!(!server.at(in_twenty_minutes).visitor().with_cookies(cookies).is_logged_in().await);
}

/// As they were stored before sessions had owners: nobody could end them.
async fn an_older_login_without_an_owner_opens_nothing(server: Server) {
    let session = tower_sessions::Session::new(None, std::sync::Arc::new(sessions(&server)), None);
    session.insert("user", 1).await.unwrap();
    session.save().await.unwrap();
    let cookie = session.id().unwrap().to_string();
    let visitor = server.visitor().with_cookies([("sijapti".to_owned(), cookie)].into());
    assert!(!visitor.is_logged_in().await);
}
