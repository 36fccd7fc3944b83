//! What every part of the country needs while it is made.

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    id::InstitutionId,
    institution::{InstitutionKind, form::Place},
    position::Position,
    record::RecordRef,
};
use serde_json::Value;

use super::{moments::Moments, papers::Papers, people::People};
use crate::{Result, StoreError, Tx, activity, identity::User};
use domain::id::{JobTitleId, UserId};

/// From where the two sides come, in addresses that are nobody's.
const COMMISSION: &str = "198.51.100.20";
const INSTITUTION: &str = "203.0.113.45";

/// The transaction in which the country is made, and what it is made from.
pub(super) struct Making<'a> {
    pub(super) tx: &'a mut Tx,
    pub(super) password_hash: &'a str,
    /// When the country began.
    pub(super) since: DateTime<Utc>,
    pub(super) moments: Moments,
    pub(super) people: People,
    pub(super) papers: Papers<'a>,
    pub(super) commission: Commission,
}

/// The commission's people who have something to do.
pub(super) struct Commission {
    pub(super) admin: User,
    pub(super) commissioner: User,
    /// By user name.
    pub(super) officers: Vec<User>,
    pub(super) assistant: Option<JobTitleId>,
}

impl Commission {
    /// Who has this user name; the Komisioner where nobody has.
    pub(super) fn officer(&self, username: &str) -> &User {
        self.officers.iter().find(|user| user.username == username).unwrap_or(&self.commissioner)
    }

    pub(super) fn approver(&self) -> UserId {
        self.commissioner.id
    }
}

/// An institution, as far as its posts, holders and plans need it.
pub(super) struct Land {
    pub(super) id: InstitutionId,
    pub(super) name: String,
    pub(super) kind: InstitutionKind,
    pub(super) region: String,
    pub(super) place: Place,
    /// What stands for it in addresses.
    pub(super) slug: String,
    pub(super) posts: Vec<Position>,
}

impl Land {
    /// Where people who apply there come from: a unit of the region, or the institution.
    pub(super) fn whereabouts(&self) -> &str {
        if self.region.is_empty() { &self.name } else { &self.region }
    }
}

/// A line of the log.
pub(super) struct Line {
    pub(super) act: Act,
    pub(super) record: RecordRef,
    pub(super) institution: Option<InstitutionId>,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

impl Making<'_> {
    /// Writes what somebody did, as their command would have.
    pub(super) async fn log(&mut self, who: &User, at: DateTime<Utc>, line: Line) -> Result<()> {
        let Line { act, record, institution, before, after } = line;
        let address = if who.role.is_commission() { COMMISSION } else { INSTITUTION };
        let line = Activity {
            address: address.to_owned(),
            institution,
            before: before.map(|json| json.to_string()),
            after: after.map(|json| json.to_string()),
            ..Activity::by(&who.actor(), act, record, at)
        };
        activity::record(self.tx, &line).await
    }
}

/// What a rule allows; a demo that breaks one is not made.
pub(super) fn legal<T>(answer: Result<T, impl std::fmt::Debug>) -> Result<T> {
    answer.map_err(|why| StoreError::corrupt(format!("the demo breaks a rule: {why:?}")))
}

/// What the demo itself has made before.
pub(super) fn made<T>(found: Option<T>) -> Result<T> {
    found.ok_or_else(|| StoreError::corrupt("the demo misses a part of itself"))
}
