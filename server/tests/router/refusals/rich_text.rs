//! Rich text that is heavy to read, and text that is no markup.

use std::{fmt::Write as _, sync::mpsc::channel};

use app::{api::selection::views::PlanView, error::AppError, ports::work::Ticket};
use domain::{
    rich_text::{TypedText, to_text},
    selection::{Phase, review::MessageForm},
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::Server,
};

both!(
    what_is_heavy_to_read_is_refused_at_its_field_everywhere,
    text_without_a_script_stays_as_typed,
    who_finds_no_turn_is_asked_to_wait_and_keeps_what_was_typed,
);

/// Every command that takes rich text, with its fields.
const COMMANDS: [(&str, &[&str]); 10] = [
    ("selection/save_plan", &["reason_text"]),
    ("selection/post_message", &["text"]),
    ("selection/request_correction", &["text"]),
    ("selection/recommend_plan", &["text"]),
    ("selection/reject_plan", &["text"]),
    ("selection/send_report", &["note", "minutes"]),
    ("selection/return_report", &["text"]),
    ("selection/pass_report", &["text"]),
    ("selection/record_inauguration", &["minutes", "decree"]),
    ("selection/add_monitoring", &["findings"]),
];

fn formatting_in_every_paragraph() -> String {
    let mut html = String::from("<p>");
    for n in 0..900 {
        write!(html, "<b a{n}>").unwrap();
    }
    html.push_str("</p>");
    html.push_str(&"<p>x".repeat(1800));
    html
}

async fn what_is_heavy_to_read_is_refused_at_its_field_everywhere(server: Server) {
    let jaksel = server.client("jaksel").await;
    let formatting = formatting_in_every_paragraph();
    assert!(formatting.len() < 16 * 1024);
    let heavy = [
        (formatting, "Format teks ini terlalu rumit; sederhanakan, atau lampirkan sebagai berkas."),
        ("<div>".repeat(120_000), "Teks ini terlalu panjang; lampirkan sebagai berkas."),
        (
            "<ul><li>".repeat(2_000),
            "Format teks ini terlalu rumit; sederhanakan, atau lampirkan sebagai berkas.",
        ),
    ];
    let mut described = vec![("selection/describe_track_record", &["text"][..])];
    described.extend(COMMANDS);
    for (command, fields) in described {
        for field in fields {
            for (html, sentence) in &heavy {
                let call = Call::of(command)
                    .with("plan", 1)
                    .with("vacancy", 1)
                    .with("applicant", 1)
                    .with("version", 1)
                    .with("intent", "draft")
                    .with(&format!("form[{field}][html]"), html);
                let reply = call.by(&jaksel).await;
                assert_eq!(reply.complaint(field), *sentence, "{command}");
            }
        }
    }
}

async fn text_without_a_script_stays_as_typed(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let typed = "Mohon lengkapi <nama instansi> dan <NIP>.\r\nAni <ani@contoh.go.id>\r\n\r\nSkor <7 ditolak; >=7 &lt; \
                 <b>tebal</b>";
    let page = format!("/seleksi/{}", scene.plan);
    let fields = [("plan", &*scene.plan.to_string()), ("form[text]", typed)];
    let reply = jaksel.submit(&page, "/api/selection/post_message", &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let view: PlanView = Call::of("selection/get_plan").with("plan", scene.plan).by(&jaksel).await.json();
    let kept = &view.messages.last().unwrap().text;
    assert_eq!(to_text(kept), typed.replace("\r\n", "\n"));
    let shown = jaksel.page(&page).await.text;
    assert!(shown.contains("Mohon lengkapi &lt;nama instansi&gt; dan &lt;NIP&gt;.<br>Ani"), "{shown}");
}

async fn who_finds_no_turn_is_asked_to_wait_and_keeps_what_was_typed(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    drop(tx);
    let place = &server.work.rich_text;
    let (go, wait) = channel::<()>();
    let first = place.run(user, move |_: &Ticket| wait.recv().unwrap());
    tokio::pin!(first);
    assert!(futures::poll!(&mut first).is_pending());
    let mut others: Vec<_> = (0..4).map(|_| Box::pin(place.run(user, |_: &Ticket| ()))).collect();
    for other in &mut others {
        assert!(futures::poll!(other).is_pending());
    }

    let fields = [("plan", &*scene.plan.to_string()), ("form[text]", "Sudah kami lengkapi.")];
    let page = format!("/seleksi/{}", scene.plan);
    let reply = jaksel.submit(&page, "/api/selection/post_message", &fields).await;
    assert_eq!(reply.status, 503, "{}", reply.text);
    assert!(reply.text.contains("Tunggu sampai selesai, lalu coba lagi"), "{}", reply.text);
    assert!(reply.text.contains("Sudah kami lengkapi."), "what was typed is lost: {}", reply.text);
    let form = MessageForm { text: TypedText::html("<div>Sudah.</div>"), files: Vec::new() };
    let call = Call::of("selection/post_message").with("plan", scene.plan).form(&form);
    let reply = call.by(&jaksel).await;
    assert!(matches!(reply.error(), AppError::Busy(_)), "{}", reply.text);
    assert_eq!(reply.header("retry-after"), "5");

    go.send(()).unwrap();
    first.await.unwrap();
    for other in others {
        other.await.unwrap();
    }
    call.by(&jaksel).await.done();
}
