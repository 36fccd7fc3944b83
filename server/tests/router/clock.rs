//! Until when the commission answers: by what is done to a plan, and by the calendar.

use app::api::selection::views::{PlanEditor, PlanList, PlanView};
use chrono::{DateTime, Utc};
use domain::{
    calendar::jakarta_begin,
    clock::ClockStatus,
    holiday::{Holiday, HolidayKind},
    id::PlanId,
    selection::forms::AssignForm,
};
use http::StatusCode;
use store::{
    holiday,
    job::{self, RecomputeClocks},
};

use crate::{
    call::Call,
    support::{Client, Server, samples::PDF},
    typed,
};

both!(
    a_review_runs_pauses_goes_on_and_ends,
    a_changed_calendar_moves_what_runs_and_says_so,
    daftar_seleksi_stands_in_the_order_of_due_days,
    an_institution_takes_its_own_clocks_along,
    a_3t_region_is_never_late,
);

/// Ten in the morning in Jakarta, on a day of August 2026.
fn at(day: u32) -> DateTime<Utc> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 8, day).unwrap();
    jakarta_begin(day).unwrap() + chrono::TimeDelta::hours(10)
}

fn friday_14() -> DateTime<Utc> {
    at(14)
}

fn wednesday_19() -> DateTime<Utc> {
    at(19)
}

fn monday_24() -> DateTime<Utc> {
    at(24)
}

fn wednesday_26() -> DateTime<Utc> {
    at(26)
}

fn monday_31() -> DateTime<Utc> {
    at(31)
}

async fn send(client: &Client, post: usize) -> PlanId {
    let editor: PlanEditor = Call::of("selection/edit_plan_form").by(client).await.json();
    let mut form = typed::plan(&editor.positions[post].value);
    form.letter_number = format!("800/{post}/BKD/2026");
    form.letter_scan = vec![client.attach("surat.pdf", PDF).await];
    let call = Call::of("selection/save_plan").with("plan", "").with("version", 0).with("intent", "send");
    call.form(&form).by(client).await.done().go.unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

async fn view(client: &Client, plan: PlanId) -> PlanView {
    Call::of("selection/get_plan").with("plan", plan).by(client).await.json()
}

async fn line(client: &Client, plan: PlanId) -> String {
    view(client, plan).await.clocks.remove(0).line
}

async fn on(client: &Client, path: &'static str, plan: PlanId) -> Call {
    Call::of(path).with("plan", plan).with("version", view(client, plan).await.version)
}

async fn assign(client: &Client, plan: PlanId) {
    let officers = view(client, plan).await.officers;
    let officer = officers.into_iter().find(|one| one.label.starts_with("Asisten 1 KASN")).unwrap().value;
    on(client, "selection/assign_officer", plan).await.form(&AssignForm { officer }).by(client).await.done();
}

async fn list(client: &Client) -> PlanList {
    Call::of("selection/list_plans").with("filter[urut]", "tenggat").by(client).await.json()
}

async fn a_review_runs_pauses_goes_on_and_ends(server: Server) {
    let jaksel = server.at(friday_14).client("jaksel").await;
    let plan = send(&jaksel, 0).await;
    let wanted = "Berjalan, sisa 5 hari kerja; tenggat Senin, 24 Agustus 2026";
    assert_eq!(line(&jaksel, plan).await, wanted);

    // Assignment does not stop it.
    let wednesday = server.at(wednesday_19);
    let (komisioner, asisten) = (wednesday.client("komisioner").await, wednesday.client("asisten1").await);
    assign(&komisioner, plan).await;
    let wanted = "Berjalan, sisa 3 hari kerja; tenggat Senin, 24 Agustus 2026";
    assert_eq!(line(&asisten, plan).await, wanted);
    let call = on(&asisten, "selection/request_correction", plan).await;
    call.form(&typed::message("Lengkapi berkas.", &[])).by(&asisten).await.done();
    let wanted = "Dijeda sejak Rabu, 19 Agustus 2026: di institusi, sisa 3 hari kerja";
    assert_eq!(line(&asisten, plan).await, wanted);

    let jaksel = server.at(monday_24).client("jaksel").await;
    let form = view(&jaksel, plan).await.form;
    on(&jaksel, "selection/save_plan", plan)
        .await
        .with("intent", "send")
        .form(&form)
        .by(&jaksel)
        .await
        .done();
    // The 25th is a holiday.
    assert_eq!(line(&jaksel, plan).await, "Berjalan, sisa 3 hari kerja; tenggat Jumat, 28 Agustus 2026");
    let days = view(&jaksel, plan).await.clocks.remove(0).days;
    assert_eq!(
        days,
        [
            "Jumat, 14 Agustus 2026: permohonan lengkap",
            "15 sampai 16 Agustus 2026: akhir pekan",
            "Senin, 17 Agustus 2026: libur nasional, Proklamasi Kemerdekaan",
            "18 sampai 19 Agustus 2026: hari kerja ke-1 sampai ke-2",
            "20 sampai 24 Agustus 2026: di institusi",
            "Selasa, 25 Agustus 2026: libur nasional, Maulid Nabi Muhammad SAW",
            "26 sampai 28 Agustus 2026: hari kerja ke-3 sampai ke-5",
        ]
    );
    // The same without a script.
    let page = jaksel.get(&format!("/seleksi/{plan}")).await.text;
    assert!(page.contains("<details") && page.contains("20 sampai 24 Agustus 2026: di institusi"));

    let asisten = server.at(wednesday_26).client("asisten1").await;
    let call = on(&asisten, "selection/recommend_plan", plan).await;
    let letter = asisten.attach("rekomendasi.pdf", PDF).await;
    call.form(&typed::message("Memenuhi syarat.", &[&letter])).by(&asisten).await.done();
    on(&asisten, "selection/approve_plan", plan).await.by(&asisten).await.done();
    assert_eq!(line(&asisten, plan).await, "Selesai dalam 3 hari kerja");
    let later = server.at(monday_31).client("asisten1").await;
    assert_eq!(line(&later, plan).await, "Selesai dalam 3 hari kerja");
}

async fn a_changed_calendar_moves_what_runs_and_says_so(server: Server) {
    let friday = server.at(friday_14);
    let jaksel = friday.client("jaksel").await;
    let plan = send(&jaksel, 0).await;
    let decreed = Holiday {
        date: at(20).date_naive(),
        name: "Cuti bersama tambahan".into(),
        kind: HolidayKind::JointLeave,
        decree: "SKB perubahan".into(),
        province: None,
    };
    let mut tx = server.db.begin().await.unwrap();
    holiday::insert(&mut tx, &[decreed], None).await.unwrap();
    job::enqueue(&mut tx, &RecomputeClocks { changed_at: at(14) }, at(14), at(14)).await.unwrap();
    tx.commit().await.unwrap();
    friday.work_off().await;
    let wanted = "Berjalan, sisa 5 hari kerja; tenggat Rabu, 26 Agustus 2026";
    assert_eq!(line(&jaksel, plan).await, wanted);
    let row = list(&jaksel).await.rows.remove(0);
    assert_eq!(row.clock.unwrap().due, "26 Agustus 2026");
    let mut tx = server.db.read().await.unwrap();
    let lines = store::activity::recent(&mut tx, 5).await.unwrap();
    let told = lines.iter().find(|line| line.act == "recompute_clock").unwrap();
    assert_eq!((told.record.as_str(), told.record_id, told.user), ("plan", plan.get(), None));
    assert_eq!(told.before.as_ref().unwrap()["tenggat"], "24/08/2026");
    assert_eq!(told.after.as_ref().unwrap()["tenggat"], "26/08/2026");
}

async fn daftar_seleksi_stands_in_the_order_of_due_days(server: Server) {
    let friday = server.at(friday_14).client("jaksel").await;
    let first = send(&friday, 0).await;
    let wednesday = server.at(wednesday_19).client("jaksel").await;
    let second = send(&wednesday, 1).await;
    let late = server.at(wednesday_26);
    let komisioner = late.client("komisioner").await;
    let rows = list(&komisioner).await.rows;
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [first, second]);
    let cells: Vec<_> = rows.into_iter().map(|row| row.clock.unwrap()).collect();
    let told: Vec<_> =
        cells.iter().map(|cell| (cell.status, cell.due.as_str(), cell.late.as_str())).collect();
    assert_eq!(
        told,
        [
            (ClockStatus::Late, "24 Agustus 2026", "1 hari kerja"),
            (ClockStatus::Running, "27 Agustus 2026", ""),
        ]
    );
    let page = komisioner.get("/seleksi?urut=tenggat").await.text;
    assert!(page.contains("Terlambat 1 hari kerja") && page.contains("Perubahan terakhir"));
    let figures = komisioner.get("/").await.text;
    assert!(figures.contains("jatuh tempo minggu ini"));
}

async fn an_institution_takes_its_own_clocks_along(server: Server) {
    let friday = server.at(friday_14);
    send(&friday.client("jaksel").await, 0).await;
    let file = friday.client("jaksel").await.get("/tenggat/ekspor.csv").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.text.contains("24 Agustus 2026") && file.text.contains("permohonan lengkap"),
        "{}",
        file.text
    );
    let other = friday.client("bandung").await.get("/tenggat/ekspor.csv").await;
    assert!(other.status == StatusCode::OK && !other.text.contains("Jakarta Selatan"), "{}", other.text);
    assert_eq!(server.visitor().get("/tenggat/ekspor.csv").await.status, StatusCode::UNAUTHORIZED);
}

async fn a_3t_region_is_never_late(server: Server) {
    let jaksel = server.at(friday_14).client("jaksel").await;
    let plan = send(&jaksel, 0).await;
    let mut tx = server.db.begin().await.unwrap();
    let institution = store::selection::plan::load(&mut tx, plan).await.unwrap().unwrap().institution.id;
    store::institution::mark_remote(&mut tx, institution, "Perpres 63/2020").await.unwrap();
    tx.commit().await.unwrap();
    let later = server.at(monday_31).client("jaksel").await;
    assert_eq!(line(&later, plan).await, "Dikecualikan (daerah 3T), sudah 9 hari kerja");
    let cell = list(&later).await.rows.remove(0).clock.unwrap();
    assert_eq!(
        (cell.status, cell.due.as_str(), cell.late.as_str()),
        (ClockStatus::Exempt, "Dikecualikan", "")
    );
}
