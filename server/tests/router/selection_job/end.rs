//! Pelaporan and Pelantikan.

use app::api::selection::views::{AppointmentView, InaugurationView};
use chrono::NaiveDate;
use domain::{id::OfficialId, selection::Phase};

use super::{Job, files};
use crate::{call::Call, support::samples::PDF, typed};

/// Sent, returned, sent again, passed.
pub async fn reported(job: &Job) {
    let [cover, stage, minutes] = files(&job.jaksel).await;
    let mut form = typed::report([&cover, &stage, &minutes]);
    job.on_plan("selection/send_report").await.form(&form).by(&job.jaksel).await.done();
    job.expect(Phase::Reported).await;
    let call = job.on_plan("selection/return_report").await;
    call.form(&typed::message("Surat pengantar belum ditandatangani.", &[])).by(&job.asisten).await.done();
    job.expect(Phase::ReportReturned).await;

    form.cover_files = vec![job.jaksel.attach("surat-bertanda-tangan.pdf", PDF).await];
    job.on_plan("selection/send_report").await.form(&form).by(&job.jaksel).await.done();
    let call = job.on_plan("selection/pass_report").await;
    let done = call.form(&typed::message("Laporan lengkap.", &[])).by(&job.asisten).await.done();
    assert_eq!(done.go, Some(format!("/seleksi/{}/pelaporan", job.plan)));
    let view = job.report().await;
    let rounds: Vec<_> =
        view.rounds.iter().map(|round| (round.round, round.review.as_ref().unwrap().passed)).collect();
    assert_eq!(rounds, [(2, true), (1, false)]);
    assert_eq!(view.rounds[0].cover_files[0].name, "surat-bertanda-tangan.pdf");
    job.expect(Phase::Inauguration).await;
}

/// The documents, with their files.
pub async fn inaugurated(job: &Job) {
    let [minutes, decree] = files(&job.jaksel).await;
    let call = job.on_vacancy("selection/record_inauguration").await;
    let done = call.form(&typed::inauguration([&minutes, &decree])).by(&job.jaksel).await.done();
    assert_eq!(done.go, Some(format!("/pejabat/tambah?lowongan={}", job.vacancy)));
    let view: InaugurationView =
        Call::of("selection/get_inauguration").with("vacancy", job.vacancy).by(&job.asisten).await.json();
    assert!(view.documented && !view.filled);
    assert_eq!((view.minutes_files.len(), view.decree_files.len()), (1, 1));
    assert_eq!(job.asisten.get(&format!("/files/{decree}")).await.bytes, PDF);
}

/// The best of the three takes the post; the former holder's term ends the day before.
pub async fn appointed(job: &Job, former: OfficialId) {
    let view: AppointmentView =
        Call::of("selection/get_appointment").with("vacancy", job.vacancy).by(&job.jaksel).await.json();
    assert_eq!(view.candidates.len(), 3);
    assert!(view.candidates[0].label.starts_with("Kandidat 3"), "{}", view.candidates[0].label);
    let form = typed::appointment(&view.candidates[0].value);
    let call = job.on_vacancy("selection/appoint").await.form(&form);
    assert_eq!(call.by(&job.jaksel).await.done().go.as_deref(), Some("/pejabat"));
    job.expect(Phase::Finished).await;
    let officials = job.officials().await.rows;
    let old = officials.iter().find(|row| row.id == former).unwrap();
    assert!(old.former);
    assert_eq!(old.end, NaiveDate::from_ymd_opt(2016, 9, 30).unwrap());
    let new = officials.iter().find(|row| row.id != former).unwrap();
    assert_eq!(
        (new.name.as_str(), new.nip.as_str(), new.former),
        ("Kandidat 3", "197003031995012003", false)
    );
    let twice = call.by(&job.jaksel).await;
    assert_eq!(twice.status, 409, "{}", twice.text);
}
