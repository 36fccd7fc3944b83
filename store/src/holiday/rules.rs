//! How working days are counted and limited.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    holiday::rules::{ClockKind, ClockRules, Limit},
    id::InstitutionId,
    identity::Signature,
    record::{RecordKind, RecordRef},
};

use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, narrow, saved},
    record::Record,
    statement::Statement,
};

/// The rules as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesRecord {
    /// What they say.
    pub rules: ClockRules,
    /// Counts the changes.
    pub version: i64,
    /// Who saved them last, and when; nothing while they are as they came.
    pub saved: Option<Signature>,
}

impl Record for RulesRecord {
    fn about(&self) -> RecordRef {
        RecordRef::only(RecordKind::Setting)
    }

    fn institution(&self) -> Option<InstitutionId> {
        None
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone()
    }
}

#[derive(sqlx::FromRow)]
struct RulesRow {
    joint_leave: bool,
    closing: i64,
    version: i64,
    updated_by_id: Option<i64>,
    updated_by_name: Option<String>,
    updated_at: Option<DateTime<Utc>>,
}

/// The rules. In a transaction that writes, see [`hold`].
///
/// # Errors
/// When the database fails.
pub async fn rules(tx: &mut Tx) -> Result<RulesRecord> {
    let sql = "SELECT joint_leave, closing, version, updated_by_id, updated_by_name, updated_at FROM clock_rule \
               WHERE id = 1";
    let row = db!(tx, fetch_one as RulesRow, sql)?;
    let sql = "SELECT kind, since, days FROM clock_limit ORDER BY since, kind";
    let limit = |(kind, since, days): (String, NaiveDate, i64)| {
        let kind = code("clock_limit.kind", &kind, ClockKind::from_code)?;
        Ok(Limit { kind, since, days: narrow("clock_limit.days", days)? })
    };
    let limits = db!(tx, fetch_all as (String, NaiveDate, i64), sql)?;
    Ok(RulesRecord {
        rules: ClockRules {
            joint_leave: row.joint_leave,
            closing: narrow("clock_rule.closing", row.closing)?,
            limits: limits.into_iter().map(limit).collect::<Result<_>>()?,
        },
        version: row.version,
        saved: saved(row.updated_by_id, row.updated_by_name, row.updated_at),
    })
}

/// [`rules`], for a command that changes them, a holiday or a year: nobody else changes any of these before its end,
/// so that a year is not closed while a change without a reason is under way.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &mut Tx) -> Result<RulesRecord> {
    let mut statement = Statement::new("SELECT id FROM clock_rule WHERE id = 1");
    statement.lock(tx);
    statement.fetch_all::<(i64,)>(tx).await?;
    rules(tx).await
}

/// Changes the rules from the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed them since.
pub async fn save_rules(tx: &mut Tx, record: &RulesRecord, rules: &ClockRules, by: &Signature) -> Result<()> {
    let sql = "UPDATE clock_rule SET joint_leave = $2, closing = $3, version = version + 1, updated_by_id = $4, \
               updated_by_name = $5, updated_at = $6 WHERE id = 1 AND version = $1";
    let (closing, user, at) = (i64::from(rules.closing), by.by.id.get(), instant(by.at));
    if db!(tx, execute, sql, record.version, rules.joint_leave, closing, user, &by.by.name, at)? == 0 {
        return Err(StoreError::Stale);
    }
    db!(tx, execute, "DELETE FROM clock_limit")?;
    for Limit { kind, since, days } in &rules.limits {
        let sql = "INSERT INTO clock_limit (kind, since, days) VALUES ($1, $2, $3)";
        db!(tx, execute, sql, kind.code(), since, i64::from(*days))?;
    }
    Ok(())
}
