//! What the log says when nobody logged in did it.

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    record::RecordRef,
};

/// A line of the server's own, or of whoever stands at its machine; add what changed.
pub fn line(act: Act, record: impl Into<RecordRef>, now: DateTime<Utc>) -> Activity {
    Activity {
        user: None,
        name: "Sistem".to_owned(),
        at: now,
        address: String::new(),
        act,
        record: record.into(),
        institution: None,
        before: None,
        after: None,
    }
}
