//! How sessions are kept.

use chrono::{DateTime, TimeDelta, Utc};
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
);

fn in_eleven_hours() -> DateTime<Utc> {
    clock() + TimeDelta::hours(11)
}

fn in_thirteen_hours() -> DateTime<Utc> {
    clock() + TimeDelta::hours(13)
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
    sessions(&server).delete_expired().await.unwrap();
    assert!(sessions(&server).load(&id).await.unwrap().is_some());
    DbSessions::new(server.db.clone(), in_thirteen_hours).delete_expired().await.unwrap();
    assert!(sessions(&server).load(&id).await.unwrap().is_none());
}
