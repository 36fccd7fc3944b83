//! Forms without JavaScript that are sent twice: stored once.

use app::api::selection::views::{PlanView, VacancyView};
use domain::selection::{Phase, monitoring::MonitoringForm, plan::PlanForm};
use store::selection::plan;

use crate::{
    call::{Call, TOKEN},
    scene::{Far, Scene},
    support::{Client, Reply, Server},
    typed,
};

both!(
    a_draft_sent_twice_is_stored_once,
    a_message_sent_twice_is_stored_once,
    a_monitoring_sent_twice_is_stored_once,
    of_two_sendings_at_the_same_time_one_is_stored_and_both_are_answered_alike,
    a_new_plan_sent_twice_is_answered_twice_alike,
    a_correction_sent_twice_is_answered_twice_alike,
    a_refused_form_may_be_sent_again,
    the_same_form_with_other_content_is_shown_again_with_the_way_to_what_is_stored,
    the_same_content_in_another_form_is_asked_about_once,
    without_a_token_the_same_content_is_asked_about_too,
    a_script_needs_no_token,
);

const AGAIN: &str = "Sudah%20tersimpan%3B%20kiriman%20yang%20sama";

/// The token of a form on this page.
fn token(page: &Reply) -> String {
    let (_, rest) =
        page.text.split_once("name=\"_page\" value=\"").unwrap_or_else(|| panic!("{}", page.text));
    let (_, token) = rest.split('"').next().unwrap().split_once('#').unwrap();
    token.to_owned()
}

async fn fresh(client: &Client, page: &str) -> String {
    let reply = client.page(page).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    token(&reply)
}

fn draft(letter: &str) -> Call {
    let form: PlanForm = PlanForm { letter_number: letter.into(), ..PlanForm::default() };
    Call::of("selection/save_plan").with("plan", "").with("version", 0).with("intent", "draft").form(&form)
}

async fn drafts(server: &Server) -> usize {
    server.acts().await.iter().filter(|act| *act == "create_plan").count()
}

/// Answered as before: to the same place, with the word that it is stored.
fn is_alike(first: &Reply, second: &Reply) {
    assert_eq!((first.status, second.status), (303, 303), "{}{}", first.text, second.text);
    assert_eq!(first.location(), second.location());
    let word = second.set_cookie("kabar").unwrap();
    assert!(word.contains(AGAIN), "{word}");
}

async fn a_draft_sent_twice_is_stored_once(server: Server) {
    let jaksel = server.client("jaksel").await;
    let call = draft("800/1").with(TOKEN, fresh(&jaksel, "/seleksi/tambah").await);
    let first = call.submitted(&jaksel, "/seleksi/tambah").await;
    let second = call.submitted(&jaksel, "/seleksi/tambah").await;
    is_alike(&first, &second);
    assert!(first.location().starts_with("/seleksi/"), "{}", first.location());
    assert_eq!(drafts(&server).await, 1);
}

async fn a_message_sent_twice_is_stored_once(server: Server) {
    let scene = Scene::set(&server, Phase::Correction, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let page = format!("/seleksi/{}", scene.plan);
    let call = Call::of("selection/post_message")
        .with("plan", scene.plan)
        .form(&typed::message("<p>Halo</p>", &[]))
        .with(TOKEN, fresh(&jaksel, &page).await);
    let first = call.submitted(&jaksel, &page).await;
    is_alike(&first, &call.submitted(&jaksel, &page).await);
    let view: PlanView = Call::of("selection/get_plan").with("plan", scene.plan).by(&jaksel).await.json();
    assert_eq!(view.messages.iter().filter(|message| message.text.contains("Halo")).count(), 1);
}

async fn a_monitoring_sent_twice_is_stored_once(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let officer = server.client("asisten1").await;
    let page = format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy);
    let form: MonitoringForm = MonitoringForm {
        day: "01/09/2016".into(),
        stage: "administration".into(),
        findings: "Pantau".into(),
        ..MonitoringForm::default()
    };
    let call = Call::of("selection/add_monitoring")
        .with("vacancy", scene.vacancy)
        .form(&form)
        .with(TOKEN, fresh(&officer, &page).await);
    let first = call.submitted(&officer, &page).await;
    is_alike(&first, &call.submitted(&officer, &page).await);
    let view: VacancyView =
        Call::of("selection/get_vacancy").with("vacancy", scene.vacancy).by(&officer).await.json();
    assert_eq!(view.monitoring.len(), 1);
}

async fn of_two_sendings_at_the_same_time_one_is_stored_and_both_are_answered_alike(server: Server) {
    let scene = Scene::set(&server, Phase::Correction, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let page = format!("/seleksi/{}", scene.plan);
    let call = Call::of("selection/post_message")
        .with("plan", scene.plan)
        .form(&typed::message("<p>Bersamaan</p>", &[]))
        .with(TOKEN, fresh(&jaksel, &page).await);
    // Neither gets further than to the plan, which somebody else holds.
    let mut held = server.db.begin().await.unwrap();
    plan::load(&mut held, scene.plan).await.unwrap().unwrap();
    let (first, second, ()) =
        tokio::join!(call.submitted(&jaksel, &page), call.submitted(&jaksel, &page), async {
            tokio::task::yield_now().await;
            drop(held);
        });
    assert_eq!((first.status, second.status), (303, 303), "{}{}", first.text, second.text);
    assert_eq!(first.location(), second.location());
    let view: PlanView = Call::of("selection/get_plan").with("plan", scene.plan).by(&jaksel).await.json();
    assert_eq!(view.messages.iter().filter(|message| message.text.contains("Bersamaan")).count(), 1);
}

async fn a_new_plan_sent_twice_is_answered_twice_alike(server: Server) {
    let scene = Scene::set(&server, Phase::Finished, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let call = Call::of("selection/save_plan")
        .with("plan", "")
        .with("version", 0)
        .with("intent", "send")
        .form(&PlanForm { letter_number: "800/2/BKD/2016".into(), ..typed::plan(scene.position) })
        .with(TOKEN, fresh(&jaksel, "/seleksi/tambah").await);
    let first = call.submitted(&jaksel, "/seleksi/tambah").await;
    is_alike(&first, &call.submitted(&jaksel, "/seleksi/tambah").await);
    assert_eq!(drafts(&server).await, 1);
}

async fn a_correction_sent_twice_is_answered_twice_alike(server: Server) {
    let scene = Scene::set(&server, Phase::Correction, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let page = format!("/seleksi/{}/ubah", scene.plan);
    let call = Call::of("selection/save_plan")
        .with("plan", scene.plan)
        .with("version", scene.versions[0])
        .with("intent", "send")
        .form(&typed::plan(scene.position))
        .with(TOKEN, fresh(&jaksel, &page).await);
    let first = call.submitted(&jaksel, &page).await;
    is_alike(&first, &call.submitted(&jaksel, &page).await);
    assert_eq!(first.location(), format!("/seleksi/{}", scene.plan));

    // A colleague's page from before says why it is not taken, rather than that there is no such page.
    let late = call.with(TOKEN, "00").submitted(&jaksel, &page).await;
    assert_eq!(late.status, 409, "{}", late.text);
    assert!(!late.text.contains("Halaman tidak ditemukan"), "{}", late.text);
}

async fn a_refused_form_may_be_sent_again(server: Server) {
    let jaksel = server.client("jaksel").await;
    let token = fresh(&jaksel, "/seleksi/tambah").await;
    let wrong = draft("800/1").with("form[positions][0]", "999999").with(TOKEN, &token);
    assert_eq!(wrong.submitted(&jaksel, "/seleksi/tambah").await.status, 422);
    let taken = draft("800/1").with(TOKEN, &token).submitted(&jaksel, "/seleksi/tambah").await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    assert_eq!(drafts(&server).await, 1);
}

async fn the_same_form_with_other_content_is_shown_again_with_the_way_to_what_is_stored(server: Server) {
    let jaksel = server.client("jaksel").await;
    let used = fresh(&jaksel, "/seleksi/tambah").await;
    let first = draft("800/1").with(TOKEN, &used).submitted(&jaksel, "/seleksi/tambah").await;
    let other = draft("800/2").with(TOKEN, &used).submitted(&jaksel, "/seleksi/tambah").await;
    assert_eq!(other.status, 409);
    assert!(other.text.contains("dengan isi yang berbeda"), "{}", other.text);
    assert!(other.text.contains(&format!("href=\"{}\"", first.location())), "{}", other.text);
    assert!(other.text.contains("value=\"800/2\""), "{}", other.text);
    let meant = draft("800/2").with(TOKEN, token(&other)).submitted(&jaksel, "/seleksi/tambah").await;
    assert_eq!(meant.status, 303, "{}", meant.text);
    assert_eq!(drafts(&server).await, 2);
}

async fn the_same_content_in_another_form_is_asked_about_once(server: Server) {
    let jaksel = server.client("jaksel").await;
    let page = "/seleksi/tambah";
    let first = draft("800/1").with(TOKEN, fresh(&jaksel, page).await).submitted(&jaksel, page).await;
    let again = draft("800/1").with(TOKEN, fresh(&jaksel, page).await).submitted(&jaksel, page).await;
    assert_eq!((first.status, again.status), (303, 409), "{}", again.text);
    assert!(again.text.contains("Isian yang persis sama baru saja tersimpan."), "{}", again.text);
    assert!(again.text.contains(&format!("href=\"{}\"", first.location())), "{}", again.text);
    assert!(again.text.contains("name=\"_again\" value=\"1\""), "{}", again.text);
    let meant = draft("800/1").with(TOKEN, token(&again)).with("_again", 1).submitted(&jaksel, page).await;
    assert_eq!(meant.status, 303, "{}", meant.text);
    assert_eq!(drafts(&server).await, 2);
}

async fn without_a_token_the_same_content_is_asked_about_too(server: Server) {
    let jaksel = server.client("jaksel").await;
    let replies = [
        draft("800/1").submitted(&jaksel, "/seleksi/tambah").await.status,
        draft("800/1").submitted(&jaksel, "/seleksi/tambah").await.status,
    ];
    assert_eq!((replies, drafts(&server).await), ([303, 409], 1));
}

async fn a_script_needs_no_token(server: Server) {
    let jaksel = server.client("jaksel").await;
    for _ in 0..2 {
        draft("800/1").with("_page", "/seleksi/tambah#0123456789abcdef01234567").by(&jaksel).await.done();
    }
    assert_eq!(drafts(&server).await, 2);
}
