//! Decisions that are taken back, and applicants who resign.

use app::{
    api::selection::views::{PlanView, ReportView, VacancyView},
    error::AppError,
};
use domain::{
    id::{ApplicantId, PlanId},
    selection::{
        Phase, applicant::Person, forms::AssignForm, plan::PlanForm, review::MessageKind,
        withdrawal::WithdrawalForm,
    },
};
use server::start::clock;
use store::selection::process;

use crate::{
    call::Call,
    scene::{Far, Scene, scored},
    support::{Client, Reply, Server},
    typed,
};

both!(
    a_rejection_is_taken_back_with_its_reason,
    a_rejection_stays_once_another_plan_has_its_post,
    an_approval_is_taken_back_until_somebody_has_begun,
    a_passed_report_is_reviewed_again_and_passed_again,
    what_an_inauguration_was_built_on_stays,
    whoever_resigns_leaves_the_three_and_may_come_back,
    after_lulus_the_next_in_rank_moves_up_and_the_commission_reads_it,
    a_selection_that_everybody_left_ends,
    a_resignation_is_not_recorded_behind_an_inauguration,
);

async fn view(client: &Client, plan: PlanId) -> PlanView {
    Call::of("selection/get_plan").with("plan", plan).by(client).await.json()
}

async fn take_back(client: &Client, plan: PlanId) -> Reply {
    let version = view(client, plan).await.version;
    let call = Call::of("selection/take_back").with("plan", plan).with("version", version);
    call.form(&typed::message("Keliru menekan tombol.", &[])).by(client).await
}

async fn on(client: &Client, path: &'static str, plan: PlanId) -> Reply {
    let version = view(client, plan).await.version;
    let call = Call::of(path).with("plan", plan).with("version", version);
    call.form(&typed::message("Sesuai ketentuan.", &[])).by(client).await
}

async fn a_rejection_is_taken_back_with_its_reason(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let (officer, jaksel) = (server.client("asisten1").await, server.client("jaksel").await);
    on(&officer, "selection/reject_plan", scene.plan).await.done();
    take_back(&officer, scene.plan).await.done();
    let after = view(&jaksel, scene.plan).await;
    assert_eq!((after.phase, after.rejection), (Phase::InReview, None));
    let last = after.messages.last().unwrap();
    assert_eq!(last.kind, MessageKind::TakenBack);
    assert!(last.text.contains("Keliru menekan tombol."), "{}", last.text);
    assert!(server.acts().await.contains(&"take_back_rejection".to_owned()));
    server.every_line_has_its_words().await;
    on(&officer, "selection/recommend_and_approve", scene.plan).await.done();
}

async fn a_rejection_stays_once_another_plan_has_its_post(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let (officer, jaksel) = (server.client("asisten1").await, server.client("jaksel").await);
    on(&officer, "selection/reject_plan", scene.plan).await.done();
    send(&jaksel, &typed::plan(scene.position)).await;
    let refused = take_back(&officer, scene.plan).await;
    let AppError::Refused(sentence) = refused.error() else { panic!("{}", refused.text) };
    assert!(sentence.contains("rencana seleksi lain"), "{sentence}");
    assert_eq!(view(&officer, scene.plan).await.phase, Phase::Rejected);
}

async fn send(jaksel: &Client, form: &PlanForm) -> PlanId {
    let form = PlanForm { letter_number: "800/77/BKD/2016".into(), ..form.clone() };
    let call = Call::of("selection/save_plan").with("plan", "").with("version", 0).with("intent", "send");
    let done = call.form(&form).by(jaksel).await.done();
    done.go.unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

async fn an_approval_is_taken_back_until_somebody_has_begun(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let (chief, jaksel) = (server.client("komisioner").await, server.client("jaksel").await);
    let plan = send(&jaksel, &typed::plan(scene.position)).await;
    let call = Call::of("selection/assign_officer").with("plan", plan);
    let call = call.with("version", view(&chief, plan).await.version);
    call.form(&AssignForm { officer: scene.officer.clone() }).by(&chief).await.done();
    on(&chief, "selection/recommend_and_approve", plan).await.done();
    take_back(&chief, plan).await.done();
    let back = view(&chief, plan).await;
    assert_eq!(back.phase, Phase::Recommended);
    assert!(back.recommendation.is_some());

    let version = back.version;
    Call::of("selection/approve_plan").with("plan", plan).with("version", version).by(&chief).await.done();
    let vacancy = view(&jaksel, plan).await.vacancies[0].id;
    let call = Call::of("selection/record_applicant_count").with("vacancy", vacancy).with("version", 1);
    call.with("form[count]", 4).by(&jaksel).await.done();
    let refused = take_back(&chief, plan).await;
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);
    assert_eq!(view(&chief, plan).await.phase, Phase::Process);
}

async fn report(client: &Client, plan: PlanId) -> ReportView {
    Call::of("selection/get_report").with("plan", plan).by(client).await.json()
}

async fn a_passed_report_is_reviewed_again_and_passed_again(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Accepted).await;
    let (officer, jaksel) = (server.client("asisten1").await, server.client("jaksel").await);
    let file = jaksel.attach("surat.pdf", crate::support::samples::PDF).await;
    let call = Call::of("selection/send_report").with("plan", scene.plan);
    let call = call.with("version", view(&jaksel, scene.plan).await.version);
    call.form(&typed::report([&file, &file, &file])).by(&jaksel).await.done();
    on(&officer, "selection/pass_report", scene.plan).await.done();
    assert_eq!(view(&officer, scene.plan).await.phase, Phase::Inauguration);
    take_back(&officer, scene.plan).await.done();
    let after = report(&jaksel, scene.plan).await;
    assert_eq!(after.phase, Phase::Reported);
    assert_eq!(after.rounds.iter().map(|round| round.review.is_some()).collect::<Vec<_>>(), [false]);
    on(&officer, "selection/pass_report", scene.plan).await.done();
    assert_eq!(view(&officer, scene.plan).await.phase, Phase::Inauguration);
    server.every_line_has_its_words().await;
}

async fn what_an_inauguration_was_built_on_stays(server: Server) {
    let scene = Scene::set(&server, Phase::Inauguration, Far::Documented).await;
    let officer = server.client("asisten1").await;
    let refused = take_back(&officer, scene.plan).await;
    let AppError::Refused(sentence) = refused.error() else { panic!("{}", refused.text) };
    // Said before anybody writes a reason.
    assert_eq!(view(&officer, scene.plan).await.kept_by, Some(sentence));
    assert_eq!(view(&server.client("jaksel").await, scene.plan).await.kept_by, None);
    assert_eq!(view(&officer, scene.plan).await.phase, Phase::Inauguration);
}

async fn process(client: &Client, scene: &Scene) -> VacancyView {
    Call::of("selection/get_vacancy").with("vacancy", scene.vacancy).by(client).await.json()
}

async fn resign(client: &Client, scene: &Scene, successor: Option<ApplicantId>) -> Reply {
    let people = process(client, scene).await.applicants;
    let version = people.iter().find(|one| one.id == scene.applicant).unwrap().version;
    let form = WithdrawalForm {
        day: "01/08/2016".into(),
        reason: "Diterima di tempat lain.".into(),
        successor: successor.map(|id| id.to_string()).unwrap_or_default(),
    };
    let call = Call::of("selection/withdraw_applicant").with("applicant", scene.applicant);
    call.with("version", version).form(&form).by(client).await
}

async fn whoever_resigns_leaves_the_three_and_may_come_back(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Accepted).await;
    let jaksel = server.client("jaksel").await;
    let before = process(&jaksel, &scene).await;
    resign(&jaksel, &scene, None).await.done();
    let after = process(&jaksel, &scene).await;
    let gone = after.applicants.iter().find(|one| one.id == scene.applicant).unwrap();
    assert_eq!((gone.accepted, gone.rank), (None, None));
    assert_eq!(gone.withdrawal.as_deref(), Some("Mengundurkan diri 01/08/2016: Diterima di tempat lain."));
    assert_eq!(gone.scores, before.applicants[0].scores);
    assert!(after.shortlist.is_empty());

    let score = Call::of("selection/save_score").with("applicant", scene.applicant);
    let score = score.with("version", gone.version).with("stage", "paper").with("form[score]", 9);
    let refused = score.with("form[reason]", "Keliru.").by(&jaksel).await;
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);

    let back = Call::of("selection/rejoin_applicant").with("applicant", scene.applicant);
    back.with("version", gone.version).by(&jaksel).await.done();
    let back = process(&jaksel, &scene).await;
    let person = back.applicants.iter().find(|one| one.id == scene.applicant).unwrap();
    assert_eq!((person.rank, person.accepted, &person.withdrawal), (Some(1), None, &None));
    server.every_line_has_its_words().await;
}

/// Somebody else with all scores.
async fn another(server: &Server, scene: &Scene) -> ApplicantId {
    let mut tx = server.db.begin().await.unwrap();
    let plan = store::selection::plan::load(&mut tx, scene.plan).await.unwrap().unwrap();
    let scheme = plan.details().unwrap().scheme.clone();
    let person =
        Person { name: "Kandidat 9".into(), nip: "197203101998032001".into(), agency: "Dinas Sosial".into() };
    let ids = process::insert_applicants(&mut tx, scene.vacancy, &[person], clock()).await.unwrap();
    let all = process::applicants(&mut tx, scene.vacancy, &scheme).await.unwrap();
    let described = all.iter().find_map(|one| one.track_record.clone());
    let mut next = all.into_iter().find(|one| one.id == ids[0]).unwrap();
    next.progress = scored(&mut tx, next.id, &scheme, &plan.created.by).await;
    next.track_record = described;
    process::save_applicant(&mut tx, &mut next, &plan.created.by, clock()).await.unwrap();
    tx.commit().await.unwrap();
    next.id
}

async fn after_lulus_the_next_in_rank_moves_up_and_the_commission_reads_it(server: Server) {
    let scene = Scene::set(&server, Phase::Inauguration, Far::Accepted).await;
    let next = another(&server, &scene).await;
    let (officer, jaksel) = (server.client("asisten1").await, server.client("jaksel").await);
    let done = resign(&jaksel, &scene, Some(next)).await.done();
    assert!(done.message.ends_with("Kandidat 9 naik menggantikannya."), "{}", done.message);
    let after = process(&officer, &scene).await;
    assert_eq!((after.phase, after.shortlist), (Phase::Inauguration, vec![next]));
    let view = view(&officer, scene.plan).await;
    let last = view.messages.last().unwrap();
    assert_eq!(last.kind, MessageKind::Withdrawal);
    assert!(last.text.contains("Diterima di tempat lain."), "{}", last.text);
    assert!(server.acts().await.contains(&"move_up".to_owned()));
    // The Lulus of other names is built on by now.
    let refused = take_back(&officer, scene.plan).await;
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);
    server.every_line_has_its_words().await;
}

async fn a_selection_that_everybody_left_ends(server: Server) {
    let scene = Scene::set(&server, Phase::Inauguration, Far::Accepted).await;
    let jaksel = server.client("jaksel").await;
    resign(&jaksel, &scene, None).await.done();
    assert_eq!(view(&jaksel, scene.plan).await.phase, Phase::Finished);
}

async fn a_resignation_is_not_recorded_behind_an_inauguration(server: Server) {
    let scene = Scene::set(&server, Phase::Inauguration, Far::Documented).await;
    let jaksel = server.client("jaksel").await;
    let refused = resign(&jaksel, &scene, None).await;
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);
}
