//! What happened to a request: when it came complete, when the institution had it back, when it was answered.
//!
//! Who handles it, and what is written about it, is not in here: neither stops the clock.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::PauseReason;
use crate::refusal::Refusal;

/// A pause that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When it began.
    pub from: DateTime<Utc>,
    /// Why.
    pub why: PauseReason,
    /// When the request was complete again.
    pub to: DateTime<Utc>,
}

/// Where the request is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stand {
    /// With the commission.
    Running,
    /// Not with the commission.
    Paused {
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        why: PauseReason,
    },
    /// Answered.
    Ended {
        /// When.
        at: DateTime<Utc>,
    },
}

/// A request's history; its moments stand in the order of time, whoever writes or reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct ClockHistory {
    begun: DateTime<Utc>,
    pauses: Vec<Pause>,
    stand: Stand,
}

impl ClockHistory {
    /// A request that came complete.
    #[must_use]
    pub const fn begin(at: DateTime<Utc>) -> Self {
        Self { begun: at, pauses: Vec::new(), stand: Stand::Running }
    }

    /// When it came complete for the first time.
    #[must_use]
    pub const fn begun(&self) -> DateTime<Utc> {
        self.begun
    }

    /// The pauses that are over, the earliest first.
    #[must_use]
    pub fn pauses(&self) -> &[Pause] {
        &self.pauses
    }

    /// Where the request is.
    #[must_use]
    pub const fn stand(&self) -> &Stand {
        &self.stand
    }

    /// When it was answered.
    #[must_use]
    pub const fn ended_at(&self) -> Option<DateTime<Utc>> {
        match self.stand {
            Stand::Ended { at } => Some(at),
            Stand::Running | Stand::Paused { .. } => None,
        }
    }

    /// Whether it was answered.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.ended_at().is_some()
    }

    /// The institution has it back.
    ///
    /// # Errors
    /// Unless it runs; before the request, or before the end of an earlier pause.
    pub fn pause(self, at: DateTime<Utc>, why: PauseReason) -> Result<Self, Refusal> {
        self.running()?;
        self.not_before(at, "Jeda tidak boleh dimulai sebelum permohonan lengkap.")?;
        Ok(Self { stand: Stand::Paused { since: at, why }, ..self })
    }

    /// It is complete again: what was left goes on.
    ///
    /// # Errors
    /// Unless it is paused; before the pause.
    pub fn resume(mut self, at: DateTime<Utc>) -> Result<Self, Refusal> {
        let Stand::Paused { since, why } = self.stand else {
            return Err(Refusal::state("Tenggat permohonan ini tidak sedang dijeda."));
        };
        self.not_before(at, "Jeda tidak boleh berakhir sebelum dimulai.")?;
        self.pauses.push(Pause { from: since, why, to: at });
        Ok(Self { stand: Stand::Running, ..self })
    }

    /// It was answered.
    ///
    /// # Errors
    /// Unless it runs; before the request, or before the end of a pause.
    pub fn end(self, at: DateTime<Utc>) -> Result<Self, Refusal> {
        self.running()?;
        self.not_before(at, "Jawaban tidak boleh mendahului permohonan lengkap.")?;
        Ok(Self { stand: Stand::Ended { at }, ..self })
    }

    /// The answer was taken back: it runs on as if there had been none.
    ///
    /// # Errors
    /// Unless it was answered.
    pub fn reopen(self) -> Result<Self, Refusal> {
        match self.stand {
            Stand::Ended { .. } => Ok(Self { stand: Stand::Running, ..self }),
            Stand::Running | Stand::Paused { .. } => Err(Refusal::state("Permohonan ini belum dijawab.")),
        }
    }

    fn running(&self) -> Result<(), Refusal> {
        match self.stand {
            Stand::Running => Ok(()),
            Stand::Paused { .. } => Err(Refusal::state("Tenggat permohonan ini sedang dijeda.")),
            Stand::Ended { .. } => Err(Refusal::state("Permohonan ini sudah dijawab.")),
        }
    }

    /// The last moment that stands in it.
    pub(super) fn last(&self) -> DateTime<Utc> {
        match self.stand {
            Stand::Paused { since, .. } => since,
            Stand::Ended { at } => at,
            Stand::Running => self.pauses.last().map_or(self.begun, |pause| pause.to),
        }
    }

    fn not_before(&self, at: DateTime<Utc>, sentence: &str) -> Result<(), Refusal> {
        if at < self.last() { Err(Refusal::state(sentence)) } else { Ok(()) }
    }
}

/// A history as it is written, before its order is looked at.
#[derive(Deserialize)]
struct Written {
    begun: DateTime<Utc>,
    pauses: Vec<Pause>,
    stand: Stand,
}

impl TryFrom<Written> for ClockHistory {
    type Error = Refusal;

    fn try_from(written: Written) -> Result<Self, Refusal> {
        let history = written.pauses.into_iter().try_fold(Self::begin(written.begun), |history, pause| {
            history.pause(pause.from, pause.why)?.resume(pause.to)
        })?;
        match written.stand {
            Stand::Running => Ok(history),
            Stand::Paused { since, why } => history.pause(since, why),
            Stand::Ended { at } => history.end(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hour.into())
    }

    fn said<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> String {
        answer.unwrap_err().to_string()
    }

    #[test]
    fn nothing_happens_before_what_came_before_it() {
        let begun = ClockHistory::begin(at(2));
        let early = begun.clone().pause(at(1), PauseReason::Correction);
        assert_eq!(said(early), "Jeda tidak boleh dimulai sebelum permohonan lengkap.");
        assert_eq!(said(begun.clone().end(at(1))), "Jawaban tidak boleh mendahului permohonan lengkap.");
        let paused = begun.pause(at(3), PauseReason::Correction).unwrap();
        assert_eq!(said(paused.clone().resume(at(2))), "Jeda tidak boleh berakhir sebelum dimulai.");
        let resumed = paused.resume(at(5)).unwrap();
        assert!(resumed.clone().pause(at(4), PauseReason::Correction).is_err());
        assert!(resumed.clone().end(at(4)).is_err());
        assert!(resumed.end(at(5)).is_ok());
    }

    #[test]
    fn each_step_has_its_place() {
        let running = ClockHistory::begin(at(0));
        assert_eq!(said(running.clone().resume(at(1))), "Tenggat permohonan ini tidak sedang dijeda.");
        let paused = running.clone().pause(at(1), PauseReason::Correction).unwrap();
        assert_eq!(
            said(paused.clone().pause(at(2), PauseReason::Correction)),
            "Tenggat permohonan ini sedang dijeda."
        );
        assert_eq!(said(paused.end(at(2))), "Tenggat permohonan ini sedang dijeda.");
        let ended = running.end(at(1)).unwrap();
        assert!(ended.has_ended());
        assert_eq!(said(ended.clone().end(at(2))), "Permohonan ini sudah dijawab.");
        assert_eq!(
            said(ended.clone().pause(at(2), PauseReason::Correction)),
            "Permohonan ini sudah dijawab."
        );
        let again = ended.reopen().unwrap();
        assert_eq!(again, ClockHistory::begin(at(0)));
        assert_eq!(said(again.reopen()), "Permohonan ini belum dijawab.");
    }

    #[test]
    fn a_history_is_read_back_as_it_is_written_and_never_out_of_order() {
        let history = ClockHistory::begin(at(0))
            .pause(at(1), PauseReason::Correction)
            .and_then(|history| history.resume(at(2)))
            .and_then(|history| history.end(at(3)))
            .unwrap();
        let text = serde_json::to_string(&history).unwrap();
        assert_eq!(serde_json::from_str::<ClockHistory>(&text).unwrap(), history);
        let turned = text.replace("1970-01-01T02:00:00Z", "1970-01-01T00:30:00Z");
        assert_ne!(turned, text);
        assert!(serde_json::from_str::<ClockHistory>(&turned).is_err());
    }
}
