//! Every server function against everybody who may not call it, at the wrong time, with the wrong words.

mod end_rows;
mod foreign;
mod own_rows;
mod people_rows;
mod plan_rows;
mod process_rows;
mod rubbish;

use std::collections::BTreeSet;

use app::{
    api::{dashboard::DashboardView, official::OfficialList, selection::views::PlanList},
    error::AppError,
};
use domain::{identity::Role, selection::Phase};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{
        Client, Server,
        samples::{PDF, sheet},
    },
};

const JAKSEL: &str = "jaksel";
const ASISTEN: &str = "asisten1";
const KOMISIONER: &str = "komisioner";
/// One of each role that sees the scene, and an officer who was not appointed.
const EVERYBODY: &[&str] =
    &["admin", KOMISIONER, ASISTEN, "asisten2", JAKSEL, "adminjaksel", "pyb", "ppk", "pansel", "sekretariat"];
/// Somebody who is in no scene.
const NIP: &str = "197203101998032001";
/// No record has this number.
const UNKNOWN: &str = "999999999";

/// A server function about a plan, a vacancy or an applicant.
struct Row {
    path: &'static str,
    /// Whose business it is.
    who: &'static str,
    /// When it may be called.
    ready: (Phase, Far),
    /// When it may not; nothing when it always may.
    wrong: Option<Phase>,
    /// Who else may. Everybody besides who sees the record is refused: 403.
    also: &'static [&'static str],
    /// For whom the record does not exist: 404.
    hidden: &'static [&'static str],
    /// A field, what stands in it, and where the sentence must be.
    bad: &'static [(&'static str, &'static str, &'static str)],
    /// A field that is bounded, and where the sentence must be.
    too_long: Option<(&'static str, &'static str)>,
    /// A call that goes through.
    call: fn(&Scene) -> Call,
}

impl Row {
    const fn new(
        path: &'static str,
        who: &'static str,
        ready: (Phase, Far),
        call: fn(&Scene) -> Call,
    ) -> Self {
        Self {
            path,
            who,
            ready,
            wrong: Some(Phase::Finished),
            also: match who.as_bytes() {
                // Whoever enters an institution's data; whoever acts on any matter of the commission's.
                b"jaksel" => &["adminjaksel"],
                b"asisten1" => &[KOMISIONER],
                _ => &[],
            },
            hidden: &["bandung"],
            bad: &[],
            too_long: None,
            call,
        }
    }

    /// A scene in which it goes through, and the call.
    async fn scene(&self, server: &Server, phase: Phase) -> Call {
        let mut scene = Scene::set(server, phase, self.ready.1).await;
        let person = server.client(self.who).await;
        scene.file = person.attach("surat.pdf", PDF).await;
        if self.path == "selection/import_applicants" {
            let people = sheet(&[&["Nama", "NIP", "Instansi"], &["Kandidat 9", NIP, "Dinas Sosial"]]);
            scene.sheet = person.attach("pelamar.xlsx", &people).await;
        }
        if self.path == "selection/rejoin_applicant" && phase == self.ready.0 {
            process_rows::withdrawal(&scene).by(&person).await.done();
            scene.versions[2] += 1;
        }
        (self.call)(&scene)
    }

    async fn ready(&self, server: &Server) -> Call {
        self.scene(server, self.ready.0).await
    }
}

fn rows() -> Vec<Row> {
    let mut rows = plan_rows::rows();
    rows.extend(process_rows::rows());
    rows.extend(end_rows::rows());
    rows
}

/// Of a plan that may not be there yet.
const MAY_BE_NEW: [&str; 2] = ["selection/save_plan", "selection/keep_plan"];

/// About no record: anybody's, or any logged-in person's.
const PUBLIC: [&str; 5] =
    ["identity/log_in", "identity/log_in_code", "identity/log_out", "identity/me", "identity/demo_accounts"];
const LISTS: [&str; 4] = ["selection/list_plans", "official/list", "activity/list", "dashboard"];

/// About something else than a selection: each has a file of its own.
const ELSEWHERE: [&str; 10] = [
    "registration/list",
    "registration/renew",
    "registration/check",
    "registration/preview",
    "registration/begin",
    "registration/get",
    "registration/forget",
    "holiday/check",
    "holiday/preview",
    "holiday/import",
];

both!(
    nobody_gets_in_without_logging_in,
    whoever_must_do_something_first_is_told_so,
    the_wrong_role_is_refused,
    another_institution_finds_nothing,
    an_unknown_number_is_not_found,
    an_unreadable_number_is_a_bad_request,
    the_wrong_moment_is_refused,
    a_stale_version_is_a_conflict,
    bad_input_is_told_at_its_field,
    the_right_call_goes_through,
    a_draft_has_no_process,
    public_functions_answer_anybody,
    lists_are_ones_own,
);

#[test]
fn every_server_function_has_a_row() {
    let known: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.strip_prefix("/api/").unwrap_or(path).to_owned())
        .collect();
    let rows = rows();
    let people = people_rows::paths();
    let own = own_rows::rows();
    let all: Vec<&str> = rows
        .iter()
        .map(|row| row.path)
        .chain(people.iter().copied())
        .chain(own.iter().map(|row| row.path))
        .chain(PUBLIC)
        .chain(LISTS)
        .chain(ELSEWHERE)
        .collect();
    let here: BTreeSet<String> = all.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(known, here);
    assert_eq!(here.len(), all.len(), "a row stands twice");
}

/// With those of the same institution who enter nothing.
async fn person(server: &Server, name: &str) -> Client {
    let role = match name {
        "pyb" => Some(Role::AuthorisedOfficial),
        "ppk" => Some(Role::AppointingAuthority),
        "pansel" => Some(Role::Committee),
        "sekretariat" => Some(Role::CommitteeSecretariat),
        _ => None,
    };
    if let Some(role) = role {
        let mut tx = server.db.read().await.unwrap();
        let known = store::identity::find_by_username(&mut tx, name).await.unwrap().is_some();
        drop(tx);
        if !known {
            server.add(name, role, JAKSEL).await;
        }
    }
    server.client(name).await
}

/// The name of the number that says what it is about.
fn about(call: &Call) -> &'static str {
    ["applicant", "vacancy", "plan"].into_iter().find(|name| call.get(name).is_some()).unwrap()
}

async fn nobody_gets_in_without_logging_in(server: Server) {
    let visitor = server.visitor();
    for row in rows() {
        let reply = row.ready(&server).await.by(&visitor).await;
        assert_eq!(reply.error(), AppError::Unauthenticated, "{}", row.path);
    }
    for path in LISTS {
        assert_eq!(Call::of(path).by(&visitor).await.error(), AppError::Unauthenticated, "{path}");
    }
}

async fn whoever_must_do_something_first_is_told_so(server: Server) {
    let mut calls = Vec::new();
    for row in rows() {
        calls.push((row.who, row.ready(&server).await));
    }
    calls.extend(LISTS.map(|path| (JAKSEL, Call::of(path))));
    for name in [JAKSEL, ASISTEN, KOMISIONER] {
        server.force_change(name).await;
        let client = server.visitor();
        assert_eq!(client.log_in(name, server::demo::PASSWORD).await.status, 200);
        for (_, call) in calls.iter().filter(|(who, _)| *who == name) {
            let reply = call.by(&client).await;
            assert!(matches!(reply.error(), AppError::Denied(_)), "{call:?}: {}", reply.text);
        }
    }
    assert!(calls.iter().all(|(who, _)| [JAKSEL, ASISTEN, KOMISIONER].contains(who)));
}

async fn the_wrong_role_is_refused(server: Server) {
    for row in rows() {
        // The commission sees no drafts; what it must not do with them it must not do later either.
        let phase = if row.ready.0 == Phase::Draft { Phase::Correction } else { row.ready.0 };
        let call = row.scene(&server, phase).await;
        for name in EVERYBODY.iter().filter(|name| **name != row.who && !row.also.contains(name)) {
            let reply = call.by(&person(&server, name).await).await;
            assert!(matches!(reply.error(), AppError::Denied(_)), "{} {name}: {}", row.path, reply.text);
        }
    }
}

async fn another_institution_finds_nothing(server: Server) {
    for row in rows() {
        let call = row.ready(&server).await;
        for name in row.hidden {
            let reply = call.by(&person(&server, name).await).await;
            assert_eq!(reply.error(), AppError::NotFound, "{} {name}", row.path);
        }
        if row.ready.0 == Phase::Draft {
            let reply = call.by(&person(&server, KOMISIONER).await).await;
            assert_eq!(reply.error(), AppError::NotFound, "{}: a draft is its institution's alone", row.path);
        }
    }
}

async fn an_unknown_number_is_not_found(server: Server) {
    for row in rows() {
        let call = row.ready(&server).await;
        let client = server.client(row.who).await;
        for number in [UNKNOWN, "0", "-1", "9223372036854775807"] {
            let reply = call.clone().with(about(&call), number).by(&client).await;
            assert_eq!(reply.error(), AppError::NotFound, "{} {number}", row.path);
        }
    }
}

async fn an_unreadable_number_is_a_bad_request(server: Server) {
    for row in rows() {
        let call = row.ready(&server).await;
        let client = server.client(row.who).await;
        let reply = call.clone().with(about(&call), "abc").by(&client).await;
        // A new plan has no number, so it is a text there.
        let fits = match reply.error() {
            AppError::Malformed(_) => !MAY_BE_NEW.contains(&row.path),
            AppError::NotFound => MAY_BE_NEW.contains(&row.path),
            _ => false,
        };
        assert!(fits, "{}: {}", row.path, reply.text);
        if call.get("version").is_some() {
            let reply = call.clone().with("version", "baru").by(&client).await;
            assert!(matches!(reply.error(), AppError::Malformed(_)), "{}: {}", row.path, reply.text);
        }
    }
    let jaksel = server.client(JAKSEL).await;
    let odd = Call::of("selection/save_plan").with("plan", "").with("intent", "simpan").by(&jaksel).await;
    assert!(matches!(odd.error(), AppError::Malformed(_)), "{}", odd.text);
}

async fn the_wrong_moment_is_refused(server: Server) {
    for row in rows() {
        let Some(wrong) = row.wrong else { continue };
        let reply = row.scene(&server, wrong).await.by(&server.client(row.who).await).await;
        assert!(matches!(reply.error(), AppError::Refused(_)), "{}: {}", row.path, reply.text);
    }
}

async fn a_stale_version_is_a_conflict(server: Server) {
    let mut checked = 0;
    for row in rows() {
        let call = row.ready(&server).await;
        let Some(version) = call.get("version").map(|version| version.parse::<i64>().unwrap()) else {
            continue;
        };
        let client = server.client(row.who).await;
        for stale in [version - 1, version + 1] {
            let reply = call.clone().with("version", stale).by(&client).await;
            match reply.error() {
                AppError::Conflict(conflict) => {
                    assert_eq!(conflict.current_version, version, "{}", row.path);
                    assert_eq!(conflict.by(), "Jakarta Selatan", "{}", row.path);
                }
                other => panic!("{}: {other:?}", row.path),
            }
        }
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} functions take a version");
}

async fn bad_input_is_told_at_its_field(server: Server) {
    for row in rows() {
        let call = row.ready(&server).await;
        let client = server.client(row.who).await;
        for (field, value, at) in row.bad {
            let reply = call.clone().with(field, value).by(&client).await;
            assert_eq!(reply.error().status(), 422, "{} {field}={value:?}: {}", row.path, reply.text);
            assert!(reply.complaint(at).ends_with('.'), "{} {field}={value:?}: {}", row.path, reply.text);
        }
        if let Some((field, at)) = row.too_long {
            let reply = call.clone().with(field, "panjang ".repeat(1000)).by(&client).await;
            assert!(reply.complaint(at).ends_with('.'), "{} {field}: {}", row.path, reply.text);
        }
    }
}

/// So that the refusals above come of what they are about.
async fn the_right_call_goes_through(server: Server) {
    for row in rows() {
        let reply = row.ready(&server).await.by(&server.client(row.who).await).await;
        assert_eq!(reply.status, 200, "{}: {}", row.path, reply.text);
    }
    server.every_line_has_its_words().await;
}

/// Not even for those whose draft it is.
async fn a_draft_has_no_process(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client(JAKSEL).await;
    for path in [
        "selection/get_vacancy",
        "selection/get_vacancy_summary",
        "selection/get_inauguration",
        "selection/get_appointment",
    ] {
        let reply = Call::of(path).with("vacancy", scene.vacancy).by(&jaksel).await;
        assert!(matches!(reply.error(), AppError::NotFound | AppError::Refused(_)), "{path}: {}", reply.text);
    }
    let record = Call::of("selection/get_track_record").with("applicant", scene.applicant).by(&jaksel).await;
    assert_eq!(record.error(), AppError::NotFound, "{}", record.text);
    let page = jaksel.page(&format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy)).await;
    assert_eq!(page.status, 404, "{}", page.text);
}

async fn public_functions_answer_anybody(server: Server) {
    let visitor = server.visitor();
    for path in ["identity/me", "identity/demo_accounts", "identity/log_out"] {
        assert_eq!(Call::of(path).by(&visitor).await.status, 200, "{path}");
    }
    let empty = Call::of("identity/log_in").with("form[username]", "").by(&visitor).await;
    assert!(!empty.complaint("username").is_empty() && !empty.complaint("password").is_empty());
    let unreadable = Call::of("identity/log_in").by(&visitor).await;
    assert!(matches!(unreadable.error(), AppError::Malformed(_)), "{}", unreadable.text);
    let unreadable = Call::of("identity/me").with("quiet", "x").by(&visitor).await;
    assert!(matches!(unreadable.error(), AppError::Malformed(_)), "{}", unreadable.text);
}

async fn lists_are_ones_own(server: Server) {
    let scene = Scene::set(&server, Phase::Submitted, Far::Entered).await;
    let draft = Scene::set(&server, Phase::Draft, Far::Entered).await;
    for (name, seen) in [("jaksel", 2), ("pyb", 2), ("komisioner", 1), ("bandung", 0)] {
        let client = person(&server, name).await;
        let list: PlanList = Call::of("selection/list_plans").by(&client).await.json();
        let ids: Vec<_> = list.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), seen, "{name}");
        assert_eq!(ids.contains(&scene.plan), seen > 0, "{name}");
        assert_eq!(ids.contains(&draft.plan), seen > 1, "{name}");
        let view: DashboardView = Call::of("dashboard").by(&client).await.json();
        assert_eq!(view.phases.iter().map(|(_, count)| *count as usize).sum::<usize>(), seen, "{name}");
        let officials: OfficialList = Call::of("official/list").by(&client).await.json();
        assert!(officials.rows.is_empty(), "{name}");
    }
}
