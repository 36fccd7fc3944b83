//! Numbers of somebody else's records, in every field that takes a number.

use std::{fs, path::Path};

use domain::{
    attachment::Attachment,
    field::FieldErrors,
    id::AttachmentId,
    position::{Level, PositionStatus},
    selection::{Phase, applicant::Person, review::PlanState},
};
use server::start::clock;
use store::{
    attachment, identity,
    position::{self, NewPosition},
    selection::{
        plan::{self, NewPlan},
        process,
    },
};

use super::{JAKSEL, people_rows, rows};
use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Client, Server, multipart::Multipart, samples::PDF},
    typed,
};

/// In the name of everything that is Bandung's here.
const SECRET: &str = "RAHASIA";

both!(
    no_foreign_name_is_answered_whatever_number_is_sent,
    a_foreign_file_is_refused_in_every_field_of_a_plan,
    a_foreign_post_is_refused_before_anything_is_compared,
);

/// Numbers of Bandung's records.
struct Foreign {
    unbound: String,
    bound: String,
    position: String,
    all: Vec<String>,
}

impl Foreign {
    async fn set(server: &Server) -> Self {
        let bandung = server.client("bandung").await;
        let [unbound, bound] = [secret_file(&bandung, "1").await, secret_file(&bandung, "2").await];
        let mut tx = server.db.begin().await.unwrap();
        let user = identity::find_by_username(&mut tx, "bandung").await.unwrap().unwrap();
        let (institution, by, now) = (user.institution.as_ref().unwrap().id, user.person(), clock());
        let new = NewPosition {
            institution,
            unit: format!("Dinas {SECRET}"),
            title: format!("Kepala {SECRET}"),
            level: Level::Junior,
            technical: String::new(),
            socio_cultural: String::new(),
            status: PositionStatus::Approved,
            officer: None,
            at: now,
        };
        let position = position::insert(&mut tx, &new).await.unwrap();
        let form = typed::plan(position);
        let id = plan::insert(&mut tx, NewPlan { institution, form, by: &by, at: now }).await.unwrap();
        let mut record = plan::load(&mut tx, id).await.unwrap().unwrap();
        record.state = PlanState::Submitted { at: now };
        record.sent = record.form.validate().ok();
        plan::save(&mut tx, &mut record, &by, now).await.unwrap();
        plan::set_vacancies(&mut tx, &record, &[position]).await.unwrap();
        let vacancy = process::vacancies(&mut tx, id).await.unwrap()[0].id;
        let person = Person {
            name: format!("Pelamar {SECRET}"),
            nip: "197203101998032009".into(),
            agency: format!("Kantor {SECRET}"),
        };
        let applicants = process::insert_applicants(&mut tx, vacancy, &[person], now).await.unwrap();
        let file: AttachmentId = bound.parse().unwrap();
        assert!(attachment::claim(&mut tx, &[file], id, "files", user.id).await.unwrap());
        tx.commit().await.unwrap();
        let all = vec![
            unbound.clone(),
            bound.clone(),
            position.to_string(),
            id.to_string(),
            vacancy.to_string(),
            applicants[0].to_string(),
            user.id.to_string(),
        ];
        Self { unbound, bound, position: position.to_string(), all }
    }
}

async fn secret_file(person: &Client, mark: &str) -> String {
    let file: Attachment =
        person.upload(Multipart::default().file("file", &format!("{SECRET}-{mark}.pdf"), PDF)).await.json();
    file.id.to_string()
}

/// Everything in the call that is a number of a record.
fn numbers(call: &Call) -> Vec<String> {
    let is_number = |value: &str| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    call.fields()
        .iter()
        .filter(|(name, value)| is_number(value) && name != "version" && !name.starts_with("form[weights]"))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The call as it stands, and from a version that is no longer the saved one.
fn versions(call: &Call) -> Vec<Call> {
    match call.get("version").and_then(|version| version.parse::<i64>().ok()) {
        Some(version) => vec![call.clone(), call.clone().with("version", version - 1)],
        None => vec![call.clone()],
    }
}

async fn no_foreign_name_is_answered_whatever_number_is_sent(server: Server) {
    let foreign = Foreign::set(&server).await;
    let mut asked = 0;
    for row in rows() {
        let mut call = row.ready(&server).await;
        if row.path == "selection/save_plan" {
            for field in FILE_FIELDS {
                call = call.with(field, &foreign.unbound);
            }
        }
        let client = server.client(row.who).await;
        for field in numbers(&call) {
            for number in &foreign.all {
                for call in versions(&call.clone().with(&field, number)) {
                    let reply = call.by(&client).await;
                    assert!(!reply.text.contains(SECRET), "{} {field}={number}: {}", row.path, reply.text);
                    asked += 1;
                }
            }
        }
    }
    asked += people_rows::none_told(&server, &foreign.all, SECRET).await;
    assert!(asked > 400, "only {asked} were asked");
}

const FILE_FIELDS: [&str; 2] = ["form[letter_scan][0]", "form[committee][0][file][0]"];

/// What is wrong with a plan's form, sent from the saved version and from an older one.
async fn refusals(server: &Server, field: &str, number: &str) -> Vec<FieldErrors> {
    let scene = Scene::set(server, Phase::Correction, Far::Entered).await;
    let client = server.client(JAKSEL).await;
    let call = Call::of("selection/save_plan")
        .with("plan", scene.plan)
        .with("version", scene.versions[0])
        .with("intent", "send")
        .form(&typed::plan(scene.position))
        .with(field, number);
    let mut refusals = Vec::new();
    for call in versions(&call) {
        let reply = call.by(&client).await;
        match reply.error() {
            app::error::AppError::Invalid(errors) => refusals.push(errors),
            other => panic!("{field}={number}: {other:?}"),
        }
    }
    refusals
}

async fn a_foreign_file_is_refused_in_every_field_of_a_plan(server: Server) {
    let foreign = Foreign::set(&server).await;
    for (field, key) in FILE_FIELDS.into_iter().zip(["letter_scan", "committee[0][file]"]) {
        for number in [&foreign.unbound, &foreign.bound] {
            for errors in refusals(&server, field, number).await {
                assert!(
                    errors.get(key).is_some_and(|text| text.contains("Unggah sekali lagi")),
                    "{errors:?}"
                );
            }
        }
    }
}

async fn a_foreign_post_is_refused_before_anything_is_compared(server: Server) {
    let foreign = Foreign::set(&server).await;
    for errors in refusals(&server, "form[positions][0]", &foreign.position).await {
        assert!(errors.get("positions").is_some(), "{errors:?}");
    }
}

/// Functions of the store that look a number up whosever it is stand in `app` only where the caller is asked
/// about beside it, or where the number is no client's: one's own, one that a record holds, one of the caller's list.
#[test]
fn numbers_are_looked_up_only_where_the_caller_is_asked_about() {
    const UNSCOPED: [(&str, &[&str]); 4] = [
        ("plan::load(", &["selection/load.rs", "selection/grounds.rs"]),
        ("process::vacancy(", &["selection/load.rs"]),
        ("process::applicant(", &["selection/load.rs"]),
        ("identity::find(", &["identity/load.rs", "registration/run.rs", "profile/confirm_second_factor.rs"]),
    ];
    let folder = Path::new("../app/src");
    let mut files = Vec::new();
    collect(folder, &mut files);
    assert!(files.len() > 100, "{}", folder.display());
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        for (call, allowed) in UNSCOPED {
            for line in text.lines().filter(|line| line.contains(call)) {
                // One's own account is nobody else's number.
                let own = line.contains("caller.actor.user") || line.contains("half.user");
                assert!(own || allowed.iter().any(|allowed| name.ends_with(allowed)), "{name}: {line}");
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
