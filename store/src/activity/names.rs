//! What the records of lines are called, and what the numbers in their documents: looked up when a line is read, one
//! statement for each kind of record, whatever many lines there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    activity::{Names, Numbered, numbers},
    id::InstitutionId,
    record::RecordKind,
};

use super::ActivityRecord;
use crate::{Result, Tx, statement::Statement};

/// So many values are bound to one statement; both databases take more.
const AT_ONCE: usize = 10_000;

/// The tables that names stand in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Table {
    Account,
    Plan,
    Vacancy,
    Applicant,
    Official,
    Attachment,
    BoundFile,
    Institution,
    JobTitle,
    Holiday,
    Position,
}

impl Table {
    /// Where a kind of record has its name; nothing for what has none.
    const fn of(kind: RecordKind) -> Option<Self> {
        Some(match kind {
            // A session's number is its account's.
            RecordKind::User | RecordKind::Session => Self::Account,
            RecordKind::Plan => Self::Plan,
            RecordKind::Vacancy => Self::Vacancy,
            RecordKind::Applicant => Self::Applicant,
            RecordKind::Official => Self::Official,
            RecordKind::Attachment => Self::Attachment,
            RecordKind::Institution => Self::Institution,
            RecordKind::JobTitle => Self::JobTitle,
            RecordKind::Holiday => Self::Holiday,
            RecordKind::Registration | RecordKind::Setting | RecordKind::System => return None,
        })
    }

    const fn numbered(what: Numbered) -> Self {
        match what {
            Numbered::File => Self::BoundFile,
            Numbered::Post => Self::Position,
            Numbered::Account => Self::Account,
            Numbered::Applicant => Self::Applicant,
        }
    }

    /// Number, name and whose it is, of those whose numbers follow.
    const fn select(self) -> &'static str {
        match self {
            Self::Account => "SELECT id, name, institution_id FROM account WHERE id IN ",
            Self::Plan => {
                "SELECT v.plan_id, o.title, o.institution_id FROM vacancy v \
                 JOIN position o ON o.id = v.position_id WHERE v.plan_id IN "
            }
            Self::Vacancy => {
                "SELECT v.id, o.title, o.institution_id FROM vacancy v \
                 JOIN position o ON o.id = v.position_id WHERE v.id IN "
            }
            Self::Applicant => {
                "SELECT a.id, a.name, p.institution_id FROM applicant a \
                 JOIN vacancy v ON v.id = a.vacancy_id JOIN plan p ON p.id = v.plan_id WHERE a.id IN "
            }
            Self::Official => "SELECT id, name, institution_id FROM official WHERE id IN ",
            Self::Attachment => "SELECT id, name, institution_id FROM attachment WHERE id IN ",
            // What no record names any more is its owner's alone.
            Self::BoundFile => {
                "SELECT id, name, institution_id FROM attachment WHERE record_kind IS NOT NULL AND id IN "
            }
            Self::Institution => "SELECT id, name, id FROM institution WHERE id IN ",
            Self::JobTitle => "SELECT id, name, CAST(NULL AS BIGINT) FROM job_title WHERE id IN ",
            Self::Holiday => "SELECT id, name, CAST(NULL AS BIGINT) FROM holiday WHERE id IN ",
            // As `Position::label` has it.
            Self::Position => "SELECT id, unit || ' - ' || title, institution_id FROM position WHERE id IN ",
        }
    }

    /// What comes first where several rows name one.
    const fn order(self) -> &'static str {
        match self {
            Self::Plan => " ORDER BY v.plan_id, v.id",
            _ => "",
        }
    }
}

/// What something is called, and whose it is; nothing for the commission's own.
struct Named {
    name: String,
    /// How many more names it has.
    others: usize,
    institution: Option<InstitutionId>,
}

/// The names that some lines need.
#[derive(Default)]
pub struct LineNames(HashMap<(Table, i64), Named>);

impl std::fmt::Debug for LineNames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineNames({})", self.0.len())
    }
}

impl LineNames {
    /// What the record of a line is called; nothing where it has no name, or is gone.
    #[must_use]
    pub fn record(&self, line: &ActivityRecord) -> Option<String> {
        let table = Table::of(RecordKind::from_code(&line.record)?)?;
        let Named { name, others, .. } = self.0.get(&(table, line.record_id))?;
        Some(if *others == 0 { name.clone() } else { format!("{name} dan {others} jabatan lain") })
    }

    /// What the numbers in the documents of a line are called. Whatever a document says, an institution's line names
    /// nothing of another institution.
    #[must_use]
    pub fn within(&self, line: &ActivityRecord) -> Names {
        let may = |named: &&Named| {
            line.institution.is_none() || named.institution.is_none() || named.institution == line.institution
        };
        let name = |(what, number)| {
            let named = self.0.get(&(Table::numbered(what), number)).filter(may)?;
            Some(((what, number), named.name.clone()))
        };
        told(line).filter_map(name).collect()
    }
}

/// Looks up what some lines name.
///
/// # Errors
/// When the database fails.
pub async fn names(tx: &mut Tx, lines: &[ActivityRecord]) -> Result<LineNames> {
    let mut wanted: BTreeMap<Table, BTreeSet<i64>> = BTreeMap::new();
    for line in lines {
        let record = RecordKind::from_code(&line.record).and_then(Table::of);
        let record = record.map(|table| (table, line.record_id));
        let inside = told(line).map(|(what, number)| (Table::numbered(what), number));
        for (table, number) in record.into_iter().chain(inside).filter(|(_, number)| *number > 0) {
            wanted.entry(table).or_default().insert(number);
        }
    }
    let mut found = HashMap::new();
    for (table, numbers) in wanted {
        let numbers: Vec<i64> = numbers.into_iter().collect();
        for some in numbers.chunks(AT_ONCE) {
            let mut statement = Statement::new(table.select());
            statement.bind_list(some.iter().copied()).push(table.order());
            let rows: Vec<(i64, String, Option<i64>)> = statement.fetch_all(tx).await?;
            for (number, name, institution) in rows {
                let first = || Named { name, others: 0, institution: institution.map(Into::into) };
                let known = found.entry((table, number));
                known.and_modify(|named: &mut Named| named.others += 1).or_insert_with(first);
            }
        }
    }
    Ok(LineNames(found))
}

/// The numbers in the documents of a line.
fn told(line: &ActivityRecord) -> impl Iterator<Item = (Numbered, i64)> {
    let kind = RecordKind::from_code(&line.record);
    numbers(kind, line.before.as_ref()).into_iter().chain(numbers(kind, line.after.as_ref()))
}
