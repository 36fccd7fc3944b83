//! How working days are counted, and how many a step may take: what the Admin sets.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    activity::{Audited, Label},
    bounds,
    calendar::parse_date,
    coded::coded,
    field::{Checker, FieldChange, FieldErrors},
    number::parse_count,
};

/// The limit, in working days, of whatever has none set (Perka KASN 3/2022).
pub const FIRST_LIMIT: u32 = 5;
/// The end of the day, in minutes from its beginning: 24.00.
const MIDNIGHT: u32 = 24 * 60;
/// The most working days that a limit can have; more is a mistake in typing.
const MOST_DAYS: u32 = 100;

coded! {
    /// What a clock runs for.
    pub enum ClockKind {
        /// The commission reviews a plan.
        PlanReview = "plan_review", "Pemeriksaan rencana";
        /// The commission reviews a report.
        ReportReview = "report_review", "Pemeriksaan laporan";
    }
}

/// How many working days a clock of a kind may run that begins on a day or later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Of which clocks.
    pub kind: ClockKind,
    /// From this day on, until the next limit of the kind.
    pub since: NaiveDate,
    /// How many working days; 1 at least.
    pub days: u32,
}

/// What the Admin sets for counting working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRules {
    /// Whether joint leave is no working day.
    pub joint_leave: bool,
    /// When a working day ends, in minutes from its beginning in Jakarta; 1440 is midnight.
    pub closing: u32,
    /// The limits, by the day since which they hold.
    pub limits: Vec<Limit>,
}

impl Default for ClockRules {
    fn default() -> Self {
        Self { joint_leave: true, closing: MIDNIGHT, limits: Vec::new() }
    }
}

impl ClockRules {
    /// The limit of a clock that begins on this day, in working days.
    #[must_use]
    pub fn limit(&self, kind: ClockKind, day: NaiveDate) -> u32 {
        let held = self.limits.iter().filter(|limit| limit.kind == kind && limit.since <= day);
        held.max_by_key(|limit| limit.since).map_or(FIRST_LIMIT, |limit| limit.days)
    }

    /// The closing hour as people write it: `16.30`.
    #[must_use]
    pub fn closing_hour(&self) -> String {
        hour(self.closing)
    }

    /// Sets a limit from a day on, unless it holds then already.
    fn set(&mut self, limit: Limit) {
        if self.limit(limit.kind, limit.since) != limit.days {
            self.limits.retain(|known| (known.kind, known.since) != (limit.kind, limit.since));
            self.limits.push(limit);
            self.limits.sort_by_key(|limit| (limit.since, limit.kind));
        }
    }
}

impl Audited for ClockRules {
    const LABELS: &'static [Label] = &[
        Label::new("joint_leave", "Cuti bersama dihitung libur"),
        Label::read("closing", "Jam tutup", |minutes| minutes.parse().map(hour).ok()),
        Label::new("limits", "Batas"),
        Label::code::<ClockKind>("kind", "Untuk"),
        Label::day("since", "Berlaku sejak"),
        Label::new("days", "Hari kerja"),
    ];
}

/// Aturan tenggat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    /// Cuti bersama dihitung libur: `true` when ticked.
    pub joint_leave: String,
    /// Jam tutup: `16.30`.
    pub closing: String,
    /// Batas of the review of a plan, in working days.
    pub plan_review: String,
    /// Batas of the review of a report, in working days.
    pub report_review: String,
    /// Berlaku sejak, for limits that change.
    pub since: String,
}

impl RulesForm {
    /// What the form holds first: the rules as of a day.
    #[must_use]
    pub fn of(rules: &ClockRules, today: NaiveDate) -> Self {
        Self {
            joint_leave: rules.joint_leave.to_string(),
            closing: rules.closing_hour(),
            plan_review: rules.limit(ClockKind::PlanReview, today).to_string(),
            report_review: rules.limit(ClockKind::ReportReview, today).to_string(),
            since: String::new(),
        }
    }

    /// Checks the form by itself.
    ///
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<RulesEntry, FieldErrors> {
        let mut check = Checker::new();
        check.optional("joint_leave", "Cuti bersama", &self.joint_leave, bounds::CODE);
        let closing = check.take("closing", parse_hour(&self.closing));
        let plan = check.take("plan_review", parse_days(ClockKind::PlanReview, &self.plan_review));
        let report = check.take("report_review", parse_days(ClockKind::ReportReview, &self.report_review));
        let since = match self.since.trim() {
            "" => Some(None),
            text => check.take("since", parse_date("Berlaku sejak", text)).map(Some),
        };
        check.finish(|| {
            Some(RulesEntry {
                joint_leave: self.joint_leave.trim() == "true",
                closing: closing?,
                days: [(ClockKind::PlanReview, plan?), (ClockKind::ReportReview, report?)],
                since: since?,
            })
        })
    }
}

/// Aturan tenggat as they were entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesEntry {
    joint_leave: bool,
    closing: u32,
    days: [(ClockKind, u32); 2],
    since: Option<NaiveDate>,
}

impl RulesEntry {
    /// The rules that follow on the saved ones: a limit that differs from the one shown, which is today's, holds from
    /// the day that was entered. Where none differs, what was planned for that very day is taken back.
    ///
    /// # Errors
    /// A sentence at `since` when a limit changes and no day is entered.
    pub fn after(&self, saved: &ClockRules, today: NaiveDate) -> Result<ClockRules, FieldErrors> {
        let mut rules =
            ClockRules { joint_leave: self.joint_leave, closing: self.closing, limits: saved.limits.clone() };
        let differs = |(kind, days): (ClockKind, u32)| saved.limit(kind, today) != days;
        let any = self.days.into_iter().any(differs);
        let Some(since) = self.since else {
            let missing = || FieldErrors::of("since", "Isi sejak kapan batas yang baru berlaku.");
            return if any { Err(missing()) } else { Ok(rules) };
        };
        for (kind, days) in self.days {
            let is_planned = saved.limits.iter().any(|limit| (limit.kind, limit.since) == (kind, since));
            if differs((kind, days)) || !any && is_planned {
                rules.set(Limit { kind, since, days });
            }
        }
        Ok(rules)
    }

    /// What this person typed beside what is saved, as of the day that was entered, or of today.
    #[must_use]
    pub fn differences(&self, saved: &ClockRules, today: NaiveDate) -> Vec<FieldChange> {
        let day = self.since.unwrap_or(today);
        let words = |yes: bool| if yes { "Ya" } else { "Tidak" };
        let (mine, theirs) = (words(self.joint_leave), words(saved.joint_leave));
        let leave = FieldChange::between("Cuti bersama dihitung libur", mine, theirs);
        let closing = FieldChange::between("Jam tutup", &hour(self.closing), &saved.closing_hour());
        let limits = self.days.map(|(kind, days)| {
            FieldChange::between(&limit_of(kind), &days.to_string(), &saved.limit(kind, day).to_string())
        });
        [leave, closing].into_iter().chain(limits).flatten().collect()
    }
}

/// What the limit of a kind is called: `Batas pemeriksaan rencana`.
#[must_use]
pub fn limit_of(kind: ClockKind) -> String {
    format!("Batas {}", kind.label().to_lowercase())
}

fn hour(minutes: u32) -> String {
    format!("{:02}.{:02}", minutes / 60, minutes % 60)
}

fn parse_days(kind: ClockKind, text: &str) -> Result<u32, String> {
    let label = limit_of(kind);
    let days = parse_count(&label, text, 0)?;
    if (1..=MOST_DAYS).contains(&days) {
        Ok(days)
    } else {
        Err(format!("{label} harus antara 1 dan {MOST_DAYS} hari kerja."))
    }
}

/// Minutes from the day's beginning: `16.30`, `16:30`, `24.00`.
fn parse_hour(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let number = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    text.split_once(['.', ':'])
        .and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)))
        .filter(|(_, minute)| *minute < 60)
        .map(|(hour, minute)| hour * 60 + minute)
        .filter(|minutes| (1..=MIDNIGHT).contains(minutes))
        .ok_or_else(|| "Jam tutup ditulis seperti 16.30, dan paling lambat 24.00.".to_owned())
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
