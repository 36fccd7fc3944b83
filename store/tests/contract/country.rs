//! The demo's country: whole, legal, and the same again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::{
    calendar::jakarta_day,
    clock::ClockStatus,
    dialogue::MessageKind,
    id::PlanId,
    identity::Role,
    institution::InstitutionKind,
    record::{RecordKind, RecordRef},
    selection::{Phase, Stage, Step, nip::parse_nip, plan::PlanForm, shortlist::Standings},
};
use store::{
    Db, Tx, activity, clock,
    demo::{self, Sample},
    identity, institution, message, official, position,
    selection::{
        named_files,
        plan::{self, PlanQuery, PlanRecord},
        process, report,
    },
};

use crate::{
    harness::Site,
    prepared,
    world::{load, vacancies},
};

contract!(
    the_country_is_whole,
    its_plans_are_what_the_system_would_have_written,
    a_dialogue_a_vacancy_and_a_queue_to_look_at,
    the_same_country_comes_again,
);

fn now() -> DateTime<Utc> {
    "2026-11-28T03:00:00Z".parse().unwrap()
}

fn sample() -> Sample {
    Sample { size: 700, sha256: "5a".repeat(32) }
}

async fn fill(db: &Db) -> Vec<String> {
    let mut tx = db.begin().await.unwrap();
    let keys = demo::fill_country(&mut tx, "$argon2id$demo", &sample(), now()).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    keys
}

async fn plans(tx: &mut Tx) -> Vec<PlanRecord> {
    let reader = identity::find_by_username(tx, "komisioner").await.unwrap().unwrap();
    let query = PlanQuery { see_drafts: true, ..PlanQuery::new(reader.id, 100) };
    let mut ids: Vec<PlanId> =
        plan::list(tx, &query).await.unwrap().rows.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    let mut plans = Vec::new();
    for id in ids {
        plans.push(load(tx, id).await);
    }
    plans
}

async fn the_country_is_whole(site: Site) {
    let keys = fill(&site.db).await;
    let mut tx = site.db.begin().await.unwrap();
    assert!(demo::fill_country(&mut tx, "other", &sample(), now()).await.unwrap().is_none());

    let institutions = institution::list(&mut tx).await.unwrap();
    let mut kinds = BTreeMap::<_, usize>::new();
    for institution in &institutions {
        *kinds.entry(institution.kind.code()).or_default() += 1;
        let record = institution::record(&mut tx, institution.id).await.unwrap().unwrap();
        assert_eq!(record.place.region().unwrap(), institution.region, "{}", institution.name);
        assert!(record.email.ends_with(".contoh.go.id"));
    }
    assert_eq!(kinds[InstitutionKind::Province.code()], 38);
    assert_eq!(kinds[InstitutionKind::Regency.code()] + kinds[InstitutionKind::City.code()], 60);
    let centre = [InstitutionKind::Ministry, InstitutionKind::Agency, InstitutionKind::NonStructural];
    assert_eq!(centre.map(|kind| kinds[kind.code()]), [10, 7, 3]);

    let mut posts = 0;
    for institution in &institutions {
        let of = position::approved(&mut tx, institution.id).await.unwrap();
        let labels: BTreeSet<String> = of.iter().map(domain::position::Position::label).collect();
        assert_eq!(labels.len(), of.len(), "{} has a post twice", institution.name);
        posts += of.len();
    }
    assert_eq!(posts, 600);
    assert_eq!(official::count(&mut tx, None).await.unwrap(), 500);
    let all = official::OfficialQuery { limit: 1000, ..official::OfficialQuery::default() };
    let holders = official::list(&mut tx, &all).await.unwrap().rows;
    let today = jakarta_day(now());
    for holder in &holders {
        assert_eq!(parse_nip(&holder.nip).as_ref(), Ok(&holder.nip));
        assert!(!holder.name.is_empty() && !holder.rank.is_empty() && !holder.decree.is_empty());
        assert!(holder.start < holder.end && holder.start <= today, "{}", holder.name);
    }
    let too_long = holders.iter().filter(|holder| !holder.former && holder.end < today).count();
    assert!(too_long > 2, "{too_long}");
    assert!(holders.iter().any(|holder| holder.former));

    let roles: BTreeSet<&str> =
        identity::list(&mut tx).await.unwrap().iter().map(|user| user.role.code()).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    let shown: Vec<_> =
        demo::accounts(&mut tx).await.unwrap().into_iter().map(|user| user.username).collect();
    assert_eq!(shown, ["admin", "komisioner", "asisten1", "asisten2", "jaksel", "bandung", "adminjaksel"]);

    let papers = store::attachment::contents(&mut tx, 0.into(), 1000).await.unwrap();
    assert!(papers.iter().all(|paper| paper.bound));
    assert_eq!(papers.into_iter().map(|paper| paper.key).collect::<Vec<_>>(), keys);
}

async fn its_plans_are_what_the_system_would_have_written(site: Site) {
    fill(&site.db).await;
    let mut tx = site.db.begin().await.unwrap();
    let plans = plans(&mut tx).await;
    assert_eq!(plans.len(), 40);
    let mut phases = BTreeMap::<_, usize>::new();
    for plan in &plans {
        let phase = plan.state.phase();
        *phases.entry(phase.code()).or_default() += 1;
        assert!(plan.created.at <= plan.sent_at && plan.updated.at < now(), "{}", plan.id);
        let days = (now() - plan.created.at).num_days();
        assert!((1..365).contains(&days), "plan {} is {days} days old", plan.id);
        if phase == Phase::Draft {
            assert!(plan.form.validate().is_err() && plan.form.validate_draft().is_ok());
            continue;
        }
        let details = plan.details().unwrap();
        assert_eq!(plan.form.validate().as_ref(), Ok(details));
        let named = named_files(&mut tx, plan).await.unwrap();
        let named: Vec<_> = named.into_iter().collect();
        let found = store::attachment::of_record(&mut tx, plan.id, &named).await.unwrap();
        assert_eq!(found.len(), named.len(), "plan {} names files that are not its own", plan.id);
        agrees_with_its_dialogue(&mut tx, plan).await;
        agrees_with_its_clock(&mut tx, plan).await;
        for vacancy in vacancies(&mut tx, plan.id).await {
            assert!(details.positions.contains(&vacancy.position.id));
            let applicants = process::applicants(&mut tx, vacancy.id, &details.scheme).await.unwrap();
            for applicant in &applicants {
                assert_eq!(parse_nip(&applicant.person.nip).as_ref(), Ok(&applicant.person.nip));
            }
            let standings = Standings::of(&details.scheme, &applicants);
            let sent = matches!(
                phase,
                Phase::Reported | Phase::ReportReturned | Phase::Inauguration | Phase::Finished
            );
            if sent {
                assert!(standings.obstacles(vacancy.shortlist_note.as_deref()).is_empty());
            }
            let is_filled = vacancy.inauguration.is_filled();
            assert!(is_filled || phase != Phase::Finished, "plan {}", plan.id);
            assert!(!is_filled || phase.step() == Step::Inauguration, "plan {}", plan.id);
        }
        let rounds = report::list(&mut tx, plan.id).await.unwrap();
        let is_reported = matches!(phase.step(), Step::Report | Step::Inauguration);
        assert_eq!(!rounds.is_empty(), is_reported, "plan {}", plan.id);
    }
    for phase in Phase::ALL {
        assert!(phases.contains_key(phase.code()), "no plan is {phase:?}");
    }
}

/// Each message was sent in turn, and the last submission is the plan's form.
async fn agrees_with_its_dialogue(tx: &mut Tx, plan: &PlanRecord) {
    let messages = message::list(tx, plan.id).await.unwrap();
    assert!(messages.is_sorted_by_key(|message| message.at), "plan {}", plan.id);
    let of = |kind| messages.iter().filter(|message| message.kind == kind).count();
    let open = usize::from(plan.state.phase() == Phase::Correction);
    assert_eq!(of(MessageKind::Submission) + open, of(MessageKind::Correction) + 1, "plan {}", plan.id);
    let repaired = messages.iter().filter(|message| message.kind == MessageKind::Submission).skip(1);
    assert!(repaired.into_iter().all(|message| !message.changes.is_empty()), "plan {}", plan.id);
    let sent: Option<PlanForm> = store::selection::review::last_snapshot(tx, plan.id).await.unwrap();
    assert_eq!(sent.as_ref(), Some(&plan.form));
}

/// A clock runs, is paused or has ended as the phase says.
async fn agrees_with_its_clock(tx: &mut Tx, plan: &PlanRecord) {
    use ClockStatus::{Exempt, Finished, Late, Paused, Running};
    let clocks = clock::of_record(tx, plan.id.into()).await.unwrap();
    let days = clock::days(tx).await.unwrap();
    let stand: Vec<_> = clocks.iter().map(|clock| clock.on(&days, jakarta_day(now())).status()).collect();
    let fits = match plan.state.phase() {
        Phase::Submitted | Phase::InReview | Phase::Recommended => {
            matches!(stand[..], [Running | Late | Exempt])
        }
        Phase::Correction => matches!(stand[..], [Paused]),
        Phase::Rejected | Phase::Process => matches!(stand[..], [Finished]),
        Phase::Reported => matches!(stand[..], [Finished, Running | Late | Exempt]),
        Phase::ReportReturned => matches!(stand[..], [Finished, Paused]),
        Phase::Inauguration | Phase::Finished => matches!(stand[..], [Finished, Finished]),
        Phase::Draft => stand.is_empty(),
    };
    assert!(fits, "plan {} is {:?}, its clocks {stand:?}", plan.id, plan.state.phase());
}

async fn a_dialogue_a_vacancy_and_a_queue_to_look_at(site: Site) {
    fill(&site.db).await;
    let mut tx = site.db.begin().await.unwrap();
    let (mut long, mut late, mut half_scored) = (0, 0, 0);
    let days = clock::days(&mut tx).await.unwrap();
    let plans = plans(&mut tx).await;
    for plan in &plans {
        let messages = message::list(&mut tx, plan.id).await.unwrap();
        let rounds = messages.iter().filter(|message| message.kind == MessageKind::Correction).count();
        let notes = messages.iter().filter(|message| message.kind == MessageKind::Note).count();
        long += usize::from(rounds >= 3 && notes >= 5);
        for clock in clock::of_record(&mut tx, plan.id.into()).await.unwrap() {
            late += usize::from(clock.on(&days, jakarta_day(now())).status() == ClockStatus::Late);
        }
        let Ok(details) = plan.details() else { continue };
        for vacancy in vacancies(&mut tx, plan.id).await {
            let scored = |stage| {
                let scheme = details.scheme.clone();
                move |one: &&domain::selection::applicant::Applicant| {
                    one.progress.takes_part(&scheme, stage) && one.progress.outcome(&scheme, stage).is_some()
                }
            };
            let all = process::applicants(&mut tx, vacancy.id, &details.scheme).await.unwrap();
            let counts =
                [Stage::Managerial, Stage::Paper].map(|stage| all.iter().filter(scored(stage)).count());
            half_scored += usize::from(all.len() == 24 && counts == [24, 12]);
        }
    }
    assert_eq!((long, half_scored), (1, 1));
    assert!(late >= 5, "{late} are late");

    let officer = async |tx: &mut Tx, username: &str| {
        let user = identity::find_by_username(tx, username).await.unwrap().unwrap();
        plans.iter().filter(|plan| plan.state.officer().is_some_and(|officer| officer.id == user.id)).count()
    };
    for assistant in ["asisten1", "asisten2"] {
        assert!(officer(&mut tx, assistant).await >= 5, "{assistant} has next to nothing");
    }
    assert!(plans.iter().filter(|plan| plan.state.phase() == Phase::Submitted).count() >= 3);
    for (username, phases) in [("jaksel", 5), ("bandung", 4)] {
        let user = identity::find_by_username(&mut tx, username).await.unwrap().unwrap();
        let own = plans
            .iter()
            .filter(|plan| Some(plan.institution.id) == user.institution.as_ref().map(|one| one.id));
        let seen: BTreeSet<_> = own.map(|plan| plan.state.phase().code()).collect();
        assert!(seen.len() >= phases, "{username} sees {seen:?}");
        // What the guide begins with may still be chosen.
        let first = position::approved(&mut tx, user.institution.unwrap().id).await.unwrap();
        let guide = ["Kepala Dinas Kesehatan", "Kepala Dinas Pendidikan"];
        let free = first.iter().find(|post| guide.contains(&post.title.as_str())).unwrap();
        assert!(!plans.iter().any(|plan| plan.form.position_ids().any(|post| post == free.id)));
    }
}

/// Everything that two countries could differ in.
async fn told(db: &Db) -> Vec<String> {
    let mut tx = db.begin().await.unwrap();
    let mut told = Vec::new();
    for institution in institution::list(&mut tx).await.unwrap() {
        told.push(format!(
            "{institution:?} {:?}",
            position::approved(&mut tx, institution.id).await.unwrap()
        ));
    }
    let all = official::OfficialQuery { limit: 1000, ..official::OfficialQuery::default() };
    told.extend(official::list(&mut tx, &all).await.unwrap().rows.iter().map(|row| format!("{row:?}")));
    told.extend(identity::list(&mut tx).await.unwrap().iter().map(|user| format!("{:?}", user.told())));
    for plan in plans(&mut tx).await {
        told.push(format!("{plan:?}"));
        told.push(format!("{:?}", message::list(&mut tx, plan.id).await.unwrap()));
        told.push(format!("{:?}", report::list(&mut tx, plan.id).await.unwrap()));
        let about = RecordRef::new(RecordKind::Plan, plan.id.get());
        told.push(format!("{:?}", clock::of_record(&mut tx, about).await.unwrap()));
        for vacancy in vacancies(&mut tx, plan.id).await {
            told.push(format!("{vacancy:?}"));
            let Ok(details) = plan.details() else { continue };
            told.push(format!(
                "{:?}",
                process::applicants(&mut tx, vacancy.id, &details.scheme).await.unwrap()
            ));
            told.push(format!("{:?}", process::score_history(&mut tx, vacancy.id).await.unwrap()));
        }
    }
    told.extend(activity::recent(&mut tx, 10_000).await.unwrap().iter().map(|line| format!("{line:?}")));
    told.sort();
    told
}

async fn the_same_country_comes_again(site: Site) {
    fill(&site.db).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    prepared::sqlite(&file, "contract", async |_| ()).await;
    let other = Db::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    fill(&other).await;
    let (one, again) = (told(&site.db).await, told(&other).await);
    assert_eq!(one.len(), again.len());
    for (one, again) in one.iter().zip(&again) {
        assert_eq!(one, again);
    }
}
