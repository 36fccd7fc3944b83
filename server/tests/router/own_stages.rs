//! A plan with a stage of its own name beside the four: scored, ranked, watched and told like any other.

use app::{
    api::selection::views::VacancyView,
    error::{AppError, Done},
};
use domain::{
    rich_text::TypedText,
    selection::{
        Phase,
        forms::ScoreForm,
        monitoring::MonitoringForm,
        plan::{OwnStageForm, WeightsForm},
    },
};
use server::start::clock;
use store::{identity, selection::plan};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Reply, Server},
    typed,
};

both!(a_stage_with_a_name_of_its_own_is_one_like_the_others, a_stage_that_the_plan_has_not_is_none);

/// A selection that begins with Tes Kesehatan, whose one applicant takes part in nothing yet.
async fn scene(server: &Server) -> Scene {
    let stage = OwnStageForm { weight: "10".into(), ..health() };
    beginning_with(server, WeightsForm { managerial: "30".into(), ..typed::plan("1").weights }, stage).await
}

/// Tes Kesehatan at the start, not yet with what it is judged by.
pub fn health() -> OwnStageForm {
    OwnStageForm { name: "Tes Kesehatan".into(), after: "start".into(), ..OwnStageForm::default() }
}

/// The same with this stage, and these weights of the usual four.
pub async fn beginning_with(server: &Server, weights: WeightsForm, stage: OwnStageForm) -> Scene {
    let scene = Scene::set(server, Phase::Process, Far::Entered).await;
    let mut tx = server.db.begin().await.unwrap();
    let mut record = plan::load(&mut tx, scene.plan).await.unwrap().unwrap();
    record.form.weights = weights;
    record.form.stages = vec![stage];
    record.sent = Some(record.form.validate().unwrap());
    let by = identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().person();
    plan::save(&mut tx, &mut record, &by, clock()).await.unwrap();
    tx.commit().await.unwrap();
    scene
}

/// One applicant follows a stage.
pub fn advance(scene: &Scene, stage: &str) -> Call {
    let call = Call::of("selection/advance_applicants").with("vacancy", scene.vacancy).with("stage", stage);
    call.with("applicants[0]", scene.applicant)
}

fn save(scene: &Scene, version: i64, stage: &str, score: &str) -> Call {
    let call = Call::of("selection/save_score").with("applicant", scene.applicant).with("version", version);
    call.with("stage", stage).form(&ScoreForm { score: score.into(), reason: String::new() })
}

fn said(reply: &Reply) -> String {
    reply.json::<Done>().message
}

async fn a_stage_with_a_name_of_its_own_is_one_like_the_others(server: Server) {
    let scene = scene(&server).await;
    let jaksel = server.client("jaksel").await;
    assert_eq!(said(&advance(&scene, "own_1").by(&jaksel).await), "Kandidat 1 mengikuti Tes Kesehatan.");
    assert_eq!(
        advance(&scene, "managerial").by(&jaksel).await.error(),
        AppError::Refused(
            "Kandidat 1: Isi dahulu skor Tes Kesehatan sebelum mengikuti kompetensi manajerial.".into()
        )
    );
    let version = scene.versions[2] + 1;
    let saved = save(&scene, version, "own_1", "8").by(&jaksel).await;
    assert_eq!(said(&saved), "Skor Tes Kesehatan Kandidat 1 tersimpan: 8, nilai 80.");
    let conflict = save(&scene, version, "own_1", "9").by(&jaksel).await.error();
    let AppError::Conflict(conflict) = conflict else { panic!("{conflict:?}") };
    assert_eq!(conflict.fields[0].label, "Skor Tes Kesehatan");

    let mut version = version + 1;
    for stage in ["managerial", "paper", "interview", "track_record"] {
        advance(&scene, stage).by(&jaksel).await.done();
        save(&scene, version + 1, stage, "7,5").by(&jaksel).await.done();
        version += 2;
    }
    let view: VacancyView =
        Call::of("selection/get_vacancy").with("vacancy", scene.vacancy).by(&jaksel).await.json();
    let labels: Vec<_> = view.scheme.stages().iter().map(|stage| stage.label().to_owned()).collect();
    assert_eq!(labels[..2], ["Tes Kesehatan", "Kompetensi Manajerial"]);
    let row = &view.applicants[0];
    assert_eq!((row.reached, row.scores.len(), row.total.as_deref(), row.rank), (5, 5, Some("755"), Some(1)));

    let stage = format!("/seleksi/{}/lowongan/{}?tahap=own_1", scene.plan, scene.vacancy);
    let page = jaksel.page(&stage).await;
    assert!(page.text.contains("Daftar pelamar yang mengikuti Tes Kesehatan"), "{}", page.text);
    let page = jaksel.page(&format!("/seleksi/{}", scene.plan)).await;
    let (own, first) =
        (page.text.find("Tes Kesehatan").unwrap(), page.text.find("Kompetensi Manajerial").unwrap());
    assert!(own < first, "the stages stand in their order");
}

async fn a_stage_that_the_plan_has_not_is_none(server: Server) {
    let scene = scene(&server).await;
    let jaksel = server.client("jaksel").await;
    for stage in ["own_2", "own_9", "", "Tes Kesehatan"] {
        assert_eq!(advance(&scene, stage).by(&jaksel).await.status, 404, "{stage}");
    }
    let reply = save(&scene, scene.versions[2], "own_2", "8").by(&jaksel).await;
    assert_eq!(reply.error(), AppError::Refused("Pelamar belum mengikuti tahapan lain.".into()));
    let watch = |stage: &str| {
        let form = MonitoringForm {
            day: "2020-01-02".into(),
            stage: stage.into(),
            findings: TypedText::html("<p>Tertib.</p>"),
            files: Vec::new(),
        };
        Call::of("selection/add_monitoring").with("vacancy", scene.vacancy).form(&form)
    };
    let asisten = server.client("asisten1").await;
    assert_eq!(watch("own_2").by(&asisten).await.complaint("stage"), "Pilih Tahapan.");
    watch("own_1").by(&asisten).await.done();
    let page = asisten.page(&format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy)).await;
    assert!(page.text.contains("Tes Kesehatan"));
}
