//! What nobody should send: nothing at all, and rubbish in each field of each server function. Whatever it is, it is
//! answered in words, and never with a fault of the server's.

use app::error::AppError;
use http::Method;

use server::demo::PASSWORD;

use super::{ASISTEN, KOMISIONER, UNKNOWN, own_rows, people_rows, rows};
use crate::{
    call::Call,
    second_factor::{begin, enrol, half, noon},
    support::{Client, Reply, Server},
};

const NUL: &str = "\u{0}";
const RUBBISH: [&str; 6] =
    ["", "-1", "99999999999999999999", NUL, "\u{202e}'; DROP TABLE plan; --", "<script>alert(1)</script>"];

both!(
    whoever_sends_nothing_is_answered_in_words,
    rubbish_in_any_field_of_a_selection_is_answered_in_words,
    rubbish_in_any_field_about_people_is_answered_in_words,
    rubbish_in_any_field_about_oneself_is_answered_in_words,
    rubbish_in_any_field_of_a_registration_or_a_list_is_answered_in_words,
    rubbish_as_ones_own_password_is_told_at_its_field,
    rubbish_as_a_code_is_told_at_its_field,
    rubbish_at_the_login_is_told_at_its_field,
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
    assert_ne!(reply.status, 429, "nobody has looked at it: {call:?}");
}

/// Each field in turn holds each kind of rubbish, is missing, or is many where one was asked for.
async fn each_field(call: &Call, client: &Client) {
    for (name, _) in call.fields() {
        one_field(call, name, client).await;
    }
}

async fn one_field(call: &Call, name: &str, client: &Client) {
    for rubbish in RUBBISH {
        let call = call.clone().with(name, rubbish);
        in_words(&call, &call.by(client).await);
    }
    let missing = call.clone().without(name);
    in_words(&missing, &missing.by(client).await);
    let many = missing.with(&format!("{name}[0][x]"), "1");
    in_words(&many, &many.by(client).await);
}

/// Whether it is proven with it who sits there: wrong ones are counted, and some of them make the others wait.
fn is_secret(name: &str) -> bool {
    ["own_password", "form[current]", "form[password]", "form[confirmation]", "form[code]"].contains(&name)
}

/// The same person in a new session, in which nothing was counted yet.
async fn anew(server: &Server, who: &str) -> Client {
    let client = server.visitor();
    client.log_in(who, PASSWORD).await.done();
    client
}

/// Rubbish in a secret field is told there, or where a new password is repeated; and so is one that is missing.
async fn told_there(call: &Call, name: &str, client: &Client) {
    let field = name.strip_prefix("form[").map_or(name, |name| name.trim_end_matches(']'));
    let missing = call.clone().without(name);
    let readable = RUBBISH.into_iter().filter(|rubbish| *rubbish != NUL);
    for call in readable.map(|rubbish| call.clone().with(name, rubbish)).chain([missing.clone()]) {
        let reply = call.by(client).await;
        assert_eq!(reply.status, 422, "{call:?}: {}", reply.text);
        let told = [field, "confirmation"].iter().any(|at| reply.complaint(at).ends_with('.'));
        assert!(told, "{call:?}: {}", reply.text);
    }
    // What no form holds is not read at all.
    for unreadable in [call.clone().with(name, NUL), missing.with(&format!("{name}[0][x]"), "1")] {
        let reply = unreadable.by(client).await;
        assert!(matches!(reply.error(), AppError::Malformed(_)), "{unreadable:?}: {}", reply.text);
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
        if !call.fields().iter().any(|(name, _)| is_secret(name)) {
            each_field(&call, &server.client(who).await).await;
            continue;
        }
        for (name, _) in call.fields() {
            one_field(&call, name, &anew(&server, who).await).await;
        }
    }
}

async fn rubbish_in_any_field_about_oneself_is_answered_in_words(server: Server) {
    for row in own_rows::rows() {
        let (call, client) = (row.call(), server.client(row.who).await);
        for (name, _) in call.fields().iter().filter(|(name, _)| !is_secret(name)) {
            one_field(&call, name, &client).await;
        }
    }
}

async fn rubbish_in_any_field_of_a_registration_or_a_list_is_answered_in_words(server: Server) {
    let admin = server.client("admin").await;
    let sheet = admin.attach_sheet("institusi.csv", b"Nama\r\n").await;
    for call in [
        Call::of("registration/check").with("form[sheet][0]", &sheet),
        Call::of("registration/preview").with("file", &sheet),
        Call::of("registration/begin").with("file", &sheet).with("only_good", "true"),
        Call::of("registration/get").with("registration", UNKNOWN),
        Call::of("registration/forget").with("registration", UNKNOWN),
        Call::of("registration/renew").with("registration", UNKNOWN),
        Call::of("selection/list_plans").with("filter[q]", "dinas").with("filter[status]", "draft"),
        Call::of("official/list").with("filter[q]", "dinas"),
        Call::of("activity/list").with("filter[kegiatan]", "log_in").with("filter[dari]", "2016-08-10"),
        Call::of("identity/me").with("quiet", "true"),
    ] {
        each_field(&call, &admin).await;
    }
}

async fn rubbish_as_ones_own_password_is_told_at_its_field(server: Server) {
    let mut tried = 0;
    for row in own_rows::rows() {
        let call = row.call();
        for (name, _) in call.fields().iter().filter(|(name, _)| is_secret(name) && name != "form[code]") {
            told_there(&call, name, &anew(&server, row.who).await).await;
            tried += 1;
        }
    }
    assert_eq!(tried, 8);
}

/// Rubbish is no code, so none of it is counted.
async fn rubbish_as_a_code_is_told_at_its_field(server: Server) {
    let server = server.at(noon);
    let confirm = Call::of("profile/confirm_second_factor").with("form[code]", "123456");
    let jaksel = server.client("jaksel").await;
    begin(&jaksel).await;
    told_there(&confirm, "form[code]", &jaksel).await;
    let (bandung, ..) = enrol(&server, "bandung").await;
    let mut tried = 0;
    for row in own_rows::rows() {
        let call = row.call().with("form[code]", "123456");
        // Whoever has one begins none.
        if row.path != "profile/begin_second_factor"
            && call.fields().iter().any(|(name, _)| is_secret(name) && name != "form[code]")
        {
            told_there(&call, "form[code]", &bandung).await;
            tried += 1;
        }
    }
    assert_eq!(tried, 5);
    let owing = half(&server, "bandung").await;
    told_there(&Call::of("identity/log_in_code").with("form[code]", "123456"), "form[code]", &owing).await;
}

/// Wrong passwords are counted by name and network, so the other field is tried from elsewhere.
async fn rubbish_at_the_login_is_told_at_its_field(server: Server) {
    let call = Call::of("identity/log_in").with("form[username]", "jaksel").with("form[password]", PASSWORD);
    let call = call.with("next", "/seleksi");
    let at = |address| server.visitor().at_address(address);
    told_there(&call, "form[password]", &at("198.51.100.1")).await;
    one_field(&call, "form[username]", &at("198.51.100.2")).await;
    one_field(&call, "next", &at("198.51.100.3")).await;
}
