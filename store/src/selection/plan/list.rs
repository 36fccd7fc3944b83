//! Daftar Seleksi: the plans a user may see, the latest change first.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, PlanId, UserId},
    selection::{FillingMethod, Phase, Reason},
};

use crate::{
    Result, Tx,
    convert::{code, narrow},
    page::{Cursor, Page},
    statement::{Statement, pattern},
};

/// Which plans to list. Begin with [`PlanQuery::new`] and set what is asked for.
#[derive(Clone, Debug)]
pub struct PlanQuery {
    /// Only this institution's.
    pub institution: Option<InstitutionId>,
    /// Drafts too.
    pub see_drafts: bool,
    /// Somewhere in a title, a unit, the letter's number or the institution's name, in any case.
    pub text: String,
    /// Only in one of these phases; in any when empty.
    pub phases: Vec<Phase>,
    /// Only for this reason.
    pub reason: Option<Reason>,
    /// Only filled this way.
    pub filling_method: Option<FillingMethod>,
    /// Only handled by this officer.
    pub officer: Option<UserId>,
    /// For whom [`PlanListRow::unread`] is told.
    pub user: UserId,
    /// Those after this [`PlanPage::next`].
    pub after: Option<String>,
    /// Those before this [`PlanPage::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

impl PlanQuery {
    /// The first page of every plan but drafts.
    #[must_use]
    pub const fn new(user: UserId, limit: u32) -> Self {
        Self {
            institution: None,
            see_drafts: false,
            text: String::new(),
            phases: Vec::new(),
            reason: None,
            filling_method: None,
            officer: None,
            user,
            after: None,
            before: None,
            limit,
        }
    }

    fn page(&self) -> Page {
        Page::of(self.after.as_deref(), self.before.as_deref())
    }
}

/// A page of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanPage {
    /// The rows.
    pub rows: Vec<PlanListRow>,
    /// Where older ones go on.
    pub next: Option<String>,
    /// Where newer ones go on.
    pub previous: Option<String>,
}

/// One plan in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanListRow {
    /// Its number.
    pub id: PlanId,
    /// Institusi.
    pub institution_name: String,
    /// Nama Jabatan: the titles of the posts it fills.
    pub titles: Vec<String>,
    /// Cara Pengisian JPT; a draft may lack it.
    pub filling_method: Option<FillingMethod>,
    /// Alasan; a draft may lack it.
    pub reason: Option<Reason>,
    /// Status.
    pub phase: Phase,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// Whether somebody else changed it since the user last saw it.
    pub unread: bool,
}

#[derive(sqlx::FromRow)]
struct ListRow {
    id: i64,
    institution_name: String,
    filling_method: Option<String>,
    reason: Option<String>,
    phase: String,
    updated_at: DateTime<Utc>,
    unread: bool,
}

impl ListRow {
    fn cursor(&self) -> Cursor {
        Cursor { key: self.updated_at.timestamp_micros(), id: self.id }
    }

    fn read(self, titles: Vec<String>) -> Result<PlanListRow> {
        Ok(PlanListRow {
            id: self.id.into(),
            institution_name: self.institution_name,
            titles,
            filling_method: self
                .filling_method
                .map(|text| code("plan.filling_method", &text, FillingMethod::from_code))
                .transpose()?,
            reason: self.reason.map(|text| code("plan.reason", &text, Reason::from_code)).transpose()?,
            phase: code("plan.phase", &self.phase, Phase::from_code)?,
            updated_at: self.updated_at,
            unread: self.unread,
        })
    }
}

/// A page of plans.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, query: &PlanQuery) -> Result<PlanPage> {
    let rows: Vec<ListRow> = list_statement(query).fetch_all(tx).await?;
    let cut = query.page().cut(rows, query.limit, ListRow::cursor);
    let mut titles = titles(tx, cut.rows.iter().map(|row| row.id)).await?;
    let rows = cut.rows.into_iter().map(|row| {
        let titles = titles.remove(&row.id).unwrap_or_default();
        row.read(titles)
    });
    Ok(PlanPage { rows: rows.collect::<Result<_>>()?, next: cut.next, previous: cut.previous })
}

/// How many of the plans that a query finds, on any page, are unread.
///
/// # Errors
/// When the database fails.
pub async fn unread_count(tx: &mut Tx, query: &PlanQuery) -> Result<u32> {
    let (count,): (i64,) = unread_statement(query).fetch_one(tx).await?;
    narrow("count", count)
}

/// How many plans stand in each phase, drafts included; phases without any are left out.
///
/// # Errors
/// When the database fails.
pub async fn counts_by_phase(tx: &mut Tx, institution: Option<InstitutionId>) -> Result<Vec<(Phase, u32)>> {
    let rows: Vec<(String, i64)> = counts_statement(institution).fetch_all(tx).await?;
    let mut counts = rows
        .into_iter()
        .map(|(phase, count)| Ok((code("plan.phase", &phase, Phase::from_code)?, narrow("count", count)?)))
        .collect::<Result<Vec<_>>>()?;
    counts.sort_by_key(|(phase, _)| Phase::ALL.iter().position(|other| other == phase));
    Ok(counts)
}

/// How the database goes about the page, the unread count and the counts by phase; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &PlanQuery) -> Result<[Vec<String>; 3]> {
    Ok([
        list_statement(query).explain(tx).await?,
        unread_statement(query).explain(tx).await?,
        counts_statement(query.institution).explain(tx).await?,
    ])
}

async fn titles(tx: &mut Tx, plans: impl Iterator<Item = i64>) -> Result<HashMap<i64, Vec<String>>> {
    let mut statement = Statement::new(
        "SELECT v.plan_id, p.title FROM vacancy v JOIN position p ON p.id = v.position_id WHERE v.plan_id IN ",
    );
    statement.bind_list(plans).push(" ORDER BY v.plan_id, v.id");
    let mut titles: HashMap<i64, Vec<String>> = HashMap::new();
    for (plan, title) in statement.fetch_all::<(i64, String)>(tx).await? {
        titles.entry(plan).or_default().push(title);
    }
    Ok(titles)
}

fn list_statement(query: &PlanQuery) -> Statement {
    let page = query.page();
    // A LEFT JOIN, so that SQLite begins with the plans and not with their institutions.
    let mut statement = Statement::new(
        "SELECT p.id, i.name AS institution_name, p.filling_method, p.reason, p.phase, p.updated_at, ",
    );
    push_unread(&mut statement, query.user);
    statement.push(" AS unread FROM plan p LEFT JOIN institution i ON i.id = p.institution_id WHERE TRUE");
    push_filters(&mut statement, query);
    if let Some(cursor) = page.cursor()
        && let Some(at) = DateTime::from_timestamp_micros(cursor.key)
    {
        statement.push(" AND (p.updated_at, p.id)").push(page.comparison());
        statement.push("(").bind(at).push(", ").bind(cursor.id).push(")");
    }
    statement.push(if page.is_backward() {
        " ORDER BY p.updated_at, p.id"
    } else {
        " ORDER BY p.updated_at DESC, p.id DESC"
    });
    Page::limit(&mut statement, query.limit);
    statement
}

fn unread_statement(query: &PlanQuery) -> Statement {
    let mut statement = Statement::new(
        "SELECT COUNT(*) FROM plan p LEFT JOIN institution i ON i.id = p.institution_id WHERE ",
    );
    push_unread(&mut statement, query.user);
    push_filters(&mut statement, query);
    statement
}

fn counts_statement(institution: Option<InstitutionId>) -> Statement {
    let mut statement = Statement::new("SELECT phase, COUNT(*) FROM plan");
    if let Some(institution) = institution {
        statement.push(" WHERE institution_id = ").bind(institution.get());
    }
    statement.push(" GROUP BY phase");
    statement
}

/// Somebody else changed it since the user saw it, or, if never seen, since the user is there.
fn push_unread(statement: &mut Statement, user: UserId) {
    let user = user.get();
    statement
        .push("(p.updated_by_id <> ")
        .bind(user)
        .push(" AND p.updated_at >= (SELECT a.created_at FROM account a WHERE a.id = ")
        .bind(user)
        .push(") AND NOT EXISTS (SELECT 1 FROM plan_seen s WHERE s.account_id = ")
        .bind(user)
        .push(" AND s.plan_id = p.id AND s.seen_at >= p.updated_at))");
}

fn push_filters(statement: &mut Statement, query: &PlanQuery) {
    if let Some(institution) = query.institution {
        statement.push(" AND p.institution_id = ").bind(institution.get());
    }
    if !query.see_drafts {
        statement.push(" AND p.phase <> 'draft'");
    }
    match query.phases.as_slice() {
        [] => {}
        // Alone, it lets the index give the order too.
        [phase] => drop(statement.push(" AND p.phase = ").bind(phase.code())),
        phases => drop(statement.push(" AND p.phase IN ").bind_list(phases.iter().map(|phase| phase.code()))),
    }
    if let Some(reason) = query.reason {
        statement.push(" AND p.reason = ").bind(reason.code());
    }
    if let Some(method) = query.filling_method {
        statement.push(" AND p.filling_method = ").bind(method.code());
    }
    if let Some(officer) = query.officer {
        statement.push(" AND p.officer_id = ").bind(officer.get());
    }
    if let Some(pattern) = pattern(&query.text) {
        statement
            .push(" AND (")
            .contains("p.letter_number", &pattern)
            .push(" OR ")
            .contains("i.name", &pattern)
            .push(
                " OR EXISTS (SELECT 1 FROM vacancy v JOIN position o ON o.id = v.position_id \
                 WHERE v.plan_id = p.id AND (",
            )
            .contains("o.title", &pattern)
            .push(" OR ")
            .contains("o.unit", &pattern)
            .push(")))");
    }
}
