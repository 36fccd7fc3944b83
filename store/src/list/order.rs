//! The order of a list, and the page of it that is read.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};

use super::{
    Page, Place,
    cursor::{Cursor, Key},
};
use crate::{Result, Tx, statement::Statement};

/// No page is longer, whoever asks: what is looked up by the numbers of its rows stays within the parameters that a
/// statement takes on either database.
const MOST: u32 = 10_000;

/// By what the rows of a list are ordered. Each order needs an index on its column and number, behind whatever else
/// the list always asks for; the test of the list's plans proves it.
pub(crate) struct Order<R> {
    /// Marks its cursors, so that those of one order are none of another; empty for a list's usual order.
    pub(crate) mark: &'static str,
    /// What is compared. Never NULL, which is neither before nor after anything: a column that may be is wrapped in
    /// `COALESCE`, and so is it in the index.
    pub(crate) column: &'static str,
    /// The row's number, which decides where the column is equal.
    pub(crate) id: &'static str,
    /// Whether the greatest comes first.
    pub(crate) descending: bool,
    /// Reads a key of it from an address.
    pub(crate) read: fn(&str) -> Option<Key>,
    /// A row's key and number.
    pub(crate) of: fn(&R) -> (Key, i64),
}

/// Where a page begins.
enum From {
    First,
    /// With the rows further down than this one.
    After(Cursor),
    /// With the rows further up than this one.
    Before(Cursor),
}

/// A page in its order, as a statement asks for it.
pub(crate) struct At<R> {
    order: Order<R>,
    from: From,
    limit: u32,
    /// When somebody began to page through a list whose rows move.
    began: Option<DateTime<Utc>>,
}

impl<R> At<R> {
    /// Reads the place. One that cannot be read leads to the first page.
    pub(crate) fn new(order: Order<R>, place: Place<'_>) -> Self {
        let parse = |text: Option<&str>| Cursor::parse(text?, order.mark, order.read);
        let from = match (parse(place.after), parse(place.before)) {
            (Some(cursor), _) => From::After(cursor),
            (None, Some(cursor)) => From::Before(cursor),
            (None, None) => From::First,
        };
        Self { order, from, limit: place.limit.min(MOST), began: None }
    }

    /// Of a list whose rows move: its cursors say when one began to page through it, which is `now` on the first page.
    pub(crate) fn moving(mut self, now: Option<DateTime<Utc>>) -> Self {
        self.began = self.cursor().map_or(now, |cursor| cursor.began);
        self
    }

    pub(crate) const fn cursor(&self) -> Option<&Cursor> {
        match &self.from {
            From::First => None,
            From::After(cursor) | From::Before(cursor) => Some(cursor),
        }
    }

    const fn is_backward(&self) -> bool {
        matches!(self.from, From::Before(_))
    }

    /// Whether the statement's rows come with the greatest first.
    const fn falls(&self) -> bool {
        self.order.descending != self.is_backward()
    }

    /// Only rows beyond the cursor; nothing on the first page.
    pub(crate) fn push_beyond(&self, statement: &mut Statement) {
        if let Some(cursor) = self.cursor() {
            statement.push(" AND (").push(self.order.column).push(", ").push(self.order.id).push(")");
            statement.push(if self.falls() { " < (" } else { " > (" });
            statement.bind(cursor.key.clone()).push(", ").bind(cursor.id).push(")");
        }
    }

    /// The order and the limit, with one row more to know whether there are more.
    pub(crate) fn push_order(&self, statement: &mut Statement) {
        statement.push(" ORDER BY ").push(self.order.column);
        statement.push(if self.falls() { " DESC, " } else { ", " }).push(self.order.id);
        statement.push(if self.falls() { " DESC LIMIT " } else { " LIMIT " }).bind(i64::from(self.limit) + 1);
    }

    /// The page that a statement with [`Self::push_beyond`] and [`Self::push_order`] finds.
    pub(crate) async fn fetch(&self, tx: &mut Tx, statement: Statement) -> Result<Page<R>>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(self.cut(statement.fetch_all(tx).await?))
    }

    /// Where a row stands: the page after it begins there, and the page before it ends there.
    pub(crate) fn place_of(&self, row: &R) -> String {
        let (key, id) = (self.order.of)(row);
        Cursor { key, id, began: self.began }.write(self.order.mark)
    }

    /// Puts fetched rows in order, drops the extra one, and says where to go on.
    fn cut(&self, mut rows: Vec<R>) -> Page<R> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.is_backward() {
            rows.reverse();
        }
        let place = |row: &R| self.place_of(row);
        let (first, last) = (rows.first().map(place), rows.last().map(place));
        let (next, previous) = match self.from {
            From::First => (last.filter(|_| more), None),
            From::After(_) => (last.filter(|_| more), first),
            From::Before(_) => (last, first.filter(|_| more)),
        };
        Page { rows, next, previous, note: () }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    /// A post with the day until which it waits; most wait for nothing.
    type Row = (i64, Option<NaiveDate>);

    /// What waits for nothing comes last.
    const DEADLINE: Order<Row> = Order {
        mark: "deadline",
        column: "COALESCE(p.due, '9999-12-31')",
        id: "p.id",
        descending: false,
        read: Key::day,
        of: |(id, due)| {
            (Key::Day(due.or_else(|| NaiveDate::from_ymd_opt(9999, 12, 31)).unwrap_or(NaiveDate::MAX)), *id)
        },
    };

    fn at(after: Option<&str>, before: Option<&str>) -> At<Row> {
        At::new(DEADLINE, Place { after, before, limit: 2 })
    }

    fn sql(at: &At<Row>) -> String {
        let mut statement = Statement::new("WHERE TRUE");
        at.push_beyond(&mut statement);
        at.push_order(&mut statement);
        statement.sql().to_owned()
    }

    #[test]
    fn an_order_with_a_key_of_its_own_pages_there_and_back() {
        let first = at(None, None);
        assert_eq!(sql(&first), "WHERE TRUE ORDER BY COALESCE(p.due, '9999-12-31'), p.id LIMIT $1");
        let day = NaiveDate::from_ymd_opt(2016, 9, 1);
        let page = first.cut(vec![(4, day), (2, None), (3, None)]);
        assert_eq!((page.rows.len(), page.previous), (2, None));
        let next = page.next.unwrap();
        assert!(next.starts_with("deadline~") && next.ends_with(".2"), "{next}");

        let second = at(Some(&next), None);
        assert_eq!(
            sql(&second),
            "WHERE TRUE AND (COALESCE(p.due, '9999-12-31'), p.id) > ($1, $2) \
             ORDER BY COALESCE(p.due, '9999-12-31'), p.id LIMIT $3"
        );
        let back = at(None, second.cut(vec![(3, None)]).previous.as_deref());
        assert_eq!(
            sql(&back),
            "WHERE TRUE AND (COALESCE(p.due, '9999-12-31'), p.id) < ($1, $2) \
             ORDER BY COALESCE(p.due, '9999-12-31') DESC, p.id DESC LIMIT $3"
        );
        let page = back.cut(vec![(2, None), (4, day)]);
        assert_eq!((page.rows[0].0, page.previous), (4, None));
        assert_eq!(page.next, Some(next));
    }

    #[test]
    fn no_page_is_longer_than_a_statement_takes_numbers() {
        let long = At::new(DEADLINE, Place { after: None, before: None, limit: u32::MAX });
        let page = long.cut((0..20_000).map(|id| (id, None)).collect());
        assert_eq!(page.rows.len(), 10_000);
        assert!(page.next.is_some_and(|next| next.ends_with(".9999")));
    }

    #[test]
    fn rubbish_and_places_of_other_lists_lead_to_the_first_page() {
        let long = format!("deadline~{}.1", "7".repeat(5000));
        for text in
            ["", "x", "735000.1", "6e616d61.7", "deadline~x.1", "deadline~735000", "name~735000.1", &long]
        {
            assert!(at(Some(text), None).cursor().is_none(), "{text:.40}");
            assert!(at(None, Some(text)).cursor().is_none(), "{text:.40}");
        }
    }
}
