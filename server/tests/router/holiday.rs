//! Hari libur and Aturan tenggat.

use std::time::Duration;

use app::{
    api::{
        dashboard::DashboardView,
        holiday::{HolidayEditor, HolidayPreview, HolidayYear},
        institution::InstitutionView,
    },
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{event::Change, id::HolidayId, identity::Role, record::RecordKind, selection::forms::SheetForm};
use tokio::time::timeout;

use crate::{
    call::Call,
    support::{Client, Reply, Server},
    typed,
};

both!(
    the_lists_come_along_and_only_the_admin_keeps_them,
    a_closed_year_is_changed_with_a_reason_that_stands_in_the_log,
    a_day_is_entered_once_for_a_region,
    a_change_is_news_to_the_commission,
    of_two_who_change_one_the_second_is_told_both,
    a_year_that_is_filled_is_closed_once,
    a_spreadsheet_is_checked_shown_and_entered_as_a_whole,
    faults_are_told_by_cell_and_nothing_is_entered,
    the_rules_are_set_and_both_sides_told,
    a_missing_list_is_said_on_the_dashboard_from_october_on,
    the_same_without_a_script,
    an_institution_lies_in_a_remote_region_by_decree,
);

const HEADS: &str = "Tanggal*;Nama*;Jenis*;Dasar hukum*;Provinsi\r\n";
const GOOD: &str = "01/01/2028;Tahun Baru 2028;Libur nasional;SKB 1/2027;\r\n\
                    02/01/2028;Hari Jadi;Libur daerah;Pergub 7/2027;Jawa Barat\r\n";

fn new(date: &str) -> Call {
    Call::of("holiday/save")
        .with("form[date]", date)
        .with("form[name]", "Libur Uji")
        .with("form[kind]", "national")
        .with("form[decree]", "SKB Uji")
}

async fn year(client: &Client, year: &str) -> HolidayYear {
    Call::of("holiday/list").with("year", year).by(client).await.json()
}

/// The number of a holiday of the name that [`new`] gives.
async fn found(client: &Client, of: &str) -> HolidayId {
    year(client, of).await.rows.iter().find(|row| row.holiday.name.starts_with("Libur Uji")).unwrap().id
}

/// What the last line of the log says the record is now.
async fn last_after(server: &Server) -> serde_json::Value {
    let mut tx = server.db.read().await.unwrap();
    let query = store::activity::ActivityQuery { limit: 1, ..Default::default() };
    store::activity::list(&mut tx, &query).await.unwrap().rows[0].after.clone().unwrap()
}

async fn the_lists_come_along_and_only_the_admin_keeps_them(server: Server) {
    let admin = server.client("admin").await;
    let list = year(&admin, "2027").await;
    assert_eq!((list.rows.len(), list.version), (26, 0));
    assert!([2024, 2025, 2026, 2027].iter().all(|year| list.years.contains(year)));
    assert!(list.closed.unwrap().decree.contains("1205/2026"));
    assert_eq!(Call::of("holiday/list").with("year", "dua").by(&admin).await.error(), AppError::NotFound);
    let page = admin.page("/hari-libur?tahun=2027").await.text;
    for text in
        ["Minggu, 26 Desember 2027", "Seluruh Indonesia", "Perubahan memerlukan alasan", "Aturan tenggat"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert_eq!(admin.get("/hari-libur/templat.xlsx").await.status, 200);
    assert!(admin.page("/profil").await.text.contains("href=\"/hari-libur\""));

    let file = admin.attach_sheet("libur.csv", format!("{HEADS}{GOOD}").as_bytes()).await;
    let form = SheetForm { sheet: vec![file.clone()] };
    let calls = [
        Call::of("holiday/check").form(&form),
        Call::of("holiday/preview").with("file", &file),
        Call::of("holiday/import").with("file", &file),
    ];
    for call in &calls {
        assert_eq!(call.by(&server.visitor()).await.error(), AppError::Unauthenticated);
    }
    for name in ["komisioner", "asisten1", "jaksel", "adminjaksel"] {
        let other = server.client(name).await;
        for call in &calls {
            assert!(matches!(call.by(&other).await.error(), AppError::Denied(_)), "{name}");
        }
        assert_eq!(other.get("/hari-libur/templat.xlsx").await.status, 403, "{name}");
        assert!(!other.page("/profil").await.text.contains("/hari-libur"), "{name}");
    }
}

async fn a_closed_year_is_changed_with_a_reason_that_stands_in_the_log(server: Server) {
    let admin = server.client("admin").await;
    let refused = new("2026-08-18").by(&admin).await;
    assert!(refused.complaint("reason").contains("2026 sudah ditutup"), "{}", refused.text);
    let done = new("2026-08-18").with("form[reason]", "SKB perubahan").by(&admin).await.done();
    assert_eq!(done.go.as_deref(), Some("/hari-libur?tahun=2026"));
    let after = last_after(&server).await;
    assert_eq!(
        (after["date"].as_str(), after["alasan"].as_str()),
        (Some("2026-08-18"), Some("SKB perubahan"))
    );
    assert_eq!(server.work_off().await, 1, "clocks are computed anew");
    // Neither is one taken out of a closed year without saying why.
    let id = found(&admin, "2026").await;
    let moved = new("2028-08-18").with("holiday", id).with("version", 1);
    assert!(!moved.by(&admin).await.complaint("reason").is_empty());
    let gone = Call::of("holiday/remove").with("holiday", id).with("version", 1);
    assert!(!gone.by(&admin).await.complaint("reason").is_empty());
    gone.with("form[reason]", "Dicabut").by(&admin).await.done();
    assert_eq!(last_after(&server).await["alasan"], "Dicabut");
    assert_eq!(year(&admin, "2026").await.rows.len(), 25);
    assert_eq!(server.acts().await[..2], ["remove_holiday", "add_holiday"]);
    assert_eq!(server.work_off().await, 1);
    let page = admin.page("/log").await.text;
    assert!(page.contains("Menghapus hari libur") && page.contains("Dasar hukum"), "{page}");
}

async fn a_day_is_entered_once_for_a_region(server: Server) {
    let admin = server.client("admin").await;
    let regional =
        |province: &str| new("2028-03-01").with("form[kind]", "regional").with("form[province]", province);
    for call in [new("2028-03-01"), regional("31"), regional("32")] {
        call.by(&admin).await.done();
        let twice = call.by(&admin).await;
        assert!(twice.complaint("date").contains("sudah ada"), "{}", twice.text);
    }
    let nowhere = regional("99").by(&admin).await;
    assert!(!nowhere.complaint("province").is_empty());
    let regions: Vec<_> = year(&admin, "2028").await.rows.into_iter().map(|row| row.region).collect();
    assert_eq!(regions, ["Seluruh Indonesia", "DKI Jakarta", "Jawa Barat"]);
    // One that is changed may not come to lie on another.
    let id = found(&admin, "2028").await;
    let moved = regional("31").with("holiday", id).with("version", 1).by(&admin).await;
    assert!(!moved.complaint("date").is_empty());
}

async fn a_change_is_news_to_the_commission(server: Server) {
    let admin = server.client("admin").await;
    let mut heard = server.db.subscribe();
    new("2028-03-01").by(&admin).await.done();
    let rules = Call::of("holiday/save_rules").with("version", 0).with("form[closing]", "16.00");
    rules.with("form[plan_review]", "5").with("form[report_review]", "5").by(&admin).await.done();
    for kind in [RecordKind::Holiday, RecordKind::Setting] {
        let event = timeout(Duration::from_secs(5), heard.recv()).await.expect("an event in time").unwrap();
        assert_eq!((event.about.kind, event.institution, event.change), (kind, None, Change::Saved));
    }
}

async fn of_two_who_change_one_the_second_is_told_both(server: Server) {
    let admin = server.client("admin").await;
    new("2028-04-03").by(&admin).await.done();
    let id = found(&admin, "2028").await;
    let edit = |name: &str, version: i64| {
        new("2028-04-03").with("holiday", id).with("version", version).with("form[name]", name)
    };
    edit("Libur Uji A", 1).by(&admin).await.done();
    let AppError::Conflict(conflict) = edit("Libur Uji B", 1).by(&admin).await.error() else {
        panic!("no conflict")
    };
    assert_eq!((conflict.current_version, conflict.by()), (2, "Admin KASN"));
    let fields: Vec<_> = conflict.fields.iter().map(|it| (it.before.as_str(), it.after.as_str())).collect();
    assert_eq!(fields, [("Libur Uji B", "Libur Uji A")]);
    let gone = Call::of("holiday/remove").with("holiday", id);
    let AppError::Conflict(conflict) = gone.clone().with("version", 1).by(&admin).await.error() else {
        panic!("no conflict")
    };
    assert_eq!(conflict.fields[0].after, "03/04/2028, Libur Uji A");
    let editor: HolidayEditor = Call::of("holiday/edit_form").with("holiday", id).by(&admin).await.json();
    assert_eq!((editor.version, editor.form.name.as_str()), (2, "Libur Uji A"));
    assert_eq!(admin.page(&format!("/hari-libur/{id}/ubah")).await.status, 200);
    gone.clone().with("version", 2).by(&admin).await.done();
    assert_eq!(gone.with("version", 2).by(&admin).await.error(), AppError::NotFound);
    assert_eq!(edit("Libur Uji C", 2).by(&admin).await.error(), AppError::NotFound);
    assert_eq!(admin.page(&format!("/hari-libur/{id}/ubah")).await.status, 404);
}

async fn a_year_that_is_filled_is_closed_once(server: Server) {
    let admin = server.client("admin").await;
    let close = Call::of("holiday/close_year").with("year", 2028).with("form[decree]", "SKB 1/2027");
    assert!(matches!(close.by(&admin).await.error(), AppError::Refused(_)), "there is nothing in it");
    new("2028-01-01").by(&admin).await.done();
    assert!(admin.page("/hari-libur?tahun=2028").await.text.contains("Tutup daftar 2028"));
    close.by(&admin).await.done();
    assert_eq!(server.acts().await[0], "close_holidays");
    assert!(matches!(close.by(&admin).await.error(), AppError::Refused(_)));
    let closed = year(&admin, "2028").await.closed.unwrap();
    assert_eq!((closed.decree.as_str(), closed.by.as_str()), ("SKB 1/2027", "Admin KASN"));
    assert!(!admin.page("/hari-libur?tahun=2028").await.text.contains("Tutup daftar 2028"));
    assert!(!new("2028-01-02").by(&admin).await.complaint("reason").is_empty());
}

async fn preview(client: &Client, rows: &str) -> (String, HolidayPreview) {
    let file = client.attach_sheet("libur.csv", format!("{HEADS}{rows}").as_bytes()).await;
    let checked = Call::of("holiday/check").form(&SheetForm { sheet: vec![file.clone()] }).by(client).await;
    assert_eq!(checked.done().go.unwrap(), format!("/hari-libur/impor?berkas={file}"));
    let page = client.page(&format!("/hari-libur/impor?berkas={file}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let view = Call::of("holiday/preview").with("file", &file).by(client).await.json();
    (file, view)
}

fn import(file: &str) -> Call {
    Call::of("holiday/import").with("file", file)
}

async fn a_spreadsheet_is_checked_shown_and_entered_as_a_whole(server: Server) {
    let admin = server.client("admin").await;
    server.add("admin2", Role::Admin, "admin").await;
    let other = server.client("admin2").await;
    let (file, view) = preview(&admin, GOOD).await;
    assert_eq!((view.import.good, view.import.bad_cells, view.closed), (2, 0, false));
    assert_eq!(view.import.sample[1][4], "Jawa Barat");
    let (same, _) = preview(&other, GOOD).await;
    let done = import(&file).by(&admin).await.done();
    assert_eq!(done.go.as_deref(), Some("/hari-libur?tahun=2028"));
    assert_eq!(year(&admin, "2028").await.rows.len(), 2);
    assert_eq!(server.acts().await[0], "import_holidays");
    assert_eq!(last_after(&server).await["hari_libur"][1]["province"], "32");
    assert_eq!(server.work_off().await, 1);
    // What somebody entered meanwhile keeps all out.
    assert!(matches!(import(&same).by(&other).await.error(), AppError::Refused(_)));
    // One day of a closed year among them asks for a reason.
    let (file, view) = preview(&admin, "18/08/2026;Cuti;Cuti bersama;SKB ubahan;\r\n").await;
    assert!(view.closed);
    assert!(!import(&file).by(&admin).await.complaint("reason").is_empty());
    import(&file).with("form[reason]", "SKB ubahan").by(&admin).await.done();
    assert_eq!(last_after(&server).await["alasan"], "SKB ubahan");
}

async fn faults_are_told_by_cell_and_nothing_is_entered(server: Server) {
    let admin = server.client("admin").await;
    let rows =
        format!("{GOOD}01/01/2027;Tahun Baru;Libur nasional;SKB;\r\n31/02/2028;;Hari raya;SKB;Atlantis\r\n");
    let (file, view) = preview(&admin, &rows).await;
    let places: Vec<_> = view
        .import
        .faults
        .iter()
        .map(|fault| (fault.row, fault.letter.as_str(), fault.column.as_str()))
        .collect();
    let expected = [(4, "A", "Tanggal"), (5, "A", "Tanggal"), (5, "B", "Nama"), (5, "C", "Jenis")];
    assert_eq!((view.import.bad_cells, places.as_slice()), (4, expected.as_slice()));
    assert!(matches!(import(&file).by(&admin).await.error(), AppError::Refused(_)));
    assert!(year(&admin, "2028").await.rows.is_empty());
    let page = admin.page(&format!("/hari-libur/impor?berkas={file}")).await.text;
    assert!(page.contains("Yang perlu diperbaiki") && !page.contains("Impor 2 hari libur"), "{page}");
    let headless = admin.attach_sheet("libur.csv", b"Tanggal;Nama\r\n01/01/2028;Tahun Baru\r\n").await;
    let reply = Call::of("holiday/check").form(&SheetForm { sheet: vec![headless] }).by(&admin).await;
    assert!(reply.complaint("sheet").contains("Dasar hukum"), "{}", reply.text);
}

async fn the_rules_are_set_and_both_sides_told(server: Server) {
    let admin = server.client("admin").await;
    let set = |version: i64, plan: &str, since: &str| {
        Call::of("holiday/save_rules")
            .with("version", version)
            .with("form[closing]", "16.30")
            .with("form[plan_review]", plan)
            .with("form[report_review]", "5")
            .with("form[since]", since)
    };
    assert!(!set(0, "7", "").by(&admin).await.complaint("since").is_empty());
    assert!(!set(0, "0", "2027-01-01").by(&admin).await.complaint("plan_review").is_empty());
    set(0, "7", "2099-01-01").by(&admin).await.done();
    let list = year(&admin, "").await;
    assert_eq!((list.version, list.limits.len(), list.rules.closing.as_str()), (1, 1, "16.30"));
    assert_eq!((list.rules.joint_leave.as_str(), list.rules.plan_review.as_str()), ("false", "5"));
    assert_eq!(server.acts().await[0], "change_setting");
    assert_eq!(last_after(&server).await["limits"][0]["days"], 7);
    assert_eq!(server.work_off().await, 1);
    let AppError::Conflict(conflict) =
        set(0, "5", "").with("form[joint_leave]", "true").by(&admin).await.error()
    else {
        panic!("no conflict")
    };
    let fields: Vec<_> = conflict.fields.iter().map(|it| (it.before.as_str(), it.after.as_str())).collect();
    assert_eq!((conflict.current_version, fields.as_slice()), (1, [("Ya", "Tidak")].as_slice()));
    assert!(admin.page("/hari-libur").await.text.contains("7 hari kerja sejak 01/01/2099"));
}

fn in_september() -> DateTime<Utc> {
    "2027-09-30T16:59:59Z".parse().unwrap()
}

/// In Jakarta; elsewhere it is September yet.
fn in_october() -> DateTime<Utc> {
    "2027-09-30T17:00:00Z".parse().unwrap()
}

async fn missing(server: &Server, name: &str) -> Vec<i32> {
    let view: DashboardView = Call::of("dashboard").by(&server.client(name).await).await.json();
    view.missing_years
}

async fn a_missing_list_is_said_on_the_dashboard_from_october_on(server: Server) {
    assert_eq!(missing(&server.at(in_september), "admin").await, [0; 0]);
    let october = server.at(in_october);
    for name in ["komisioner", "jaksel"] {
        assert_eq!(missing(&october, name).await, [0; 0], "{name}");
    }
    assert_eq!(missing(&october, "admin").await, [2028]);
    let admin = october.client("admin").await;
    let page = admin.page("/").await.text;
    assert!(page.contains("Daftar hari libur 2028 belum ditutup"), "{page}");
    // A list that is being filled in is none yet.
    new("2028-01-01").by(&admin).await.done();
    assert_eq!(missing(&october, "admin").await, [2028]);
    let close = Call::of("holiday/close_year").with("year", 2028).with("form[decree]", "SKB 1/2027");
    close.by(&admin).await.done();
    assert_eq!(missing(&october, "admin").await, [0; 0]);
}

async fn the_same_without_a_script(server: Server) {
    let admin = server.client("admin").await;
    let submit = async |page: &str, call: Call| -> Reply { call.submitted(&admin, page).await };
    let refused = submit("/hari-libur/tambah", new("2027-08-18")).await;
    assert_eq!(refused.status, 422);
    for text in ["value=\"Libur Uji\"", "Tulis alasan perubahannya"] {
        assert!(refused.text.contains(text), "{text}: {}", refused.text);
    }
    let saved = submit("/hari-libur/tambah", new("2028-05-01")).await;
    assert_eq!((saved.status, saved.location()), (303, "/hari-libur?tahun=2028"));
    let list = "/hari-libur?tahun=2028";
    let close = Call::of("holiday/close_year").with("year", 2028).with("form[decree]", "SKB");
    assert_eq!(submit(list, close).await.location(), list);
    let id = found(&admin, "2028").await;
    let page = format!("/hari-libur/{id}/ubah");
    let gone = Call::of("holiday/remove").with("holiday", id).with("version", 1);
    let refused = submit(&page, gone.clone()).await;
    assert!(refused.status == 422 && refused.text.contains("2028 sudah ditutup"), "{}", refused.text);
    assert_eq!(submit(&page, gone.with("form[reason]", "Keliru")).await.location(), list);
}

async fn an_institution_lies_in_a_remote_region_by_decree(server: Server) {
    let admin = server.client("admin").await;
    let form = typed::institution("terluar", ["regency", "53", "53.01"]);
    let call = Call::of("institution/save").form(&form).with("form[remote_decree]", "Perpres 63/2020");
    let place = call.by(&admin).await.done().go.unwrap();
    let id = place.rsplit('/').next().unwrap();
    let get = Call::of("institution/get").with("institution", id);
    let view: InstitutionView = get.by(&admin).await.json();
    assert_eq!(view.remote_decree, "Perpres 63/2020");
    assert!(admin.page(&place).await.text.contains("Perpres 63/2020"));
    assert_eq!(server.work_off().await, 0, "it has no clocks yet");
    let edit = call.with("institution", id);
    let central = edit.clone().with("version", 1).with("form[kind]", "ministry").by(&admin).await;
    assert!(!central.complaint("remote_decree").is_empty());
    edit.clone().with("version", 1).with("form[remote_decree]", "").by(&admin).await.done();
    assert_eq!(last_after(&server).await["daerah_3t"], "");
    assert_eq!(server.work_off().await, 1);
    let AppError::Conflict(conflict) = edit.with("version", 1).by(&admin).await.error() else {
        panic!("no conflict")
    };
    assert!(
        conflict.fields.iter().any(|field| field.label == "Penetapan daerah 3T" && field.after.is_empty())
    );
}
