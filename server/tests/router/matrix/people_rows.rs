//! Petugas, Institusi and accounts: the same questions as about plans, of records that have no phases.

use std::sync::atomic::{AtomicU32, Ordering};

use app::error::AppError;
use domain::{
    id::{InstitutionId, JobTitleId, UserId},
    identity::Role,
    institution::{InstitutionKind, form::Place},
};
use server::{demo::PASSWORD as DEMO, start::clock};
use store::{
    identity::{self, NewUser},
    institution::{self, NewInstitution},
};

use super::UNKNOWN;
use crate::{call::Call, support::Server, typed};

const ADMIN: &str = "admin";
const MANAGER: &str = "adminjaksel";

both!(
    nobody_gets_in_without_logging_in,
    the_wrong_role_is_refused,
    another_institution_finds_nothing,
    an_unknown_number_is_not_found,
    a_stale_version_is_a_conflict,
    bad_input_is_told_at_its_field,
    the_right_call_goes_through,
);

/// A server function about people or institutions.
struct Row {
    path: &'static str,
    /// Whose business it is.
    who: &'static str,
    /// Who may not do it: 403.
    not: &'static [&'static str],
    /// For whom there is no such record: 404.
    hidden: &'static [&'static str],
    /// The name of the number that says what it is about.
    about: Option<&'static str>,
    /// A field, what stands in it, and where the sentence must be.
    bad: &'static [(&'static str, &'static str, &'static str)],
    /// A call that goes through.
    call: fn(&Stage) -> Call,
}

/// People and an institution that nobody else touches, each with version 1.
struct Stage {
    officer: UserId,
    member: UserId,
    closed: UserId,
    institution: InstitutionId,
    title: JobTitleId,
    /// In every name, so that each is there once.
    mark: String,
}

impl Stage {
    async fn set(server: &Server) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mark = format!("x{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut tx = server.db.begin().await.unwrap();
        let title = identity::job_titles(&mut tx).await.unwrap()[0].id;
        let jaksel =
            identity::find_by_username(&mut tx, MANAGER).await.unwrap().unwrap().institution.unwrap().id;
        let new = |kind: &str, role: Role| NewUser {
            username: format!("{kind}.{mark}"),
            name: format!("{kind} {mark}"),
            role,
            institution: (!role.is_commission()).then_some(jaksel),
            password_hash: "belum".into(),
            email: format!("{kind}.{mark}@contoh.go.id"),
            job_title: role.is_commission().then_some(title),
            must_change_password: true,
            at: clock(),
        };
        let officer = identity::insert(&mut tx, &new("petugas", Role::Assistant)).await.unwrap();
        let member = identity::insert(&mut tx, &new("anggota", Role::AuthorisedOfficial)).await.unwrap();
        let closed = identity::insert(&mut tx, &new("bekas", Role::Operator)).await.unwrap();
        identity::set_active(&mut tx, closed, 1, false).await.unwrap();
        let new = NewInstitution {
            name: format!("Institusi {mark}"),
            kind: InstitutionKind::Ministry,
            region: String::new(),
            place: Place::default(),
            email: String::new(),
            at: clock(),
        };
        let institution = institution::insert(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        Self { officer, member, closed, institution, title, mark }
    }
}

/// Each function as it goes through, and who calls it.
pub async fn calls(server: &Server) -> Vec<(&'static str, Call)> {
    let mut calls = Vec::new();
    for row in rows() {
        calls.push((row.who, (row.call)(&Stage::set(server).await)));
    }
    calls
}

/// Every function that stands here.
pub fn paths() -> Vec<&'static str> {
    rows().iter().map(|row| row.path).collect()
}

fn rows() -> Vec<Row> {
    let mut rows = officers();
    rows.extend(accounts());
    rows.extend(institutions());
    rows
}

fn officers() -> Vec<Row> {
    const NOT: &[&str] = &["komisioner", "asisten1", "jaksel", MANAGER];
    let row = |path, call| Row { path, who: ADMIN, not: NOT, hidden: &[], about: None, bad: &[], call };
    vec![
        row("identity/list_officers", |_| Call::of("identity/list_officers")),
        row("identity/job_titles", |_| Call::of("identity/job_titles")),
        Row {
            bad: &[("form[name]", " ", "name"), ("form[name]", "KOMISIONER", "name")],
            ..row("identity/create_job_title", |stage| {
                Call::of("identity/create_job_title").with("form[name]", format!("Analis {}", stage.mark))
            })
        },
        Row {
            about: Some("user"),
            ..row("identity/edit_officer_form", |stage| {
                Call::of("identity/edit_officer_form").with("user", stage.officer)
            })
        },
        Row {
            about: Some("user"),
            bad: &[
                ("form[name]", "", "name"),
                ("form[role]", "operator", "role"),
                ("form[job_title]", "", "job_title"),
                ("form[job_title]", UNKNOWN, "job_title"),
                ("form[username]", "a b", "username"),
                ("form[username]", "KOMISIONER", "username"),
                ("form[email]", "bukan-alamat", "email"),
                ("form[email]", "Komisioner@contoh.go.id", "email"),
                ("form[password]", "pendek", "password"),
                ("form[password]", "indonesia1945", "password"),
                ("form[confirmation]", "lain-sama-sekali", "confirmation"),
                ("form[photo][0]", UNKNOWN, "photo"),
                ("form[photo][0]", "satu", "photo"),
            ],
            ..row("identity/save_officer", |stage| {
                let form = typed::officer(&stage.mark, stage.title);
                let call = Call::of("identity/save_officer").with("own_password", DEMO);
                call.with("user", stage.officer).with("version", 1).form(&form)
            })
        },
    ]
}

fn accounts() -> Vec<Row> {
    const NOT: &[&str] = &[ADMIN, "komisioner", "jaksel"];
    let row = |path, call| Row {
        path,
        who: MANAGER,
        not: NOT,
        hidden: &["bandung"],
        about: Some("user"),
        bad: &[],
        call,
    };
    vec![
        Row {
            not: &["jaksel", "bandung"],
            hidden: &[ADMIN, "komisioner"],
            about: None,
            ..row("identity/list_accounts", |_| Call::of("identity/list_accounts"))
        },
        row("identity/edit_account_form", |stage| {
            Call::of("identity/edit_account_form").with("user", stage.member)
        }),
        Row {
            bad: &[
                ("form[name]", "", "name"),
                ("form[role]", "", "role"),
                ("form[role]", "institution_admin", "role"),
                ("form[role]", "admin", "role"),
                ("form[username]", "jaksel", "username"),
                ("form[email]", "bandung@contoh.go.id", "email"),
                ("form[password]", "pendek", "password"),
            ],
            ..row("identity/save_account", |stage| {
                let form = typed::member(&stage.mark);
                let call = Call::of("identity/save_account").with("own_password", DEMO);
                call.with("user", stage.member).with("version", 1).form(&form)
            })
        },
        row("identity/end_account_sessions", |stage| {
            Call::of("identity/end_account_sessions").with("user", stage.member)
        }),
        row("identity/lift_throttle", |stage| Call::of("identity/lift_throttle").with("user", stage.member)),
        row("identity/deactivate_account", |stage| {
            Call::of("identity/deactivate_account").with("user", stage.member).with("version", 1)
        }),
        row("identity/reactivate_account", |stage| {
            Call::of("identity/reactivate_account").with("user", stage.closed).with("version", 2)
        }),
    ]
}

fn institutions() -> Vec<Row> {
    const NOT: &[&str] = &["komisioner", "asisten1", "jaksel", "bandung", MANAGER];
    const SEEING: &[&str] = &["jaksel", "bandung", MANAGER];
    let row = |path, who, not, call| Row { path, who, not, hidden: &[], about: None, bad: &[], call };
    vec![
        row("institution/list", "komisioner", SEEING, |_| Call::of("institution/list")),
        row("institution/regencies", ADMIN, NOT, |_| {
            Call::of("institution/regencies").with("province", "31")
        }),
        Row {
            about: Some("institution"),
            ..row("institution/get", "komisioner", SEEING, |stage| {
                Call::of("institution/get").with("institution", stage.institution)
            })
        },
        Row {
            about: Some("institution"),
            ..row("institution/edit_form", ADMIN, NOT, |stage| {
                Call::of("institution/edit_form").with("institution", stage.institution)
            })
        },
        Row {
            about: Some("institution"),
            bad: &[
                ("form[name]", "", "name"),
                ("form[name]", "Bandung", "name"),
                ("form[kind]", "desa", "kind"),
                ("form[province]", "", "province"),
                ("form[regency]", "", "regency"),
                ("form[regency]", "31.74", "regency"),
                ("form[regency]", "32.01", "regency"),
                ("form[regency]", "32.99", "regency"),
                ("form[email]", "bukan-alamat", "email"),
            ],
            ..row("institution/save", ADMIN, NOT, |stage| {
                let form = typed::institution(&stage.mark, ["city", "32", "32.75"]);
                Call::of("institution/save")
                    .with("institution", stage.institution)
                    .with("version", 1)
                    .form(&form)
            })
        },
    ]
}

/// Sends these numbers in every field that holds one, from the saved version and from an older one; no answer may
/// hold the secret. How many were sent.
pub async fn none_told(server: &Server, numbers: &[String], secret: &str) -> usize {
    let stage = Stage::set(server).await;
    let mut asked = 0;
    for row in rows().into_iter().filter(|row| row.who == MANAGER) {
        let call = (row.call)(&stage);
        let client = server.client(row.who).await;
        let fields: Vec<String> = call
            .fields()
            .iter()
            .filter(|(name, value)| name != "version" && value.parse::<u64>().is_ok())
            .map(|(name, _)| name.clone())
            .collect();
        for field in fields {
            for number in numbers {
                for version in ["1", "0"] {
                    let call = call.clone().with(&field, number).with("version", version);
                    let reply = call.by(&client).await;
                    assert!(!reply.text.contains(secret), "{} {field}={number}: {}", row.path, reply.text);
                    asked += 1;
                }
            }
        }
    }
    asked
}

async fn nobody_gets_in_without_logging_in(server: Server) {
    let stage = Stage::set(&server).await;
    for row in rows() {
        let reply = (row.call)(&stage).by(&server.visitor()).await;
        assert_eq!(reply.error(), AppError::Unauthenticated, "{}", row.path);
    }
}

async fn the_wrong_role_is_refused(server: Server) {
    let stage = Stage::set(&server).await;
    for row in rows() {
        for name in row.not {
            let reply = (row.call)(&stage).by(&server.client(name).await).await;
            assert!(matches!(reply.error(), AppError::Denied(_)), "{} {name}: {}", row.path, reply.text);
        }
    }
}

async fn another_institution_finds_nothing(server: Server) {
    let stage = Stage::set(&server).await;
    for row in rows() {
        for name in row.hidden {
            let reply = (row.call)(&stage).by(&server.client(name).await).await;
            assert_eq!(reply.error(), AppError::NotFound, "{} {name}", row.path);
        }
    }
}

async fn an_unknown_number_is_not_found(server: Server) {
    let stage = Stage::set(&server).await;
    for row in rows() {
        let Some(about) = row.about else { continue };
        let client = server.client(row.who).await;
        for number in [UNKNOWN, "0", "-1", "9223372036854775807"] {
            let reply = (row.call)(&stage).with(about, number).by(&client).await;
            assert_eq!(reply.error(), AppError::NotFound, "{} {number}", row.path);
        }
        let reply = (row.call)(&stage).with(about, "abc").by(&client).await;
        assert!(matches!(reply.status, 400 | 404), "{}: {}", row.path, reply.text);
    }
}

async fn a_stale_version_is_a_conflict(server: Server) {
    let stage = Stage::set(&server).await;
    let mut checked = 0;
    for row in rows() {
        let call = (row.call)(&stage);
        let Some(version) = call.get("version").map(|version| version.parse::<i64>().unwrap()) else {
            continue;
        };
        let client = server.client(row.who).await;
        for stale in [version - 1, version + 1] {
            let reply = call.clone().with("version", stale).by(&client).await;
            match reply.error() {
                AppError::Conflict(conflict) => assert_eq!(conflict.current_version, version, "{}", row.path),
                other => panic!("{}: {other:?}", row.path),
            }
        }
        let reply = call.with("version", "baru").by(&client).await;
        assert!(matches!(reply.error(), AppError::Malformed(_)), "{}: {}", row.path, reply.text);
        checked += 1;
    }
    assert_eq!(checked, 5);
}

async fn bad_input_is_told_at_its_field(server: Server) {
    let stage = Stage::set(&server).await;
    for row in rows() {
        let client = server.client(row.who).await;
        let long = ("form[name]", "panjang ".repeat(1000), "name");
        let bad = row.bad.iter().map(|(field, value, at)| (*field, (*value).to_owned(), *at));
        for (field, value, at) in bad.chain((!row.bad.is_empty()).then_some(long)) {
            let reply = (row.call)(&stage).with(field, &value).by(&client).await;
            assert_eq!(reply.error().status(), 422, "{} {field}={value:?}: {}", row.path, reply.text);
            assert!(reply.complaint(at).ends_with('.'), "{} {field}={value:?}: {}", row.path, reply.text);
        }
    }
}

/// So that the refusals above come of what they are about.
async fn the_right_call_goes_through(server: Server) {
    for row in rows() {
        let stage = Stage::set(&server).await;
        let reply = (row.call)(&stage).by(&server.client(row.who).await).await;
        assert_eq!(reply.status, 200, "{}: {}", row.path, reply.text);
    }
    server.every_line_has_its_words().await;
}
