//! Daftar Seleksi: the plans a user may see, the latest change first unless asked otherwise.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{InstitutionId, PlanId, UserId},
    institution::with_former_name,
    record::RecordKind,
    selection::{
        FillingMethod, NextStep, Phase, Reason,
        next::{Progressed, Share},
    },
};

use super::query::{changed_statement, count_statement, counts_statement, list_statement};
use crate::{
    Result, Tx,
    clock::{self, ClockRecord},
    convert::{code, instant, narrow},
    list::{At, Cursor, Key, Order, Page, listed},
    statement::Statement,
};

/// Which plan comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanOrder {
    /// The one changed last.
    #[default]
    Latest,
    /// The one to be answered first; those for which no clock runs come last.
    Due,
    /// The one that waits longest since it was sent.
    Sent,
    /// The one that was sent last.
    SentLatest,
}

listed! {
    /// Which plans to list. Begin with [`PlanQuery::new`] and set what is asked for.
    #[derive(Clone, Debug)]
    pub struct PlanQuery {
        /// Only this institution's.
        pub institution: Option<InstitutionId>,
        /// Drafts too.
        pub see_drafts: bool,
        /// Somewhere in a title, a unit, the letter's number or the institution's name, as words are compared.
        pub text: String,
        /// Somewhere in the institution's name, today's or a former one.
        pub institution_text: String,
        /// Only in one of these phases; in any when empty.
        pub phases: Vec<Phase>,
        /// Only in one of these shares; in none when there are none.
        pub among: Option<Vec<Share>>,
        /// Only those whose answer is late on this day.
        pub overdue: Option<NaiveDate>,
        /// Only for this reason.
        pub reason: Option<Reason>,
        /// Only filled this way.
        pub filling_method: Option<FillingMethod>,
        /// Only handled by this officer.
        pub officer: Option<UserId>,
        /// For whom [`PlanListRow::unread`] is told.
        pub user: UserId,
        /// In which order.
        pub order: PlanOrder,
        /// What time it is, to be known again on later pages; nothing when nobody pages.
        pub now: Option<DateTime<Utc>>,
    }
    list => Page<PlanListRow, PlanNote>
}

impl PlanQuery {
    /// The first page of every plan but drafts.
    #[must_use]
    pub const fn new(user: UserId, limit: u32) -> Self {
        Self {
            institution: None,
            see_drafts: false,
            text: String::new(),
            institution_text: String::new(),
            phases: Vec::new(),
            among: None,
            overdue: None,
            reason: None,
            filling_method: None,
            officer: None,
            user,
            order: PlanOrder::Latest,
            after: None,
            before: None,
            limit,
            now: None,
        }
    }

    pub(super) fn at(&self) -> At<ListRow> {
        match self.order {
            PlanOrder::Latest => At::new(LATEST, self.place()).moving(self.now.map(instant)),
            PlanOrder::Due => At::new(DUE, self.place()),
            PlanOrder::Sent => At::new(SENT, self.place()),
            PlanOrder::SentLatest => At::new(SENT_LATEST, self.place()),
        }
    }
}

/// What is to be said of a page of plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanNote {
    /// How many of the query's plans were changed since the first page was asked for, and are on it now; so many at
    /// most as are worth counting.
    pub changed: u32,
}

/// One plan in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanListRow {
    /// Its number.
    pub id: PlanId,
    /// Its version.
    pub version: i64,
    /// Institusi, and beside it what it was called on the plan's day.
    pub institution_name: String,
    /// Nama Jabatan: the titles of the posts it fills.
    pub titles: Vec<String>,
    /// Cara Pengisian JPT; a draft may lack it.
    pub filling_method: Option<FillingMethod>,
    /// Alasan; a draft may lack it.
    pub reason: Option<Reason>,
    /// Status.
    pub phase: Phase,
    /// Petugas yang menangani.
    pub officer: Option<String>,
    /// What is to be done next; nothing when it has ended.
    pub next: Option<NextStep>,
    /// When the institution sent it, its correction or its report last; nothing of a draft.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// Whether somebody else changed it since the user last saw it.
    pub unread: bool,
    /// The clock that runs for it or ran last; nothing where nobody knows.
    pub clock: Option<ClockRecord>,
    /// Where it stands in the list: [`PlanQuery::after`] and [`PlanQuery::before`] may be this.
    pub place: String,
}

#[derive(sqlx::FromRow)]
pub(super) struct ListRow {
    id: i64,
    version: i64,
    institution_name: String,
    institution_then: Option<String>,
    filling_method: Option<String>,
    reason: Option<String>,
    phase: String,
    officer: Option<String>,
    corrected: bool,
    complete: bool,
    sent_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    due: NaiveDate,
    unread: bool,
}

const LATEST: Order<ListRow> = Order {
    mark: "",
    column: "p.updated_at",
    id: "p.id",
    descending: true,
    read: Key::time,
    of: |row| (Key::Time(row.updated_at), row.id),
};
const DUE: Order<ListRow> = Order {
    mark: "due",
    column: "p.due",
    descending: false,
    read: Key::day,
    of: |row| (Key::Day(row.due), row.id),
    ..LATEST
};

const SENT: Order<ListRow> = Order {
    mark: "sent",
    column: "p.sent_at",
    descending: false,
    of: |row| (Key::Time(row.sent_at), row.id),
    ..LATEST
};
const SENT_LATEST: Order<ListRow> = Order { mark: "newest", descending: true, ..SENT };

impl ListRow {
    fn read(self, titles: Vec<String>, clock: Option<ClockRecord>, place: String) -> Result<PlanListRow> {
        let phase = code("plan.phase", &self.phase, Phase::from_code)?;
        let so_far = Progressed { corrected: self.corrected, complete: self.complete };
        Ok(PlanListRow {
            id: self.id.into(),
            version: self.version,
            institution_name: with_former_name(&self.institution_name, self.institution_then.as_deref()),
            titles,
            filling_method: self
                .filling_method
                .map(|text| code("plan.filling_method", &text, FillingMethod::from_code))
                .transpose()?,
            reason: self.reason.map(|text| code("plan.reason", &text, Reason::from_code)).transpose()?,
            phase,
            officer: self.officer,
            next: NextStep::of(phase, so_far),
            sent_at: (phase != Phase::Draft).then_some(self.sent_at),
            updated_at: self.updated_at,
            unread: self.unread,
            clock,
            place,
        })
    }
}

/// A page of plans.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, query: &PlanQuery) -> Result<Page<PlanListRow, PlanNote>> {
    let at = query.at();
    let page = at.fetch(tx, list_statement(query, &at)).await?;
    let changed = match at.cursor().and_then(|cursor| cursor.began) {
        Some(began) => changed(tx, query, began).await?,
        None => 0,
    };
    let mut titles = titles(tx, page.rows.iter().map(|row| row.id)).await?;
    let mut clocks = clock::of_records(tx, RecordKind::Plan, page.rows.iter().map(|row| row.id)).await?;
    let page = page.try_map(|row| {
        let titles = titles.remove(&row.id).unwrap_or_default();
        let clock = clocks.remove(&row.id).and_then(|mut clocks| clocks.pop());
        let place = at.place_of(&row);
        row.read(titles, clock, place)
    })?;
    Ok(page.noting(PlanNote { changed }))
}

async fn changed(tx: &mut Tx, query: &PlanQuery, began: DateTime<Utc>) -> Result<u32> {
    let (count,): (i64,) = changed_statement(query, began).fetch_one(tx).await?;
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

/// How the database goes about the page, the bounded count, the counts by phase, and the count of what was changed
/// since the query's cursor; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &PlanQuery) -> Result<[Vec<String>; 4]> {
    let at = query.at();
    let began = match at.cursor() {
        Some(Cursor { key: Key::Time(time), .. }) => *time,
        _ => DateTime::UNIX_EPOCH,
    };
    Ok([
        list_statement(query, &at).explain(tx).await?,
        count_statement(query, None, 100).explain(tx).await?,
        counts_statement(query.institution).explain(tx).await?,
        changed_statement(query, began).explain(tx).await?,
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
