//! The forty plans, each told from its beginning.

use chrono::{Datelike as _, TimeDelta};
use domain::{
    calendar::short_date,
    id::PositionId,
    institution::InstitutionKind,
    rich_text::CleanText,
    selection::{
        CommitteeElement, FillingMethod, Reason, SelectionMethod,
        plan::{MemberForm, OwnStageForm, PlanForm, ScheduleForm, WeightsForm},
        plan_stages::PASS_FAIL,
    },
};

use super::{
    institutions::operator,
    making::{Land, Making, made},
    people::mixed,
    plots::{PLOTS, Plot, Shape},
    posts::hold_too_long,
    tale::Tale,
    words,
};
use crate::Result;

/// The committee of a plan: who, and from where.
const COMMITTEE: [(&str, CommitteeElement); 5] = [
    ("Ketua, unsur pimpinan instansi", CommitteeElement::Internal),
    ("Sekretaris, unsur kepegawaian", CommitteeElement::Internal),
    ("Anggota, pejabat pimpinan tinggi instansi lain", CommitteeElement::OtherInstitution),
    ("Anggota, dosen administrasi publik", CommitteeElement::Expert),
    ("Anggota, praktisi manajemen sumber daya manusia", CommitteeElement::Expert),
];

/// What is done, and from which to which day after the plan was begun.
const SCHEDULE: [(&str, i64, i64); 6] = [
    ("Pengumuman dan pendaftaran", 8, 22),
    ("Seleksi administrasi", 22, 24),
    ("Uji kompetensi manajerial", 28, 31),
    ("Penulisan makalah dan wawancara", 34, 43),
    ("Penelusuran rekam jejak", 46, 49),
    ("Pengumuman tiga calon terbaik", 52, 53),
];

/// Tells all of them. Answers the posts that plans want to fill: whoever fills posts besides leaves them alone.
pub(super) async fn fill(making: &mut Making<'_>, lands: &[Land]) -> Result<Vec<PositionId>> {
    let mut wanted = Vec::new();
    for (number, plot) in PLOTS.iter().enumerate() {
        let land = made(lands.iter().find(|land| is_of(land, plot.whose)))?;
        let posts = plot.posts.iter().map(|place| made(land.posts.get(*place).map(|post| post.id)));
        let posts = posts.collect::<Result<Vec<_>>>()?;
        if plot.reason == Reason::TermExceeded {
            for post in &posts {
                hold_too_long(making, land, *post).await?;
            }
        }
        let operator = operator(making, land).await?;
        let officer = making.commission.officer(plot.officer).clone();
        let form = form(making, land, plot, number)?;
        Tale::begin(making, land, plot, operator, officer, form).await?.tell().await?;
        wanted.extend(posts);
    }
    Ok(wanted)
}

fn is_of(land: &Land, whose: &str) -> bool {
    let place = if land.place.regency.is_empty() { &land.place.province } else { &land.place.regency };
    place == whose || land.slug == whose
}

/// What the institution typed. A draft is not complete yet.
fn form(making: &mut Making<'_>, land: &Land, plot: &Plot, number: usize) -> Result<PlanForm> {
    let posts: Vec<_> = plot.posts.iter().filter_map(|place| land.posts.get(*place)).collect();
    let (weights, stages) = stages(plot.shape);
    let title = posts.first().map(|post| post.title.as_str()).unwrap_or_default();
    let begun = making.moments.today - TimeDelta::days(plot.begun);
    let is_draft = plot.course.is_empty();
    let mut committee = Vec::new();
    for (note, element) in COMMITTEE.into_iter().take(if is_draft { 2 } else { COMMITTEE.len() }) {
        let name = making.people.next(&land.place.province)?.name;
        let (note, element) = (note.to_owned(), element.code().to_owned());
        committee.push(MemberForm { name, note, element, ..MemberForm::default() });
    }
    let schedule = SCHEDULE.into_iter().take(if is_draft { 0 } else { SCHEDULE.len() });
    let day = |after| short_date(making.moments.on_or_after(begun + TimeDelta::days(after)));
    let schedule = schedule.map(|(activity, from, to)| ScheduleForm {
        activity: activity.to_owned(),
        start: day(from),
        end: day(to),
    });
    let assessed = match mixed(number, 30) % 3 {
        0 => SelectionMethod::AssessorTeam,
        _ => SelectionMethod::AssessmentCentre,
    };
    Ok(PlanForm {
        positions: posts.iter().map(|post| post.id.to_string()).collect(),
        letter_number: letter(land, number, begun.year()),
        filling_method: FillingMethod::OpenSelection.code().to_owned(),
        reason: plot.reason.code().to_owned(),
        reason_text: CleanText::from_text(&words::reason(plot.reason, title)),
        methods: vec![assessed.code().to_owned()],
        weights,
        stages,
        committee,
        schedule: schedule.collect(),
        ..PlanForm::default()
    })
}

fn letter(land: &Land, number: usize, year: i32) -> String {
    let number = 117 + number * 13;
    match land.kind {
        InstitutionKind::Province => format!("800.1.3/{number}/BKD/{year}"),
        InstitutionKind::Regency | InstitutionKind::City => format!("800/{number}/BKPSDM/{year}"),
        _ => format!("B-{number}/KP.06.00/{year}"),
    }
}

fn stages(shape: Shape) -> (WeightsForm, Vec<OwnStageForm>) {
    let weights = |[managerial, paper, interview, track_record]: [&str; 4]| WeightsForm {
        managerial: managerial.to_owned(),
        paper: paper.to_owned(),
        interview: interview.to_owned(),
        track_record: track_record.to_owned(),
    };
    let own = |name: &str, grading: &str, weight: &str, after: &str| OwnStageForm {
        name: name.to_owned(),
        grading: grading.to_owned(),
        weight: weight.to_owned(),
        after: after.to_owned(),
    };
    match shape {
        Shape::Usual => (weights(["30", "20", "40", "10"]), Vec::new()),
        Shape::Written => (weights(["25", "30", "30", "15"]), Vec::new()),
        Shape::Health => {
            (weights(["30", "20", "40", "10"]), vec![own("Tes Kesehatan", PASS_FAIL, "", "managerial")])
        }
        Shape::Presentation => {
            (weights(["30", "20", "30", "10"]), vec![own("Presentasi Gagasan", "", "10", "paper")])
        }
    }
}
