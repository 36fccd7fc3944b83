//! One selection from the plan to the new Pejabat, as its people do it.

mod end;
mod plan;
mod process;

use app::api::{
    official::OfficialList,
    selection::views::{PlanView, ReportView, VacancyView},
};
use chrono::NaiveDate;
use domain::{
    id::{OfficialId, PlanId, VacancyId},
    selection::{FillingMethod, Phase},
};
use server::start::clock;
use store::official::{self, NewOfficial};

use crate::{
    call::Call,
    support::{Client, Reply, Server, samples::PDF},
};

both!(a_selection_is_done_from_plan_to_pejabat);

/// Where the selection stands, and who takes part.
struct Job {
    jaksel: Client,
    asisten: Client,
    komisioner: Client,
    plan: PlanId,
    vacancy: VacancyId,
}

async fn a_selection_is_done_from_plan_to_pejabat(server: Server) {
    let former = former_holder(&server).await;
    let mut job = Job {
        jaksel: server.client("jaksel").await,
        asisten: server.client("asisten1").await,
        komisioner: server.client("komisioner").await,
        plan: PlanId::new(0),
        vacancy: VacancyId::new(0),
    };
    plan::sent(&mut job).await;
    plan::corrected(&job).await;
    plan::approved(&mut job).await;
    process::entered(&job).await;
    process::scored(&job).await;
    process::decided(&job).await;
    end::reported(&job).await;
    end::inaugurated(&job).await;
    end::appointed(&job, former).await;
    assert_eq!(done(&server).await, EXPECTED.concat());
}

/// Every command's line, in order.
const EXPECTED: [&[&str]; 6] = [
    &["upload_file", "create_plan", "submit_plan", "assign_officer", "post_message", "request_correction"],
    &["submit_plan", "upload_file", "recommend_plan", "approve_plan"],
    &["record_applicant_count", "add_applicants", "add_applicants"],
    &process::LINES,
    &[
        "upload_file",
        "upload_file",
        "upload_file",
        "send_report",
        "return_report",
        "upload_file",
        "send_report",
        "pass_report",
    ],
    &["upload_file", "upload_file", "inaugurate", "add_official", "close_term", "finish_plan"],
];

/// What the log holds besides logins, oldest first.
async fn done(server: &Server) -> Vec<String> {
    let mut tx = server.db.read().await.unwrap();
    let lines = store::activity::recent(&mut tx, 200).await.unwrap();
    lines.into_iter().rev().map(|line| line.act).filter(|act| act != "log_in").collect()
}

/// Somebody holds the first post already, until 2020.
async fn former_holder(server: &Server) -> OfficialId {
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    let institution = user.institution.unwrap().id;
    let position = store::position::approved(&mut tx, institution).await.unwrap().remove(0);
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let new = NewOfficial {
        institution,
        position: position.id,
        name: "Pejabat Lama".into(),
        nip: "196001011985011001".into(),
        rank: String::new(),
        decree: "821.2/1/2012".into(),
        start: day(2012),
        end: day(2020),
        appointment: FillingMethod::OpenSelection,
        filling_plan: FillingMethod::OpenSelection,
        vacancy: None,
        at: clock(),
    };
    let id = official::insert(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

impl Job {
    async fn plan(&self) -> PlanView {
        Call::of("selection/get_plan").with("plan", self.plan).by(&self.jaksel).await.json()
    }

    async fn vacancy(&self) -> VacancyView {
        Call::of("selection/get_vacancy").with("vacancy", self.vacancy).by(&self.jaksel).await.json()
    }

    async fn report(&self) -> ReportView {
        Call::of("selection/get_report").with("plan", self.plan).by(&self.asisten).await.json()
    }

    async fn officials(&self) -> OfficialList {
        Call::of("official/list").by(&self.jaksel).await.json()
    }

    /// A call about the plan as it is now.
    async fn on_plan(&self, path: &'static str) -> Call {
        Call::of(path).with("plan", self.plan).with("version", self.plan().await.version)
    }

    /// A call about the vacancy as it is now.
    async fn on_vacancy(&self, path: &'static str) -> Call {
        Call::of(path).with("vacancy", self.vacancy).with("version", self.vacancy().await.version)
    }

    /// A call about a candidate as they are now.
    async fn on_applicant(&self, path: &'static str, name: &str) -> Call {
        let view = self.vacancy().await;
        let applicant = view.applicants.iter().find(|applicant| applicant.name == name).unwrap();
        Call::of(path).with("applicant", applicant.id).with("version", applicant.version)
    }

    async fn expect(&self, phase: Phase) {
        assert_eq!(self.plan().await.phase, phase);
    }
}

/// Stores so many files.
async fn files<const N: usize>(client: &Client) -> [String; N] {
    let mut files = std::array::from_fn(|_| String::new());
    for file in &mut files {
        *file = client.attach("berkas.pdf", PDF).await;
    }
    files
}

/// What a command says when it went through.
fn said(reply: &Reply) -> String {
    reply.done().message
}
