//! A plan of `jaksel` in any phase, with one vacancy and (once it was sent) one applicant, handled by `asisten1`.

use domain::{
    id::{ApplicantId, AttachmentId, PlanId, PositionId, VacancyId},
    number::Score,
    position::{Level, PositionStatus},
    rich_text::CleanText,
    selection::{
        Phase, Scheme,
        applicant::{Person as NewApplicant, TrackRecord},
        inauguration::Documents,
        plan::PlanForm,
        progress::{Decision, Progress},
        report::Report,
        review::{Person, PlanState, Recommendation},
    },
};
use server::start::clock;
use store::{
    Tx, identity,
    position::{self, NewPosition},
    selection::{
        plan::{self, NewPlan, PlanRecord},
        process, report,
    },
};

use crate::{support::Server, typed};

/// How far the applicant, or the inauguration, has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Far {
    /// Entered.
    Entered,
    /// In the first stage, without a score.
    First,
    /// With every score.
    Scored,
    /// With a description of the track record.
    Described,
    /// Among the three.
    Accepted,
    /// The documents of the inauguration are there.
    Documented,
}

/// What there is.
#[derive(Clone, Debug)]
pub struct Scene {
    pub position: PositionId,
    pub plan: PlanId,
    pub vacancy: VacancyId,
    pub applicant: ApplicantId,
    /// The versions of the latter three.
    pub versions: [i64; 3],
    /// A file of whoever is asked about.
    pub file: String,
    /// A spreadsheet of theirs.
    pub sheet: String,
    /// The account of `asisten2`.
    pub officer: String,
}

impl Scene {
    /// Makes it all, beside whatever else there is.
    pub async fn set(server: &Server, phase: Phase, far: Far) -> Self {
        let mut tx = server.db.begin().await.unwrap();
        let by = user(&mut tx, "jaksel").await;
        let officer = user(&mut tx, "asisten1").await.person();
        let colleague = user(&mut tx, "asisten2").await;
        let institution = by.institution.as_ref().unwrap().id;
        let (by, now) = (by.person(), clock());
        let new = NewPosition {
            institution,
            unit: "Dinas Perhubungan".into(),
            title: "Kepala Dinas Perhubungan".into(),
            level: Level::Junior,
            technical: "Lalu lintas".into(),
            socio_cultural: "Warga kota".into(),
            status: PositionStatus::Approved,
            officer: None,
            at: now,
        };
        let position = position::insert(&mut tx, &new).await.unwrap();
        let form = typed::plan(position);
        let id = plan::insert(&mut tx, NewPlan { institution, form: form.clone(), by: &by, at: now })
            .await
            .unwrap();
        let mut record = plan::load(&mut tx, id).await.unwrap().unwrap();
        record.state = state(phase, &officer);
        record.sent = (phase != Phase::Draft).then(|| form.validate().unwrap());
        plan::save(&mut tx, &mut record, &by, now).await.unwrap();
        plan::set_vacancies(&mut tx, &record, &[position]).await.unwrap();
        if matches!(phase, Phase::Reported | Phase::Inauguration | Phase::Finished) {
            report::insert(&mut tx, id, 1, &sent(), &by, now).await.unwrap();
        }
        let record = plan::load(&mut tx, id).await.unwrap().unwrap();
        let (applicant, version) = if phase == Phase::Draft {
            (ApplicantId::new(0), 0)
        } else {
            applicant(&mut tx, &record, &form, far, &by).await
        };
        let vacancy = vacancy(&mut tx, &record, far, &by).await;
        tx.commit().await.unwrap();
        Self {
            position,
            plan: id,
            vacancy: vacancy.id,
            applicant,
            versions: [record.version, vacancy.version, version],
            file: String::new(),
            sheet: String::new(),
            officer: colleague.id.to_string(),
        }
    }
}

/// By the transitions themselves.
fn state(phase: Phase, officer: &Person) -> PlanState {
    let mut state = PlanState::Draft;
    while state.phase() != phase {
        state = match state.phase() {
            Phase::Draft => state.submit(clock()),
            Phase::Submitted => state.assign(officer.clone()),
            Phase::InReview if phase == Phase::Correction => state.request_correction(clock()),
            Phase::InReview if phase == Phase::Rejected => {
                state.reject(officer.clone(), clock(), "<p>Belum lengkap.</p>".into())
            }
            Phase::InReview => state.recommend(Recommendation {
                by: officer.clone(),
                at: clock(),
                text: "<p>Memenuhi syarat.</p>".into(),
                letter: Vec::new(),
            }),
            Phase::Recommended => state.approve(officer.clone(), clock()),
            Phase::Process => state.send_report(clock(), &[]),
            Phase::Reported => state.pass_report(officer.clone(), clock()),
            Phase::Inauguration => state.finish(clock(), 0),
            other => panic!("nothing leads from {other:?} to {phase:?}"),
        }
        .unwrap();
    }
    state
}

fn sent() -> Report {
    let files = vec![AttachmentId::new(1)];
    Report {
        note: CleanText::from_text("Laporan."),
        cover_files: files.clone(),
        stage_files: files.clone(),
        minutes: CleanText::from_text("Berita acara."),
        minutes_files: files,
    }
}

async fn applicant(
    tx: &mut Tx,
    record: &PlanRecord,
    form: &PlanForm,
    far: Far,
    by: &Person,
) -> (ApplicantId, i64) {
    let scheme = form.validate().unwrap().scheme;
    let vacancy = process::vacancies(tx, record.id).await.unwrap()[0].id;
    let person = NewApplicant {
        name: "Kandidat 1".into(),
        nip: "197001011995011001".into(),
        agency: "Dinas Kesehatan A".into(),
    };
    process::insert_applicants(tx, vacancy, &[person], clock()).await.unwrap();
    let mut applicant = process::applicants(tx, vacancy, &scheme).await.unwrap().remove(0);
    applicant.progress = progress(tx, applicant.id, &scheme, far, by).await;
    if far >= Far::Described {
        applicant.track_record = Some(TrackRecord { text: CleanText::from_text("Baik."), files: Vec::new() });
    }
    process::save_applicant(tx, &mut applicant, by, clock()).await.unwrap();
    (applicant.id, applicant.version)
}

/// Through every stage with the same score.
pub async fn scored(tx: &mut Tx, applicant: ApplicantId, scheme: &Scheme, by: &Person) -> Progress {
    let mut progress = Progress::eligible();
    for planned in scheme.stages() {
        let reached = progress.advance(scheme).unwrap();
        let (scored, change) =
            reached.save_score(scheme, planned.stage(), "7".parse::<Score>().unwrap(), None).unwrap();
        process::record_score(tx, applicant, &change, by, clock()).await.unwrap();
        progress = scored;
    }
    progress
}

async fn progress(tx: &mut Tx, applicant: ApplicantId, scheme: &Scheme, far: Far, by: &Person) -> Progress {
    let mut progress = Progress::eligible();
    if far == Far::First {
        return progress.advance(scheme).unwrap();
    }
    if far >= Far::Scored {
        progress = scored(tx, applicant, scheme, by).await;
    }
    if far >= Far::Accepted {
        let decision = Decision { accepted: true, reason: None, by: by.id, at: clock() };
        progress = progress.decide(scheme, decision).unwrap();
    }
    progress
}

async fn vacancy(tx: &mut Tx, record: &PlanRecord, far: Far, by: &Person) -> process::VacancyRecord {
    let mut vacancy = process::vacancies(tx, record.id).await.unwrap().remove(0);
    vacancy.applicant_count = Some(5);
    vacancy.shortlist_note = Some("Hanya satu pelamar yang memenuhi syarat.".into());
    if far == Far::Documented {
        let files = vec![AttachmentId::new(1)];
        let documents = Documents {
            minutes: CleanText::from_text("Berita acara pelantikan."),
            minutes_files: files.clone(),
            decree: CleanText::from_text("SK pengangkatan."),
            decree_files: files,
        };
        vacancy.inauguration = vacancy.inauguration.document(by.clone(), clock(), documents).unwrap();
    }
    process::save_vacancy(tx, &mut vacancy, by, clock()).await.unwrap();
    vacancy
}

async fn user(tx: &mut Tx, name: &str) -> identity::User {
    identity::find_by_username(tx, name).await.unwrap().unwrap()
}
