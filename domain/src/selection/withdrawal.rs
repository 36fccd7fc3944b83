//! An applicant who resigns from the selection: their scores stay as they were given, they are ranked no more, and
//! whoever comes next moves up.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    applicant::Applicant,
    progress::Decision,
    shortlist::{Standing, Standings},
    stage::Scheme,
};
use crate::{
    activity::{Audited, Label, Numbered},
    bounds,
    calendar::{not_yet, parse_date},
    field::{Checker, FieldErrors},
    id::{ApplicantId, UserId},
    refusal::Refusal,
};

/// Pengunduran diri.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The day of the letter.
    pub day: NaiveDate,
    /// Why, as far as it is known, and how it was told.
    pub reason: String,
    /// Whether the applicant was among the three then.
    pub accepted: bool,
    /// Who recorded it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

impl Withdrawal {
    /// What the log keeps of it: by whom and when, its line says.
    #[must_use]
    pub fn told(&self) -> Value {
        json!({ "day": self.day, "reason": self.reason, "accepted": self.accepted })
    }
}

impl Audited for Withdrawal {
    const LABELS: &'static [Label] = &[
        Label::day("day", "Tanggal surat"),
        Label::new("reason", "Alasan"),
        Label::new("accepted", "Sudah diterima"),
        Label::named("by", "Oleh", Numbered::Account),
        Label::moment("at", "Waktu"),
    ];
}

/// The form of a resignation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawalForm {
    /// Tanggal surat.
    pub day: String,
    /// Alasan.
    pub reason: String,
    /// Pengganti: the number of the applicant who moves up; nobody when blank.
    pub successor: String,
}

/// A resignation that may be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resigned {
    /// The day of the letter.
    pub day: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who moves up.
    pub successor: Option<ApplicantId>,
}

impl WithdrawalForm {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self, today: NaiveDate) -> Result<Resigned, FieldErrors> {
        let mut check = Checker::new();
        let day = check.take("day", parse_date("Tanggal surat", &self.day));
        if day.is_some_and(|day| day > today) {
            check.fail("day", not_yet("Tanggal surat", today));
        }
        let reason = check.required_lines("reason", "Alasan", &self.reason, bounds::REASON);
        let successor = match self.successor.trim() {
            "" => Ok(None),
            number => number.parse().map(Some).map_err(|_| "Pilih pengganti dari daftar.".to_owned()),
        };
        let successor = check.take("successor", successor);
        check.finish(|| Some(Resigned { day: day?, reason: reason?, successor: successor? }))
    }
}

impl Applicant {
    /// Mengundurkan diri: out of the ranking from here on, and of the three.
    ///
    /// # Errors
    /// When recorded already.
    pub fn withdraw(mut self, resigned: &Resigned, by: UserId, at: DateTime<Utc>) -> Result<Self, Refusal> {
        self.check_present()?;
        let accepted = self.progress.is_accepted();
        if self.progress.decision().is_some() {
            self.progress = self.progress.revoke()?;
        }
        let Resigned { day, reason, .. } = resigned.clone();
        self.withdrawal = Some(Withdrawal { day, reason, accepted, by, at });
        Ok(self)
    }

    /// The resignation was recorded by mistake. A decision that went with it has to be made again.
    ///
    /// # Errors
    /// When there is none.
    pub fn rejoin(mut self) -> Result<Self, Refusal> {
        match self.withdrawal.take() {
            Some(_) => Ok(self),
            None => Err(Refusal::state("Pelamar ini tidak mengundurkan diri.")),
        }
    }

    /// Whoever resigned is neither scored nor moved on nor decided on.
    ///
    /// # Errors
    /// Once a resignation is recorded.
    pub fn check_present(&self) -> Result<(), Refusal> {
        match &self.withdrawal {
            Some(_) => Err(Refusal::state(format!("{} telah mengundurkan diri.", self.person.name))),
            None => Ok(()),
        }
    }

    /// Takes the place of one of the three who resigned after Lulus; an earlier Tolak goes.
    ///
    /// # Errors
    /// Without all scores, once failed or resigned, among the three already, or while three are left.
    pub fn move_up(
        mut self,
        scheme: &Scheme,
        standings: &Standings,
        decision: Decision,
    ) -> Result<Self, Refusal> {
        self.check_present()?;
        if self.progress.decision().is_some_and(|decision| !decision.accepted) {
            self.progress = self.progress.revoke()?;
        }
        self.accept(scheme, standings, decision)
    }
}

/// Those who are not among the three, the next in rank first.
pub fn successors(standings: &Standings) -> impl Iterator<Item = &Standing> {
    standings.all().iter().filter(|standing| standing.accepted != Some(true))
}

/// Whether somebody may move up at all: only in the place of one of the three.
///
/// # Errors
/// At `successor`, when whoever resigned was not among them.
pub fn check_successor(gone: &Applicant, resigned: &Resigned) -> Result<(), Refusal> {
    let accepted = gone.withdrawal.as_ref().is_some_and(|withdrawal| withdrawal.accepted);
    if resigned.successor.is_none() || accepted {
        return Ok(());
    }
    let sentence = format!("{} tidak termasuk tiga besar, sehingga tidak ada yang naik.", gone.person.name);
    Err(Refusal::field("successor", sentence))
}

/// Whether this one is next: by rank, or by rank among those who were not turned down. Equals are for the institution to
/// choose from.
///
/// # Errors
/// At `successor`, with who is next.
pub fn check_next(standings: &Standings, applicant: ApplicantId) -> Result<(), Refusal> {
    let first = successors(standings).next();
    let undecided = successors(standings).find(|standing| standing.accepted.is_none());
    let mut next = first.into_iter().chain(undecided);
    let rank = standings.rank(applicant);
    if rank.is_some() && next.any(|standing| Some(standing.rank) == rank) {
        return Ok(());
    }
    Err(Refusal::field(
        "successor",
        match first {
            Some(next) => format!("Hanya pelamar peringkat berikutnya yang dapat naik: {}.", next.name),
            None => "Tidak ada pelamar lain yang dapat naik.".to_owned(),
        },
    ))
}

#[cfg(test)]
#[path = "withdrawal_tests.rs"]
mod tests;
