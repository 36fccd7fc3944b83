//! Turning loaded records into what pages show.

use std::collections::HashMap;

use domain::{
    attachment::Attachment,
    calendar::short_date,
    id::{AttachmentId, PlanId, VacancyId},
    identity::Actor,
    selection::{Phase, Scheme, applicant::Applicant, plan_diff::Names, shortlist::Standings},
};
use store::{
    Tx,
    message::MessageRecord,
    selection::{
        plan::{PlanQuery, PlanRecord},
        process::{self, VacancyRecord},
    },
};

use super::views::{ApplicantView, MessageView, VacancySummary};
use crate::{api::PAGE, error::AppError};

/// The first page of the plans an actor may see.
pub(in crate::api) fn plans_of(actor: &Actor) -> PlanQuery {
    PlanQuery {
        institution: actor.institution,
        see_drafts: !actor.role.is_commission(),
        ..PlanQuery::new(actor.user, PAGE)
    }
}

/// The files of a page, looked up once; where no files are shown, none.
#[derive(Default)]
pub(super) struct Files(HashMap<AttachmentId, Attachment>);

impl Files {
    /// Looks up every file named, among those that belong to the plan.
    pub async fn load(
        tx: &mut Tx,
        plan: PlanId,
        ids: impl IntoIterator<Item = AttachmentId>,
    ) -> Result<Self, AppError> {
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let found = store::attachment::of_record(tx, plan, &ids).await?;
        Ok(Self(found.into_iter().map(|file| (file.id, file)).collect()))
    }

    /// The files of one field, in its order.
    pub fn pick(&self, ids: &[AttachmentId]) -> Vec<Attachment> {
        ids.iter().filter_map(|id| self.0.get(id).cloned()).collect()
    }

    /// All of them.
    pub fn all(&self) -> Vec<Attachment> {
        let mut all: Vec<_> = self.0.values().cloned().collect();
        all.sort_unstable_by_key(|file| file.id);
        all
    }
}

/// Names for telling what changed in a plan.
pub(super) struct PlanNames {
    positions: HashMap<String, String>,
    files: HashMap<String, String>,
    contents: HashMap<String, String>,
}

impl PlanNames {
    /// Looks up what the forms name: positions of the plan's institution, and the plan's own files.
    pub async fn load(
        tx: &mut Tx,
        plan: &PlanRecord,
        forms: &[&domain::selection::plan::PlanForm],
    ) -> Result<Self, AppError> {
        let mut ids: Vec<_> = forms.iter().flat_map(|form| form.position_ids()).collect();
        ids.sort_unstable();
        ids.dedup();
        let positions = store::position::of_institution(tx, plan.institution.id, &ids).await?;
        let files = Files::load(tx, plan.id, forms.iter().flat_map(|form| form.attachments())).await?;
        let known: Vec<_> = files.0.keys().copied().collect();
        let contents = store::attachment::hashes(tx, plan.id, &known).await?;
        Ok(Self {
            contents: contents.into_iter().map(|(id, content)| (id.to_string(), content)).collect(),
            positions: positions.into_iter().map(|p| (p.id.to_string(), p.label())).collect(),
            files: files.0.into_iter().map(|(id, file)| (id.to_string(), file.name)).collect(),
        })
    }
}

impl Names for PlanNames {
    fn position(&self, id: &str) -> String {
        self.positions.get(id.trim()).cloned().unwrap_or_else(|| id.to_owned())
    }
    fn file(&self, id: &str) -> String {
        self.files.get(id.trim()).cloned().unwrap_or_else(|| "berkas".to_owned())
    }
    fn content(&self, id: &str) -> String {
        self.contents.get(id.trim()).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// A message of the dialogue.
pub(super) fn message(record: MessageRecord, files: &Files) -> MessageView {
    MessageView {
        id: record.id.get(),
        kind: record.kind,
        author: record.author.name,
        commission: record.commission,
        at: record.at,
        text: record.text.into(),
        files: files.pick(&record.files),
        changes: record.changes,
    }
}

/// One vacancy in numbers.
pub(super) fn summary(
    phase: Phase,
    vacancy: &VacancyRecord,
    scheme: Option<&Scheme>,
    applicants: &[Applicant],
) -> VacancySummary {
    let standings = scheme.map(|scheme| Standings::of(scheme, applicants)).unwrap_or_default();
    let accepted = standings.accepted().count();
    VacancySummary {
        id: vacancy.id,
        label: vacancy.position.label(),
        applicant_count: vacancy.applicant_count,
        eligible: applicants.len(),
        accepted,
        // What was reported stands as it is, whatever is asked today.
        obstacles: if matches!(phase, Phase::Process | Phase::ReportReturned) {
            standings.obstacles(vacancy.shortlist_note.as_deref())
        } else {
            Vec::new()
        },
        note: vacancy.shortlist_note.clone(),
        documented: vacancy.inauguration.documents().is_some(),
        filled: vacancy.inauguration.is_filled(),
        to_fill: accepted > 0,
    }
}

/// Every vacancy of a plan in numbers, and its applicants.
pub(super) async fn summaries(
    tx: &mut Tx,
    plan: &PlanRecord,
) -> Result<Vec<(VacancySummary, Vec<Applicant>)>, AppError> {
    let scheme = plan.details().ok().map(|details| details.scheme.clone());
    let vacancies = process::vacancies(tx, plan.id).await?;
    let mut all = Vec::with_capacity(vacancies.len());
    for vacancy in &vacancies {
        let applicants = match &scheme {
            Some(scheme) => process::applicants(tx, vacancy.id, scheme).await?,
            None => Vec::new(),
        };
        all.push((summary(plan.state.phase(), vacancy, scheme.as_ref(), &applicants), applicants));
    }
    Ok(all)
}

/// The first of the plan's other vacancies that something keeps from being reported; nothing when nothing does.
pub(super) async fn other_incomplete(
    tx: &mut Tx,
    plan: &PlanRecord,
    but: VacancyId,
) -> Result<Option<VacancySummary>, AppError> {
    let scheme = &plan.details()?.scheme;
    for vacancy in process::vacancies(tx, plan.id).await? {
        if vacancy.id == but {
            continue;
        }
        let applicants = process::applicants(tx, vacancy.id, scheme).await?;
        let summary = summary(plan.state.phase(), &vacancy, Some(scheme), &applicants);
        if !summary.obstacles.is_empty() {
            return Ok(Some(summary));
        }
    }
    Ok(None)
}

/// What keeps the whole plan from being reported, by post.
pub(super) fn obstacles(summaries: &[VacancySummary]) -> Vec<String> {
    summaries
        .iter()
        .flat_map(|vacancy| {
            vacancy.obstacles.iter().map(|obstacle| format!("{}: {obstacle}.", vacancy.label))
        })
        .collect()
}

/// One applicant's row.
pub(super) fn applicant(applicant: &Applicant, scheme: &Scheme, standings: &Standings) -> ApplicantView {
    let progress = &applicant.progress;
    ApplicantView {
        id: applicant.id,
        version: applicant.version,
        name: applicant.person.name.clone(),
        nip: applicant.person.nip.clone(),
        agency: applicant.person.agency.clone(),
        reached: progress.reached(),
        scores: progress.outcomes().iter().map(ToString::to_string).collect(),
        marks: progress
            .marks(scheme)
            .map(|mark| mark.map(|mark| mark.to_string()).unwrap_or_default())
            .collect(),
        failed: progress.failed(),
        total: progress.total(scheme).map(|total| total.to_string()),
        rank: standings.rank(applicant.id),
        ground: standings.ground(applicant.id),
        described: applicant.track_record.is_some(),
        accepted: progress.decision().map(|decision| decision.accepted),
        reason: progress.decision().and_then(|decision| decision.reason.clone()),
        withdrawal: applicant.withdrawal.as_ref().map(|withdrawal| {
            format!("Mengundurkan diri {}: {}", short_date(withdrawal.day), withdrawal.reason)
        }),
    }
}

/// The path of a plan's page.
pub(super) fn plan_path(plan: PlanId) -> String {
    format!("/seleksi/{plan}")
}
