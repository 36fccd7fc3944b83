//! Daftar Log Aktivitas: whose lines somebody sees, and what is told of them.

use app::api::activity::{ActivityFilter, ActivityList};
use domain::selection::Phase;

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Client, Server, samples::PDF},
};

both!(
    an_institution_sees_its_own_people_and_what_was_done_to_its_records,
    what_is_done_with_a_draft_is_for_its_institution_alone_until_it_is_sent,
    filters_narrow_the_log,
    what_is_not_understood_is_said,
    a_line_says_what_it_changed,
    records_files_and_posts_are_told_by_name,
    a_draft_that_is_saved_as_it_was_is_no_news,
    a_step_back_names_both_stages,
    the_export_holds_what_the_list_shows,
    pages_lead_on_and_back,
    the_oldest_come_first_on_page_and_in_file,
);

/// The log as somebody filters it.
pub async fn log(client: &Client, filter: &ActivityFilter) -> ActivityList {
    let pairs = [
        ("filter[q]", &filter.text),
        ("filter[institusi]", &filter.institution),
        ("filter[kegiatan]", &filter.act),
        ("filter[jenis]", &filter.kind),
        ("filter[nomor]", &filter.number),
        ("filter[dari]", &filter.from),
        ("filter[sampai]", &filter.to),
        ("filter[urut]", &filter.order),
        ("filter[sesudah]", &filter.after),
        ("filter[sebelum]", &filter.before),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.post("/api/activity/list", &pairs).await.json()
}

async fn all(client: &Client) -> ActivityList {
    log(client, &ActivityFilter::default()).await
}

async fn draft(client: &Client, letter: &str) {
    let fields = [("intent", "draft"), ("form[letter_number]", letter)];
    assert_eq!(client.post("/api/selection/save_plan", &fields).await.status, 200);
}

async fn jaksel_institution(server: &Server) -> String {
    let mut tx = server.db.read().await.unwrap();
    let jaksel = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    jaksel.institution.unwrap().id.to_string()
}

async fn an_institution_sees_its_own_people_and_what_was_done_to_its_records(server: Server) {
    let scene = Scene::set(&server, Phase::Submitted, Far::Entered).await;
    let (jaksel, chief) = (server.client("jaksel").await, server.client("komisioner").await);
    let officer =
        Call::of("selection/assign_officer").with("plan", scene.plan).with("version", scene.versions[0]);
    let asisten = store::identity::find_by_username(&mut server.db.read().await.unwrap(), "asisten1").await;
    let asisten = asisten.unwrap().unwrap().id;
    officer.with("form[officer]", asisten).by(&chief).await.done();

    let own = all(&jaksel).await;
    assert!(
        own.rows.iter().any(|line| line.name == "Komisioner Admin" && line.act.contains("petugas")),
        "{own:?}"
    );
    assert!(own.aside.institutions.is_empty());
    let other = all(&server.client("bandung").await).await;
    assert!(other.rows.iter().all(|line| line.name.contains("Bandung")), "{:?}", other.rows);
    // An institution cannot ask for another's lines.
    let filter =
        ActivityFilter { institution: jaksel_institution(&server).await, ..ActivityFilter::default() };
    let asked = log(&server.client("bandung").await, &filter).await;
    assert!(asked.rows.iter().all(|line| line.name.contains("Bandung")), "{:?}", asked.rows);
    let everything = all(&chief).await;
    assert!(everything.rows.len() > own.rows.len());
    assert!(!everything.aside.institutions.is_empty());
}

/// The newest plan.
async fn plan_of(server: &Server) -> domain::id::PlanId {
    let mut tx = server.db.read().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    let query = store::selection::plan::PlanQuery {
        see_drafts: true,
        ..store::selection::plan::PlanQuery::new(user, 1)
    };
    store::selection::plan::list(&mut tx, &query).await.unwrap().rows[0].id
}

async fn what_is_done_with_a_draft_is_for_its_institution_alone_until_it_is_sent(server: Server) {
    const SECRETS: [&str; 4] = ["RAHASIA-77", "kataunik", "surat-rahasia.pdf", "tidak-dipakai.pdf"];
    let jaksel = server.client("jaksel").await;
    let scan = jaksel.attach("surat-rahasia.pdf", PDF).await;
    jaksel.attach("tidak-dipakai.pdf", PDF).await;
    let photo = jaksel.attach("foto-saya.pdf", PDF).await;
    let fields = [
        ("intent", "draft"),
        ("form[letter_number]", "RAHASIA-77"),
        ("form[reason_text]", "<div>kataunik</div>"),
        ("form[letter_scan][0]", &scan),
    ];
    assert_eq!(jaksel.post("/api/selection/save_plan", &fields).await.status, 200);
    let plan = plan_of(&server).await;
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    store::attachment::claim(&mut tx, &[photo.parse().unwrap()], user, "photo", user).await.unwrap();
    tx.commit().await.unwrap();

    let filters = [
        "",
        "?jenis=plan",
        "?jenis=attachment",
        "?kegiatan=create_plan",
        "?kegiatan=upload_file",
        "?q=jaksel",
    ];
    for filter in filters {
        let filter = if filter.is_empty() { "?q=" } else { filter };
        let (page, file) = (format!("/log{filter}"), format!("/log/ekspor.csv{filter}"));
        for person in ["komisioner", "asisten1", "asisten2"] {
            let person = server.client(person).await;
            for reply in [person.page(&page).await, person.get(&file).await] {
                assert_eq!(reply.status, 200);
                for secret in SECRETS {
                    assert!(!reply.text.contains(secret), "{filter}: {secret}");
                }
            }
        }
    }
    let own = jaksel.get("/log/ekspor.csv").await;
    assert!(SECRETS.iter().all(|secret| own.text.contains(secret)), "{}", own.text);
    let chief = server.client("komisioner").await;
    let of_plan =
        ActivityFilter { kind: "plan".into(), number: plan.to_string(), ..ActivityFilter::default() };
    assert!(log(&chief, &of_plan).await.rows.is_empty());
    let chiefs = chief.get("/log/ekspor.csv").await;
    assert!(chiefs.text.contains("foto-saya.pdf"), "a photo is no draft's");

    server.submit(plan).await;
    let chiefs = chief.get("/log/ekspor.csv").await;
    for (secret, told) in SECRETS.into_iter().zip([true, true, true, false]) {
        assert_eq!(chiefs.text.contains(secret), told, "{secret}: {}", chiefs.text);
    }
    assert!(!log(&chief, &of_plan).await.rows.is_empty(), "what came before is told then");

    // A draft that is thrown away is never told.
    draft(&jaksel, "DIBUANG-1").await;
    let plan = plan_of(&server).await;
    let mut tx = server.db.read().await.unwrap();
    let version = store::selection::plan::load(&mut tx, plan).await.unwrap().unwrap().version;
    drop(tx);
    let discard = Call::of("selection/discard_plan").with("plan", plan).with("version", version);
    discard.by(&jaksel).await.done();
    assert!(!chief.get("/log/ekspor.csv").await.text.contains("DIBUANG-1"));
    assert!(jaksel.get("/log/ekspor.csv").await.text.contains("DIBUANG-1"));
}

async fn filters_narrow_the_log(server: Server) {
    let jaksel = server.client("jaksel").await;
    draft(&jaksel, "800/1").await;
    let chief = server.client("komisioner").await;
    let acts = async |filter: ActivityFilter| {
        let list = log(&chief, &filter).await;
        list.rows.into_iter().map(|line| (line.name, line.act)).collect::<Vec<_>>()
    };
    let none = ActivityFilter::default;
    server.submit(plan_of(&server).await).await;
    let created = acts(ActivityFilter { act: "create_plan".into(), ..none() }).await;
    assert_eq!(created.len(), 1);
    assert_eq!(created[0].0, "Jakarta Selatan");
    let logins = acts(ActivityFilter { act: "log_in".into(), text: "komisioner".into(), ..none() }).await;
    assert_eq!(logins.len(), 1, "{logins:?}");
    assert!(acts(ActivityFilter { kind: "plan".into(), number: "999999".into(), ..none() }).await.is_empty());
    assert!(acts(ActivityFilter { to: "01/01/2016".into(), ..none() }).await.is_empty());
    assert!(!acts(ActivityFilter { from: "2016-01-01".into(), ..none() }).await.is_empty());
}

async fn what_is_not_understood_is_said(server: Server) {
    let chief = server.client("komisioner").await;
    let filter =
        ActivityFilter { from: "kemarin".into(), number: "tujuh".into(), ..ActivityFilter::default() };
    let list = log(&chief, &filter).await;
    let complaints: Vec<_> = list.complaints.iter().collect();
    assert_eq!(complaints.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["dari", "nomor"]);
    let page = chief.page("/log?dari=kemarin").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains(complaints[0].1), "the page says it");
}

async fn a_line_says_what_it_changed(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let jaksel = server.client("jaksel").await;
    let save = Call::of("selection/save_score")
        .with("applicant", scene.applicant)
        .with("version", scene.versions[2]);
    save.with("stage", "managerial").with("form[score]", "7,5").by(&jaksel).await.done();
    let filter = ActivityFilter { act: "save_score".into(), ..ActivityFilter::default() };
    let list = log(&jaksel, &filter).await;
    let change = list.rows[0].changes.iter().find(|change| change.label == "Skor").unwrap();
    assert_eq!((change.before.as_str(), change.after.as_str()), ("", "7,5"));
    assert_eq!(list.rows[0].record, format!("Pelamar Kandidat 1 (nomor {})", scene.applicant));
    let stage = list.rows[0].changes.iter().find(|change| change.label == "Tahapan").unwrap();
    assert_eq!(
        (stage.before.as_str(), stage.after.as_str()),
        ("Kompetensi Manajerial", "Kompetensi Manajerial")
    );
    let file = jaksel.get("/log/ekspor.csv?kegiatan=save_score").await.text;
    assert!(file.contains("Tahapan: Kompetensi Manajerial\n") && file.contains("Skor: - → 7,5"), "{file}");
}

/// What the newest line of an act says: the record, and each field with what stands there now.
async fn newest(client: &Client, act: &str) -> (String, Vec<String>) {
    let list = log(client, &ActivityFilter { act: act.into(), ..ActivityFilter::default() }).await;
    let line = list.rows.into_iter().next().unwrap_or_else(|| panic!("no {act}"));
    let told = |change: domain::field::FieldChange| format!("{}: {}", change.label, change.after);
    (line.record, line.changes.into_iter().map(told).collect())
}

async fn records_files_and_posts_are_told_by_name(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let (jaksel, chief) = (server.client("jaksel").await, server.client("komisioner").await);
    let scan = jaksel.attach("surat-balasan.pdf", PDF).await;
    let message = crate::typed::message("Mohon ditinjau.", &[&scan]);
    Call::of("selection/post_message").with("plan", scene.plan).form(&message).by(&jaksel).await.done();
    for client in [&jaksel, &chief] {
        let (record, told) = newest(client, "post_message").await;
        assert_eq!(record, format!("Rencana Seleksi Kepala Dinas Perhubungan (nomor {})", scene.plan));
        assert!(told.contains(&"Pesan: Mohon ditinjau.".to_owned()), "{told:?}");
        assert!(told.contains(&"Lampiran 1: surat-balasan.pdf".to_owned()), "{told:?}");
    }
    // What is removed has its number only.
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let remove = Call::of("selection/remove_applicant").with("applicant", scene.applicant);
    remove.with("version", scene.versions[2]).by(&jaksel).await.done();
    let (record, _) = newest(&jaksel, "remove_applicant").await;
    assert_eq!(record, format!("Pelamar nomor {}", scene.applicant));
    let file = jaksel.get("/log/ekspor.csv?kegiatan=remove_applicant").await.text;
    assert!(file.contains("Nama: Kandidat 1 (dihapus)"), "{file}");

    // Of an account, and of its sessions.
    let other = server.visitor();
    assert_eq!(other.log_in("jaksel", server::demo::PASSWORD).await.status, 200);
    let end = Call::of("profile/end_other_sessions").with("form[password]", server::demo::PASSWORD);
    end.by(&jaksel).await.done();
    let (record, told) = newest(&jaksel, "end_session").await;
    assert_eq!(
        (record.as_str(), told),
        ("Sesi akun Jakarta Selatan", vec!["Jumlah sesi yang diakhiri: 1".to_owned()])
    );
    assert!(newest(&jaksel, "log_in").await.0.starts_with("Akun Jakarta Selatan (nomor "));
    server.every_line_has_its_words().await;
}

async fn a_draft_that_is_saved_as_it_was_is_no_news(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let form = crate::typed::plan(scene.position);
    let save = Call::of("selection/save_plan").with("intent", "draft").form(&form);
    save.clone().by(&jaksel).await.done();
    let (_, told) = newest(&jaksel, "create_plan").await;
    assert_eq!(told[0], "Nomenklatur 1: Dinas Perhubungan - Kepala Dinas Perhubungan");
    let plan = plan_of(&server).await;
    let mut tx = server.db.read().await.unwrap();
    let version = store::selection::plan::load(&mut tx, plan).await.unwrap().unwrap().version;
    drop(tx);
    let again = save.with("plan", plan);
    again.clone().with("version", version).by(&jaksel).await.done();
    let edited = ActivityFilter { act: "edit_plan".into(), ..ActivityFilter::default() };
    assert_eq!(log(&jaksel, &edited).await.rows, []);
    again.with("version", version + 1).with("form[letter_number]", "9").by(&jaksel).await.done();
    assert_eq!(log(&jaksel, &edited).await.rows.len(), 1);
}

async fn a_step_back_names_both_stages(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let jaksel = server.client("jaksel").await;
    let back = Call::of("selection/step_back").with("applicant", scene.applicant);
    back.with("version", scene.versions[2]).by(&jaksel).await.done();
    let filter = ActivityFilter { act: "step_back".into(), ..ActivityFilter::default() };
    let change = log(&jaksel, &filter).await.rows[0].changes[0].clone();
    let told = (change.label.as_str(), change.before.as_str(), change.after.as_str());
    assert_eq!(told, ("Tahapan", "Kompetensi Manajerial", "Seleksi administrasi"));
}

async fn the_export_holds_what_the_list_shows(server: Server) {
    let jaksel = server.client("jaksel").await;
    draft(&jaksel, "800/1").await;
    let file = jaksel.get("/log/ekspor.csv?kegiatan=create_plan").await;
    assert_eq!(file.status, 200);
    assert!(file.header("content-disposition").contains("log-aktivitas-"));
    assert!(file.text.contains("No. Surat Pengantar: 800/1"), "{}", file.text);
    assert!(!server.client("bandung").await.get("/log/ekspor.csv").await.text.contains("800/1"));
    assert_eq!(server.visitor().get("/log/ekspor.csv").await.status, 401);
}

async fn pages_lead_on_and_back(server: Server) {
    let jaksel = server.client("jaksel").await;
    for number in 0..30 {
        draft(&jaksel, &format!("800/{number}")).await;
    }
    let first = all(&jaksel).await;
    assert_eq!((first.rows.len(), first.previous.is_some()), (25, false));
    let filter = ActivityFilter { after: first.next.clone().unwrap(), ..ActivityFilter::default() };
    let second = log(&jaksel, &filter).await;
    assert!(second.rows.iter().all(|line| first.rows.iter().all(|known| known.id > line.id)));
    let filter = ActivityFilter { before: second.previous.unwrap(), ..ActivityFilter::default() };
    assert_eq!(log(&jaksel, &filter).await.rows, first.rows);
}

async fn the_oldest_come_first_on_page_and_in_file(server: Server) {
    let jaksel = server.client("jaksel").await;
    for number in 0..30 {
        draft(&jaksel, &format!("800/{number}")).await;
    }
    let filter = ActivityFilter { act: "create_plan".into(), ..ActivityFilter::default() };
    let newest = log(&jaksel, &filter).await;
    let oldest = log(&jaksel, &ActivityFilter { order: "terlama".into(), ..filter.clone() }).await;
    assert!(oldest.rows[0].id < newest.rows[24].id && oldest.rows.is_sorted_by_key(|line| line.id));
    // Of an order there is not, the list is as usual; a place of the other order is none.
    assert_eq!(log(&jaksel, &ActivityFilter { order: "zzz".into(), ..filter.clone() }).await, newest);
    assert_eq!(log(&jaksel, &ActivityFilter { after: oldest.next.clone().unwrap(), ..filter }).await, newest);

    let page = jaksel.page("/log?kegiatan=create_plan&urut=terlama").await;
    let next = format!("/log?kegiatan=create_plan&amp;urut=terlama&amp;sesudah={}", oldest.next.unwrap());
    assert!(page.text.contains(&next), "the order leads on: {}", page.text);
    assert!(page.text.contains("/log/ekspor.csv?kegiatan=create_plan&amp;urut=terlama\""), "{}", page.text);
    assert!(page.text.contains("name=\"urut\" value=\"terlama\""), "and stays when the filter is another");
    let usual = jaksel.page("/log").await.text;
    assert!(!usual.contains("urut=") && !usual.contains("\"urut\""), "the usual order has no name: {usual}");

    let file = jaksel.get("/log/ekspor.csv?kegiatan=create_plan&urut=terlama").await;
    assert_eq!(file.status, 200);
    // The number of a letter ends with its line or with the cell.
    let at = |letter: &str| {
        let ends = ['\n', '"'].map(|end| file.text.find(&format!("No. Surat Pengantar: {letter}{end}")));
        ends.into_iter().flatten().min().unwrap_or_else(|| panic!("no {letter} in {}", file.text))
    };
    assert!(at("800/0") < at("800/1") && at("800/1") < at("800/29"), "{}", file.text);
}
