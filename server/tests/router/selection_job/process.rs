//! Proses Seleksi: the figures' four candidates, scored and decided upon.

use app::error::AppError;
use domain::selection::{
    applicant::TrackRecordForm,
    forms::{CountForm, LinesForm, ReasonForm, ScoreForm},
};

use super::{Job, said};
use crate::{
    call::Call,
    typed::{self, CANDIDATES, STAGES},
};

/// Four times four moves and scores by stage, four descriptions, three acceptances.
pub const LINES: [&str; 40] = {
    let mut lines = ["advance_applicants"; 40];
    let mut stage = 0;
    while stage < 4 {
        let mut place = 0;
        while place < 4 {
            lines[stage * 8 + 4 + place] = "save_score";
            place += 1;
        }
        stage += 1;
    }
    let mut place = 32;
    while place < 40 {
        lines[place] = match place {
            32..36 => "describe_track_record",
            39 => "reject_applicant",
            _ => "accept_applicant",
        };
        place += 1;
    }
    lines
};

/// The count, one by hand, the others pasted.
pub async fn entered(job: &Job) {
    let count = CountForm { count: "12".into() };
    job.on_vacancy("selection/record_applicant_count").await.form(&count).by(&job.jaksel).await.done();
    let (name, nip, ..) = CANDIDATES[0];
    let one = Call::of("selection/add_applicant").with("vacancy", job.vacancy);
    one.form(&typed::person(name, nip)).by(&job.jaksel).await.done();
    let lines =
        CANDIDATES[1..].iter().map(|(name, nip, ..)| format!("{name}; {nip}; Dinas Kesehatan\n")).collect();
    let call = Call::of("selection/add_applicants").with("vacancy", job.vacancy).form(&LinesForm { lines });
    assert_eq!(said(&call.by(&job.jaksel).await), "3 pelamar tersimpan.");
}

/// Stage by stage; the totals are the figures'.
pub async fn scored(job: &Job) {
    for (place, stage) in STAGES.into_iter().enumerate() {
        advance(job, stage).await;
        for (name, _, scores, _) in CANDIDATES {
            let form = ScoreForm { score: scores[place].into(), reason: String::new() };
            let call = job.on_applicant("selection/save_score", name).await.with("stage", stage);
            call.form(&form).by(&job.jaksel).await.done();
        }
    }
    let view = job.vacancy().await;
    let totals: Vec<_> = view.applicants.iter().map(|row| row.total.clone().unwrap()).collect();
    assert_eq!(totals, ["650", "723", "492", "661"]);
    let ranks: Vec<_> = view.applicants.iter().map(|row| row.rank.unwrap()).collect();
    assert_eq!(ranks, [3, 1, 4, 2]);
    assert_eq!(view.applicants[2].marks, ["160", "40", "225", "67"]);
}

async fn advance(job: &Job, stage: &str) {
    let mut call = Call::of("selection/advance_applicants").with("vacancy", job.vacancy).with("stage", stage);
    for (place, applicant) in job.vacancy().await.applicants.iter().enumerate() {
        call = call.with(&format!("applicants[{place}]"), applicant.id);
    }
    assert!(said(&call.by(&job.jaksel).await).starts_with("4 pelamar mengikuti"));
}

/// Three, of whom the last only with a reason could be another; a fourth not at all.
pub async fn decided(job: &Job) {
    for (name, ..) in CANDIDATES {
        let form: TrackRecordForm =
            TrackRecordForm { text: format!("Rekam jejak {name} baik.").into(), files: Vec::new() };
        job.on_applicant("selection/describe_track_record", name)
            .await
            .form(&form)
            .by(&job.jaksel)
            .await
            .done();
    }
    accept(job, "Kandidat 3").await.done();
    accept(job, "Kandidat 1").await.done();
    let out_of_rank = accept(job, "Kandidat 2").await;
    assert_eq!(
        out_of_rank.complaint("reason"),
        "Pelamar ini peringkat 4. Tulis alasan menerimanya di luar urutan."
    );
    accept(job, "Kandidat 4").await.done();
    let fourth = accept(job, "Kandidat 2").await;
    assert!(matches!(fourth.error(), AppError::Refused(_)), "{}", fourth.text);
    let form = ReasonForm { reason: "Peringkat keempat.".into() };
    job.on_applicant("selection/reject_applicant", "Kandidat 2")
        .await
        .form(&form)
        .by(&job.jaksel)
        .await
        .done();
    let view = job.vacancy().await;
    let best: Vec<_> = view.applicants.iter().filter(|row| row.accepted == Some(true)).collect();
    assert_eq!(best.len(), 3);
    assert!(view.can_report, "{:?}", view.obstacles);
}

async fn accept(job: &Job, name: &str) -> crate::support::Reply {
    let call = job.on_applicant("selection/accept_applicant", name).await;
    call.form(&ReasonForm::default()).by(&job.jaksel).await
}
