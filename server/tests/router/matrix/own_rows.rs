//! Functions about no plan: one's own profile, and the settings.

use app::error::AppError;
use server::demo::PASSWORD;

use crate::{call::Call, support::Server};

/// A server function about oneself, or about the whole system.
pub struct OwnRow {
    pub path: &'static str,
    /// Who calls it.
    pub who: &'static str,
    /// Whose role may not: 403.
    not: &'static [&'static str],
    /// A field, what stands in it, and where the sentence must be.
    bad: &'static [(&'static str, &'static str, &'static str)],
    /// Fields with which it is well formed.
    fields: &'static [(&'static str, &'static str)],
    /// What it answers then to somebody who has set up nothing.
    answer: u16,
}

impl OwnRow {
    const fn new(path: &'static str) -> Self {
        Self { path, who: "jaksel", not: &[], bad: &[], fields: &[], answer: 200 }
    }

    /// Well formed.
    pub fn call(&self) -> Call {
        self.fields.iter().fold(Call::of(self.path), |call, (name, value)| call.with(name, value))
    }
}

const SHORT: &str = "pendek";
const NEW: &str = "kuda-terbang-biru-42";

pub fn rows() -> Vec<OwnRow> {
    vec![
        OwnRow::new("profile/show"),
        OwnRow {
            bad: &[
                ("form[current]", "", "current"),
                ("form[current]", "bukan kata sandinya", "current"),
                ("form[password]", SHORT, "password"),
                ("form[password]", "indonesia1945", "password"),
                ("form[confirmation]", "lain", "confirmation"),
            ],
            fields: &[("form[current]", PASSWORD), ("form[password]", NEW), ("form[confirmation]", NEW)],
            // Its answer ends the session that the rows share.
            answer: 0,
            ..OwnRow::new("profile/change_password")
        },
        OwnRow {
            bad: &[("form[password]", "", "password")],
            fields: &[("session", "tidak-ada"), ("form[password]", PASSWORD)],
            answer: 404,
            ..OwnRow::new("profile/end_session")
        },
        OwnRow {
            bad: &[("form[password]", "", "password")],
            fields: &[("form[password]", PASSWORD)],
            ..OwnRow::new("profile/end_other_sessions")
        },
        OwnRow::new("profile/second_factor"),
        OwnRow {
            bad: &[("form[password]", "", "password"), ("form[password]", SHORT, "password")],
            fields: &[("form[password]", PASSWORD)],
            ..OwnRow::new("profile/begin_second_factor")
        },
        OwnRow {
            bad: &[
                ("form[code]", "", "code"),
                ("form[code]", "12345", "code"),
                ("form[code]", "abcdefgh23", "code"),
            ],
            fields: &[("form[code]", "123456")],
            answer: 0,
            ..OwnRow::new("profile/confirm_second_factor")
        },
        OwnRow {
            bad: &[("form[password]", "", "password"), ("form[password]", SHORT, "password")],
            fields: &[("form[password]", PASSWORD)],
            answer: 409,
            ..OwnRow::new("profile/disable_second_factor")
        },
        OwnRow {
            bad: &[("form[password]", "", "password"), ("form[password]", SHORT, "password")],
            fields: &[("form[password]", PASSWORD)],
            answer: 409,
            ..OwnRow::new("profile/renew_recovery_codes")
        },
        OwnRow::new("profile/recovery_codes"),
        OwnRow::new("profile/put_away_recovery_codes"),
        OwnRow { who: "admin", not: &["komisioner", "asisten1", "jaksel"], ..OwnRow::new("settings/show") },
        OwnRow {
            who: "admin",
            not: &["komisioner", "asisten1", "jaksel"],
            bad: &[("role", "raja", "role"), ("role", "", "role")],
            fields: &[("role", "assistant"), ("version", "0"), ("required", "true")],
            ..OwnRow::new("settings/require_second_factor")
        },
        OwnRow { who: "admin", not: &["komisioner", "asisten1", "jaksel"], ..OwnRow::new("job/list") },
        OwnRow { fields: &[("filter[q]", "sosial")], ..OwnRow::new("search") },
        OwnRow {
            who: "komisioner",
            not: &["asisten1", "jaksel", "adminjaksel"],
            bad: &[
                ("form[plans][0]", "", "plans"),
                ("form[plans][0]", "7", "plans"),
                ("form[plans][0]", "tujuh:1", "plans"),
                ("form[officer]", "", "officer"),
                ("form[officer]", "999999999", "officer"),
            ],
            fields: &[("form[plans][0]", "999999999:1"), ("form[officer]", "1")],
            answer: 404,
            ..OwnRow::new("selection/assign_officers")
        },
        OwnRow {
            bad: &[("form[name]", "", "name"), ("form[name]", " ", "name")],
            fields: &[("form[name]", "Reviu saya"), ("form[query]", "tab=saya&sesudah=7")],
            ..OwnRow::new("selection/save_view")
        },
        OwnRow { fields: &[("name", "tidak ada")], answer: 404, ..OwnRow::new("selection/remove_view") },
        OwnRow {
            not: &["admin", "komisioner", "asisten1"],
            bad: &[("first", "", "first"), ("first", "besok", "first"), ("first", "31/02/2026", "first")],
            fields: &[("first", "01/12/2026")],
            ..OwnRow::new("selection/usual_schedule")
        },
        OwnRow {
            who: "admin",
            not: &["komisioner", "asisten1", "jaksel"],
            fields: &[("job", "999999999")],
            answer: 404,
            ..OwnRow::new("job/retry")
        },
    ]
    .into_iter()
    .chain(holidays())
    .collect()
}

fn holidays() -> [OwnRow; 6] {
    let row = |path| OwnRow { who: "admin", not: &["komisioner", "asisten1", "jaksel"], ..OwnRow::new(path) };
    [
        row("holiday/list"),
        row("holiday/edit_form"),
        OwnRow {
            bad: &[
                ("form[date]", "", "date"),
                ("form[date]", "2028-02-30", "date"),
                // That list is closed.
                ("form[date]", "2026-01-01", "reason"),
                ("form[name]", " ", "name"),
                ("form[kind]", "harian", "kind"),
                ("form[kind]", "regional", "province"),
                ("form[decree]", "", "decree"),
                ("form[province]", "31", "province"),
            ],
            fields: &[
                ("holiday", ""),
                ("version", "0"),
                ("form[date]", "2028-05-01"),
                ("form[name]", "Hari Buruh Internasional"),
                ("form[kind]", "national"),
                ("form[decree]", "SKB 3 Menteri"),
                ("form[province]", ""),
                ("form[reason]", ""),
            ],
            ..row("holiday/save")
        },
        OwnRow {
            fields: &[("holiday", "999999999"), ("version", "1"), ("form[reason]", "")],
            answer: 404,
            ..row("holiday/remove")
        },
        OwnRow {
            bad: &[("form[decree]", " ", "decree")],
            fields: &[("year", "2099"), ("form[decree]", "SKB 3 Menteri")],
            answer: 409,
            ..row("holiday/close_year")
        },
        OwnRow {
            bad: &[
                ("form[closing]", "25.00", "closing"),
                ("form[plan_review]", "0", "plan_review"),
                ("form[report_review]", "-1", "report_review"),
                ("form[report_review]", "6", "since"),
                ("form[since]", "besok", "since"),
            ],
            fields: &[
                ("version", "0"),
                ("form[joint_leave]", "true"),
                ("form[closing]", "24.00"),
                ("form[plan_review]", "5"),
                ("form[report_review]", "5"),
                ("form[since]", ""),
            ],
            ..row("holiday/save_rules")
        },
    ]
}

both!(
    nobody_gets_in_without_logging_in,
    the_wrong_role_is_refused,
    bad_input_is_told_at_its_field,
    the_right_call_is_answered,
    whoever_must_do_something_first_is_told_so,
);

async fn nobody_gets_in_without_logging_in(server: Server) {
    for row in rows() {
        let reply = row.call().by(&server.visitor()).await;
        assert_eq!(reply.error(), AppError::Unauthenticated, "{}", row.path);
    }
}

async fn the_wrong_role_is_refused(server: Server) {
    for row in rows() {
        for name in row.not {
            let reply = row.call().by(&server.client(name).await).await;
            assert!(matches!(reply.error(), AppError::Denied(_)), "{} {name}: {}", row.path, reply.text);
        }
    }
}

async fn bad_input_is_told_at_its_field(server: Server) {
    for row in rows() {
        let client = server.client(row.who).await;
        for (field, value, at) in row.bad {
            let reply = row.call().with(field, value).by(&client).await;
            assert_eq!(reply.error().status(), 422, "{} {field}={value:?}: {}", row.path, reply.text);
            assert!(reply.complaint(at).ends_with('.'), "{} {field}={value:?}: {}", row.path, reply.text);
        }
    }
}

async fn the_right_call_is_answered(server: Server) {
    for row in rows().into_iter().filter(|row| row.answer != 0) {
        let reply = row.call().by(&server.client(row.who).await).await;
        assert_eq!(reply.status, row.answer, "{}: {}", row.path, reply.text);
    }
    server.every_line_has_its_words().await;
}

async fn whoever_must_do_something_first_is_told_so(server: Server) {
    let (jaksel, admin) = (server.visitor(), server.visitor());
    for (name, client) in [("jaksel", &jaksel), ("admin", &admin)] {
        server.force_change(name).await;
        assert_eq!(client.log_in(name, PASSWORD).await.status, 200);
    }
    for row in rows().into_iter().filter(|row| row.path != "profile/change_password") {
        let client = if row.who == "admin" { &admin } else { &jaksel };
        let reply = row.call().by(client).await;
        assert!(matches!(reply.error(), AppError::Denied(_)), "{}: {}", row.path, reply.text);
    }
}
