//! The documents of a selection, as they are kept.
//!
//! Whoever changes the shape of one gives it the next version, moves the former shape into a type of its own here, and
//! reads both.

use std::borrow::Cow;

use domain::{
    id::{AttachmentId, PositionId},
    number::Weight,
    rich_text::CleanText,
    selection::{
        FillingMethod, Reason, Scheme, SelectionMethod, Stage,
        applicant::TrackRecord,
        inauguration::Inauguration,
        plan::{Member, PlanDetails, PlanForm, ScheduleItem},
        report::Report,
        review::{Message, PlanState},
        withdrawal::Withdrawal,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::from_str;

use crate::document::Document;

/// A plan: what was typed, and what it said when it was sent last.
#[derive(Serialize, Deserialize)]
pub(super) struct PlanDocument<'a> {
    pub(super) typed: Cow<'a, PlanForm>,
    /// Nothing in a plan that was never sent.
    pub(super) sent: Option<Cow<'a, PlanDetails>>,
    /// What the log was told last, while a draft is kept without a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) untold: Option<Cow<'a, PlanForm>>,
}

/// A plan's form as it was sent, to tell later changes by.
#[derive(Serialize, Deserialize)]
pub(super) struct Snapshot<'a> {
    pub(super) typed: Cow<'a, PlanForm>,
}

impl Document for PlanDocument<'_> {
    const PLACE: &'static str = "plan.form";
    /// In the second version every stage had a weight.
    const VERSION: u32 = 3;

    fn read(version: u32, text: &str) -> serde_json::Result<Option<Self>> {
        match version {
            1 => from_str::<PlanDocumentV1>(text).map(|document| Some(document.into())),
            2 | 3 => from_str(text).map(Some),
            _ => Ok(None),
        }
    }
}

impl Document for Snapshot<'_> {
    const PLACE: &'static str = "message.snapshot";
    /// Forms of the first version have no stages of their own; in the second all of those had a weight.
    const VERSION: u32 = 3;

    fn read(version: u32, text: &str) -> serde_json::Result<Option<Self>> {
        if matches!(version, 1..=3) { from_str(text).map(Some) } else { Ok(None) }
    }
}

impl Document for PlanState {
    const PLACE: &'static str = "plan.state";
}

impl Document for Inauguration {
    const PLACE: &'static str = "vacancy.inauguration";
}

impl Document for TrackRecord {
    const PLACE: &'static str = "applicant.track_record";
}

impl Document for Withdrawal {
    const PLACE: &'static str = "applicant.withdrawal";
}

impl Document for Report {
    const PLACE: &'static str = "report_round.report";
}

impl Document for Message {
    const PLACE: &'static str = "report_round.review";
}

/// Every plan had four stages, and wrote each as a pair.
#[derive(Deserialize)]
struct PlanDocumentV1 {
    typed: PlanForm,
    sent: Option<PlanDetailsV1>,
}

#[derive(Deserialize)]
struct PlanDetailsV1 {
    positions: Vec<PositionId>,
    letter_number: String,
    letter_scan: Vec<AttachmentId>,
    filling_method: FillingMethod,
    reason: Reason,
    reason_text: CleanText,
    methods: Vec<SelectionMethod>,
    scheme: [(Stage, Weight); 4],
    committee: Vec<Member>,
    schedule: Vec<ScheduleItem>,
}

impl From<PlanDocumentV1> for PlanDocument<'_> {
    fn from(PlanDocumentV1 { typed, sent }: PlanDocumentV1) -> Self {
        Self { typed: Cow::Owned(typed), sent: sent.map(|sent| Cow::Owned(sent.into())), untold: None }
    }
}

impl From<PlanDetailsV1> for PlanDetails {
    fn from(v1: PlanDetailsV1) -> Self {
        Self {
            positions: v1.positions,
            letter_number: v1.letter_number,
            letter_scan: v1.letter_scan,
            filling_method: v1.filling_method,
            reason: v1.reason,
            reason_text: v1.reason_text,
            methods: v1.methods,
            scheme: Scheme::of_four(v1.scheme),
            committee: v1.committee,
            schedule: v1.schedule,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use domain::{
        clock::{ClockHistory, Reckoning},
        holiday::rules::ClockRules,
        selection::{
            applicant::TrackRecord,
            inauguration::Inauguration,
            report::Report,
            review::{Message, PlanState},
            withdrawal::Withdrawal,
        },
    };
    use serde_json::{Value, from_str, to_value, value::RawValue};
    use sqlx::types::Json;

    use super::{PlanDocument, Snapshot};
    use crate::{
        StoreError,
        document::{Document, stamped, unpack},
        job::{MakeFirstPasswords, RecomputeClocks},
        message::Changes,
    };

    /// Reads a document, and gives what is written for it today.
    fn again<D: Document>(text: &str) -> Result<Value, StoreError> {
        let raw = Json(RawValue::from_string(text.to_owned()).unwrap());
        Ok(to_value(stamped(&unpack::<D>(&raw)?)).unwrap())
    }

    /// By the file's name without what is a case of its own.
    fn read(kind: &str, text: &str) -> Result<Value, StoreError> {
        match kind {
            PlanDocument::PLACE => again::<PlanDocument>(text),
            Snapshot::PLACE => again::<Snapshot>(text),
            Changes::PLACE => again::<Changes>(text),
            PlanState::PLACE => again::<PlanState>(text),
            Inauguration::PLACE => again::<Inauguration>(text),
            TrackRecord::PLACE => again::<TrackRecord>(text),
            Withdrawal::PLACE => again::<Withdrawal>(text),
            Report::PLACE => again::<Report>(text),
            Message::PLACE => again::<Message>(text),
            ClockHistory::PLACE => again::<ClockHistory>(text),
            Reckoning::PLACE => again::<Reckoning>(text),
            ClockRules::PLACE => again::<ClockRules>(text),
            MakeFirstPasswords::PLACE => again::<MakeFirstPasswords>(text),
            RecomputeClocks::PLACE => again::<RecomputeClocks>(text),
            other => panic!("no document is {other}"),
        }
    }

    #[test]
    fn every_version_that_was_ever_written_is_read() {
        let folder = Path::new("tests/golden");
        let mut seen = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let (kind, version) = name.split_once(".v").unwrap();
            let text = fs::read_to_string(&path).unwrap();
            let written = read(kind, &text).unwrap_or_else(|error| panic!("{name}: {error}"));
            // The present version comes back as it was; an earlier one as the present one.
            if version.starts_with(&format!("{}.", written["v"])) {
                assert_eq!(written, from_str::<Value>(&text).unwrap(), "{name}");
            }
            seen += 1;
        }
        assert!(seen >= 16, "{seen}");
    }

    #[test]
    fn a_version_that_is_not_known_is_said_by_its_number() {
        let error = read("plan.state", r#"{"v": 7, "state": "draft"}"#).unwrap_err().to_string();
        assert!(error.contains("plan.state: version 7"), "{error}");
        assert!(matches!(read("plan.state", r#"{"state": "draft"}"#), Err(StoreError::Corrupt(_))));
    }
}
