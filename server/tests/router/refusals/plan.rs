//! Rencana and its review.

use app::{api::selection::views::PlanView, error::AppError};
use domain::{
    id::PlanId,
    rich_text::TypedText,
    selection::{Phase, plan::PlanForm},
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Client, Reply, Server, samples::PDF},
    typed,
};

both!(
    weights_add_up_to_a_hundred,
    an_end_does_not_lie_before_its_start,
    there_is_a_committee,
    a_vacancy_stands_in_one_open_plan,
    only_ones_own_posts_are_filled,
    a_strangers_file_is_not_attached,
    rich_text_is_made_harmless,
    nothing_is_approved_without_recommendation,
    a_draft_takes_what_is_there_and_goes_with_its_file,
    a_refused_plan_leaves_nothing,
    a_letter_number_of_another_plan_is_asked_about_once,
    a_letter_number_is_asked_about_in_a_form_without_a_script_too,
);

fn new(intent: &str, form: &PlanForm) -> Call {
    Call::of("selection/save_plan").with("plan", "").with("version", 0).with("intent", intent).form(form)
}

async fn form(server: &Server) -> PlanForm {
    let scene = Scene::set(server, Phase::Draft, Far::Entered).await;
    typed::plan(scene.position)
}

async fn send(server: &Server, form: &PlanForm) -> Reply {
    new("send", form).by(&server.client("jaksel").await).await
}

fn number(reply: &Reply) -> PlanId {
    reply.done().go.unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

async fn view(client: &Client, plan: PlanId) -> PlanView {
    Call::of("selection/get_plan").with("plan", plan).by(client).await.json()
}

async fn weights_add_up_to_a_hundred(server: Server) {
    let mut form = form(&server).await;
    form.weights.paper = "30".into();
    let reply = send(&server, &form).await;
    assert_eq!(reply.complaint("weights"), "Jumlah semua bobot harus 100; sekarang 110.");
}

async fn an_end_does_not_lie_before_its_start(server: Server) {
    let mut form = form(&server).await;
    form.schedule[0].end = "31/07/2016".into();
    let reply = send(&server, &form).await;
    assert_eq!(reply.complaint("schedule[0][end]"), "Tanggal akhir tidak boleh sebelum Tanggal mulai.");
}

async fn there_is_a_committee(server: Server) {
    let mut form = form(&server).await;
    form.committee.clear();
    let reply = send(&server, &form).await;
    assert_eq!(reply.complaint("committee"), "Isi paling sedikit satu anggota Panitia Seleksi.");
}

async fn a_vacancy_stands_in_one_open_plan(server: Server) {
    let form = form(&server).await;
    send(&server, &form).await.done();
    let second = send(&server, &form).await;
    assert_eq!(second.error().status(), 422, "{}", second.text);
    assert!(
        second.complaint("positions").contains("sudah ada dalam rencana seleksi lain"),
        "{}",
        second.text
    );
    // A draft may name it, and is refused when it is sent.
    let jaksel = server.client("jaksel").await;
    let draft = number(&new("draft", &form).by(&jaksel).await);
    let version = view(&jaksel, draft).await.version;
    let later = new("send", &form).with("plan", draft).with("version", version).by(&jaksel).await;
    assert!(later.complaint("positions").contains("sudah ada dalam rencana seleksi lain"), "{}", later.text);
    assert_eq!(view(&jaksel, draft).await.phase, Phase::Draft);
}

async fn only_ones_own_posts_are_filled(server: Server) {
    let form = form(&server).await;
    let reply = new("draft", &form).by(&server.client("bandung").await).await;
    assert_eq!(reply.complaint("positions"), "Pilih Nomenklatur yang sudah disetujui dari daftar.");
}

async fn a_strangers_file_is_not_attached(server: Server) {
    let mut form = form(&server).await;
    for stranger in ["bandung", "asisten1"] {
        form.letter_scan = vec![server.client(stranger).await.attach("surat.pdf", PDF).await];
        for intent in ["draft", "send"] {
            let reply = new(intent, &form).by(&server.client("jaksel").await).await;
            assert!(reply.complaint("letter_scan").contains("tidak ditemukan"), "{stranger}: {}", reply.text);
        }
    }
    // Nor is a file that another plan has.
    form.letter_scan = vec![server.client("jaksel").await.attach("surat.pdf", PDF).await];
    new("draft", &form).by(&server.client("jaksel").await).await.done();
    let reply = new("draft", &form).by(&server.client("jaksel").await).await;
    assert!(reply.complaint("letter_scan").contains("tidak ditemukan"), "{}", reply.text);
}

async fn rich_text_is_made_harmless(server: Server) {
    let form = form(&server).await;
    let jaksel = server.client("jaksel").await;
    let dirty = r#"<p onclick="x()">Pensiun<script>alert(1)</script></p><img src=x onerror=y>"#;
    let call = new("send", &form).without("form[reason_text]").with("form[reason_text][html]", dirty);
    let plan = number(&call.by(&jaksel).await);
    assert_eq!(view(&jaksel, plan).await.form.reason_text.as_str(), "<p>Pensiun</p>");

    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let dirty = domain::selection::review::MessageForm {
        text: TypedText::html(
            r#"<div>Baik <a href="javascript:alert(1)">ini</a><script src="//evil.test"></script></div>"#,
        ),
        files: Vec::new(),
    };
    let asisten = server.client("asisten1").await;
    Call::of("selection/post_message").with("plan", scene.plan).form(&dirty).by(&asisten).await.done();
    let text = view(&jaksel, scene.plan).await.messages.remove(0).text;
    assert!(text.contains("Baik") && !text.contains("script") && !text.contains("evil"), "{text}");
    // What is left of a script alone is nothing.
    let empty = domain::selection::review::MessageForm {
        text: TypedText::html("<script>alert(1)</script>"),
        ..dirty
    };
    let reply = Call::of("selection/post_message").with("plan", scene.plan).form(&empty).by(&asisten).await;
    assert_eq!(reply.complaint("text"), "Pesan wajib diisi.");
}

async fn nothing_is_approved_without_recommendation(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let call = Call::of("selection/approve_plan").with("plan", scene.plan).with("version", scene.versions[0]);
    for name in ["asisten1", "komisioner"] {
        let reply = call.by(&server.client(name).await).await;
        assert_eq!(
            reply.error(),
            AppError::Refused("Catat dahulu Rekomendasi, lalu setujui.".into()),
            "{name}"
        );
    }
}

async fn a_draft_takes_what_is_there_and_goes_with_its_file(server: Server) {
    let jaksel = server.client("jaksel").await;
    let form = PlanForm { letter_scan: vec![jaksel.attach("surat.pdf", PDF).await], ..PlanForm::default() };
    let draft = number(&new("draft", &form).by(&jaksel).await);
    let call = Call::of("selection/discard_plan")
        .with("plan", draft)
        .with("version", view(&jaksel, draft).await.version);
    assert_eq!(call.by(&jaksel).await.done().go.as_deref(), Some("/seleksi"));
    assert_eq!(call.by(&jaksel).await.error(), AppError::NotFound);
    // What was sent once is not discarded any more.
    let scene = Scene::set(&server, Phase::Correction, Far::Entered).await;
    let call = Call::of("selection/discard_plan").with("plan", scene.plan).with("version", scene.versions[0]);
    assert_eq!(call.by(&jaksel).await.error(), AppError::Refused("Hanya draf yang dapat dihapus.".into()));
    // Nor is a correction kept as a draft.
    let form = typed::plan(scene.position);
    let draft = new("draft", &form).with("plan", scene.plan).with("version", scene.versions[0]);
    assert_eq!(draft.by(&jaksel).await.error().status(), 409);
}

async fn a_refused_plan_leaves_nothing(server: Server) {
    let mut form = form(&server).await;
    let jaksel = server.client("jaksel").await;
    let before = server.acts().await;
    form.committee.clear();
    assert_eq!(send(&server, &form).await.status, 422);
    form.letter_scan = vec!["999999999".into()];
    assert_eq!(send(&server, &form).await.status, 422);
    let list: app::api::selection::views::PlanList =
        Call::of("selection/list_plans").by(&jaksel).await.json();
    assert_eq!(list.rows.len(), 1, "only the scene's own draft");
    assert_eq!(server.acts().await, before, "only a login");
}

async fn a_letter_number_of_another_plan_is_asked_about_once(server: Server) {
    let scene = Scene::set(&server, Phase::Finished, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let mut form = typed::plan(scene.position);
    form.letter_number = " 800/1/bkd/2016".into();
    let before = server.acts().await;
    let reply = new("send", &form).by(&jaksel).await;
    let AppError::Doubtful(doubt) = reply.error() else { panic!("{}", reply.text) };
    assert!(doubt.sentence.contains("800/1/BKD/2016"), "{}", doubt.sentence);
    assert_eq!(doubt.link.unwrap().0, format!("/seleksi/{}", scene.plan));
    assert_eq!(server.acts().await, before, "nothing is stored before the answer");

    // A draft is nobody's business, and another institution's number neither.
    new("draft", &form).by(&jaksel).await.done();
    let sent = new("send", &form).with(&doubt.name, &doubt.value).by(&jaksel).await;
    assert_eq!(sent.done().message, "Rencana Seleksi telah dikirim.");
    // Of the newer one they were not told.
    let third = Scene::set(&server, Phase::Draft, Far::Entered).await;
    form.positions = vec![third.position.to_string()];
    let reply = new("send", &form).with(&doubt.name, &doubt.value).by(&jaksel).await;
    assert!(matches!(reply.error(), AppError::Doubtful(_)), "{}", reply.text);
}

async fn a_letter_number_is_asked_about_in_a_form_without_a_script_too(server: Server) {
    let scene = Scene::set(&server, Phase::Finished, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let call = new("send", &typed::plan(scene.position));
    let page = call.submitted(&jaksel, "/seleksi/tambah").await;
    assert_eq!(page.status, 409, "{}", page.text);
    let field = format!("name=\"asked_letter\" value=\"{}\"", scene.plan);
    assert!(page.text.contains(&field) && page.text.contains("kirim sekali lagi"), "{}", page.text);
    assert!(page.text.contains(&format!("href=\"/seleksi/{}\"", scene.plan)), "{}", page.text);
    let sent = call.with("asked_letter", scene.plan).submitted(&jaksel, "/seleksi/tambah").await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}
