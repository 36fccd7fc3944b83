//! What nobody should send: nothing at all, and rubbish in each field of each server function. Whatever it is, it is
//! answered in words, and never with a fault of the server's.

use app::error::AppError;
use http::Method;

use super::{ASISTEN, KOMISIONER, own_rows, people_rows, rows};
use crate::{
    call::Call,
    support::{Client, Reply, Server},
};

const RUBBISH: [&str; 6] = [
    "",
    "-1",
    "99999999999999999999",
    "\u{0}",
    "\u{202e}'; DROP TABLE plan; --",
    "<script>alert(1)</script>",
];

both!(
    whoever_sends_nothing_is_answered_in_words,
    rubbish_in_any_field_of_a_selection_is_answered_in_words,
    rubbish_in_any_field_about_people_is_answered_in_words,
    rubbish_in_any_field_about_oneself_is_answered_in_words,
);

/// An answer, or a refusal that says what it is.
fn in_words(call: &Call, reply: &Reply) {
    if reply.status == 200 {
        return;
    }
    let error = reply.error();
    let told = match &error {
        AppError::Invalid(errors) => errors.iter().all(|(_, sentence)| sentence.ends_with(['.', '?'])),
        other => !other.to_string().trim().is_empty(),
    };
    assert!(told && (400..500).contains(&reply.status), "{call:?}: {}", reply.text);
}

/// Each field in turn holds each kind of rubbish, is missing, or is many where one was asked for.
async fn each_field(call: &Call, client: &Client) {
    for (name, _) in call.fields() {
        for rubbish in RUBBISH {
            let call = call.clone().with(name, rubbish);
            in_words(&call, &call.by(client).await);
        }
        let missing = call.clone().without(name);
        in_words(&missing, &missing.by(client).await);
        let many = missing.with(&format!("{name}[0][x]"), "1");
        in_words(&many, &many.by(client).await);
    }
}

async fn whoever_sends_nothing_is_answered_in_words(server: Server) {
    let clients = [
        server.visitor(),
        server.client("admin").await,
        server.client(KOMISIONER).await,
        server.client(ASISTEN).await,
        server.client("jaksel").await,
        server.client("adminjaksel").await,
    ];
    let mut asked = 0;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
        let path = path.strip_prefix("/api/").unwrap_or(path);
        // Whoever logs out is a visitor, and stays one.
        let clients = if path == "identity/log_out" { &clients[..1] } else { &clients[..] };
        for client in clients {
            let call = Call::of(path);
            in_words(&call, &call.by(client).await);
            asked += 1;
        }
    }
    assert!(asked > 300, "{asked}");
}

async fn rubbish_in_any_field_of_a_selection_is_answered_in_words(server: Server) {
    for row in rows() {
        each_field(&row.ready(&server).await, &server.client(row.who).await).await;
    }
}

async fn rubbish_in_any_field_about_people_is_answered_in_words(server: Server) {
    for (who, call) in people_rows::calls(&server).await {
        each_field(&call, &server.client(who).await).await;
    }
}

async fn rubbish_in_any_field_about_oneself_is_answered_in_words(server: Server) {
    for row in own_rows::rows() {
        // Whoever gives wrong passwords waits longer each time; that is tried elsewhere.
        let call = row.call();
        if call.fields().iter().any(|(name, _)| name.contains("password") || name.contains("code")) {
            continue;
        }
        each_field(&call, &server.client(row.who).await).await;
    }
}
