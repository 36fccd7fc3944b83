//! Who may have an attachment.

use app::api::selection::views::PlanView;
use chrono::TimeDelta;
use domain::selection::{Phase, forms::AssignForm};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Server, samples::PDF},
    typed,
};

everywhere!(
    an_unbound_file_is_its_owners_alone,
    a_plans_file_is_for_those_who_see_the_plan,
    a_file_that_left_a_draft_is_not_the_commissions_after_sending,
    a_spreadsheet_to_be_read_is_nobodys_attachment,
    a_replaced_file_of_a_track_record_is_its_owners_alone,
    a_file_of_an_earlier_version_stays_with_the_plan,
);

async fn an_unbound_file_is_its_owners_alone(server: Server) {
    let id = server.client("jaksel").await.attach("a.pdf", PDF).await;
    let path = format!("/files/{id}");
    for other in ["bandung", "admin", "asisten1"] {
        assert_eq!(server.client(other).await.get(&path).await.status, 404, "{other}");
    }
    for path in ["/files/999999", "/files/x", "/files/-1"] {
        assert_eq!(server.client("jaksel").await.get(path).await.status, 404, "{path}");
    }
}

async fn a_plans_file_is_for_those_who_see_the_plan(server: Server) {
    let id = server.client("jaksel").await.attach("a.pdf", PDF).await;
    let path = format!("/files/{id}");
    let plan = server.draft_of("jaksel").await;
    server.claim("jaksel", &id, plan).await;
    server.add("jaksel2", domain::identity::Role::Operator, "jaksel").await;
    assert_eq!(server.client("jaksel2").await.get(&path).await.status, 200);
    assert_eq!(
        server.client("komisioner").await.get(&path).await.status,
        404,
        "a draft is the institution's"
    );
    server.submit(plan).await;
    assert_eq!(server.client("komisioner").await.get(&path).await.status, 200);
    let other = server.client("bandung").await.get(&path).await;
    assert_eq!((other.status, other.header("content-disposition")), (404, ""));
}

async fn a_file_that_left_a_draft_is_not_the_commissions_after_sending(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let [left, kept] = [jaksel.attach("salah.pdf", PDF).await, jaksel.attach("benar.pdf", PDF).await];
    let save = |version: i64, intent: &'static str, scan: &str| {
        Call::of("selection/save_plan")
            .with("plan", scene.plan)
            .with("version", version)
            .with("intent", intent)
            .form(&typed::plan(scene.position))
            .with("form[letter_scan][0]", scan)
    };
    let version = scene.versions[0];
    assert_eq!(save(version, "draft", &left).by(&jaksel).await.status, 200);
    assert_eq!(save(version + 1, "draft", &kept).by(&jaksel).await.status, 200);
    assert_eq!(save(version + 2, "send", &kept).by(&jaksel).await.status, 200);
    let asks =
        async |name: &str, file: &str| server.client(name).await.get(&format!("/files/{file}")).await.status;
    assert_eq!(asks("komisioner", &kept).await, 200);
    assert_eq!(asks("komisioner", &left).await, 404, "nothing of the plan ever named it to the commission");
    assert_eq!(asks("jaksel", &left).await, 200, "it is its owner's alone");
    // It is swept two days after it was taken out.
    assert_eq!(server.sweep(server::start::clock() + TimeDelta::hours(49)).await, 1);
    assert_eq!(asks("jaksel", &left).await, 404);
}

async fn a_spreadsheet_to_be_read_is_nobodys_attachment(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let sheet = jaksel.attach_sheet("pelamar.csv", b"Nama;NIP\r\n=cmd|'/c calc'!A1;1\r\n").await;
    let reply = Call::of("selection/save_plan")
        .with("plan", scene.plan)
        .with("version", scene.versions[0])
        .with("intent", "draft")
        .with("form[letter_scan][0]", &sheet)
        .by(&jaksel)
        .await;
    assert!(!reply.complaint("letter_scan").is_empty(), "{}", reply.text);
}

async fn a_replaced_file_of_a_track_record_is_its_owners_alone(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    let jaksel = server.client("jaksel").await;
    let mut version = scene.versions[2];
    let files = [jaksel.attach("lama.pdf", PDF).await, jaksel.attach("baru.pdf", PDF).await];
    for file in &files {
        let call = Call::of("selection/describe_track_record")
            .with("applicant", scene.applicant)
            .with("version", version)
            .with("form[text][html]", "<div>Baik.</div>")
            .with("form[files][0]", file);
        call.by(&jaksel).await.done();
        version += 1;
    }
    let chief = server.client("komisioner").await;
    let asks = async |file: &str| chief.get(&format!("/files/{file}")).await.status;
    assert_eq!((asks(&files[0]).await, asks(&files[1]).await), (404, 200));
}

async fn a_file_of_an_earlier_version_stays_with_the_plan(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let sent = jaksel.attach("terkirim.pdf", PDF).await;
    let save = |version: i64, scan: &str| {
        Call::of("selection/save_plan")
            .with("plan", scene.plan)
            .with("version", version)
            .with("intent", "send")
            .form(&typed::plan(scene.position))
            .with("form[letter_scan][0]", scan)
    };
    assert_eq!(save(scene.versions[0], &sent).by(&jaksel).await.status, 200);
    let komisioner = server.client("komisioner").await;
    let view = async || -> PlanView {
        Call::of("selection/get_plan").with("plan", scene.plan).by(&komisioner).await.json()
    };
    let on = |path, version: i64| Call::of(path).with("plan", scene.plan).with("version", version);
    let PlanView { version, officers, .. } = view().await;
    let officer = officers.into_iter().next().unwrap().value;
    on("selection/assign_officer", version).form(&AssignForm { officer }).by(&komisioner).await.done();
    let call = on("selection/request_correction", view().await.version);
    call.form(&typed::message("Perbaiki surat pengantar.", &[])).by(&komisioner).await.done();
    let version = view().await.version;
    let answer = jaksel.attach("perbaikan.pdf", PDF).await;
    assert_eq!(save(version, &answer).by(&jaksel).await.status, 200);
    for file in [sent, answer] {
        assert_eq!(komisioner.get(&format!("/files/{file}")).await.status, 200, "{file}");
    }
}
