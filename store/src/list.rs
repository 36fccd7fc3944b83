//! What every long list shares: the order it stands in, the page of it that is asked for, and how it is read whole.
//!
//! A list is a query, which [`listed`] declares, and the statement it makes for a page of its [`Order`]. Pages are found
//! by key: the last one is read as fast as the first.

mod cursor;
mod order;

use std::{fmt, future::Future};

pub use cursor::is_place;
pub(crate) use cursor::{Cursor, Key};
pub(crate) use order::{At, Order};

use crate::{Result, Tx};

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T, N = ()> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// Where the page after it begins; nothing on the last.
    pub next: Option<String>,
    /// Where the page before it ends; nothing on the first.
    pub previous: Option<String>,
    /// What is to be said of the list besides its rows.
    pub note: N,
}

impl<T, N: Default> Default for Page<T, N> {
    fn default() -> Self {
        Self { rows: Vec::new(), next: None, previous: None, note: N::default() }
    }
}

impl<T, N> Page<T, N> {
    /// The page with its rows made into others.
    #[must_use]
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> Page<U, N> {
        let Self { rows, next, previous, note } = self;
        Page { rows: rows.into_iter().map(make).collect(), next, previous, note }
    }

    /// [`Self::map`], where a row may be none.
    pub(crate) fn try_map<U>(self, make: impl FnMut(T) -> Result<U>) -> Result<Page<U, N>> {
        let Self { rows, next, previous, note } = self;
        Ok(Page { rows: rows.into_iter().map(make).collect::<Result<_>>()?, next, previous, note })
    }

    /// The page with this to be said of it.
    pub(crate) fn noting<M>(self, note: M) -> Page<T, M> {
        let Self { rows, next, previous, .. } = self;
        Page { rows, next, previous, note }
    }
}

/// Which page of a list: two places, of which one is followed at most, and how many rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) after: Option<&'a str>,
    pub(crate) before: Option<&'a str>,
    pub(crate) limit: u32,
}

/// Which rows of a list, and which page of them.
pub trait ListQuery: Clone + fmt::Debug + Send + Sync + 'static {
    /// A row.
    type Row: Send;
    /// What is to be said of the list besides its rows.
    type Note: Default + Send;

    /// The same rows: those behind this [`Page::next`] or before this [`Page::previous`], or from the first on; so many
    /// of them.
    #[must_use]
    fn at_place(self, after: Option<String>, before: Option<String>, limit: u32) -> Self;

    /// The page.
    ///
    /// # Errors
    /// When the database fails.
    fn page(&self, tx: &mut Tx) -> impl Future<Output = Result<Page<Self::Row, Self::Note>>> + Send;
}

/// Declares a list's query: what is asked for, to which its place is added, and how a page of it is read.
///
/// Most lists stand in one order, in which one statement finds them: those name the order, the statement for a page in it,
/// and what makes a row of what is found (`Ok` where it is one). `list`, which reads a page, and `explain`, for tests,
/// come with them.
///
/// ```text
/// listed! {
///     /// Which office holders to list.
///     #[derive(Clone, Debug, Default)]
///     pub struct OfficialQuery {
///         /// Only this institution's.
///         pub institution: Option<InstitutionId>,
///     }
///     LATEST, statement, Ok => OfficialListRow
/// }
/// ```
///
/// Any other names the function that reads a page: `list => Page<PlanListRow, PlanNote>`.
macro_rules! listed {
    (
        $(#[$about:meta])*
        pub struct $query:ident { $($fields:tt)* }
        $order:ident, $statement:ident, $read:expr => $row:ty
    ) => {
        $crate::list::listed! {
            $(#[$about])*
            pub struct $query { $($fields)* }
            list => Page<$row, ()>
        }

        /// A page of the list.
        ///
        /// # Errors
        /// When the database fails.
        pub async fn list(tx: &mut $crate::Tx, query: &$query) -> $crate::Result<$crate::list::Page<$row>> {
            let at = $crate::list::At::new($order, query.place());
            at.fetch(tx, $statement(query, &at)).await?.try_map($read)
        }

        /// How the database goes about a page; for tests.
        ///
        /// # Errors
        /// When the database fails.
        #[doc(hidden)]
        pub async fn explain(tx: &mut $crate::Tx, query: &$query) -> $crate::Result<Vec<String>> {
            $statement(query, &$crate::list::At::new($order, query.place())).explain(tx).await
        }
    };
    (
        $(#[$about:meta])*
        pub struct $query:ident { $($fields:tt)* }
        $list:path => Page<$row:ty, $note:ty>
    ) => {
        $(#[$about])*
        pub struct $query {
            $($fields)*
            /// Those after this [`next`](crate::list::Page::next).
            pub after: Option<String>,
            /// Those before this [`previous`](crate::list::Page::previous).
            pub before: Option<String>,
            /// How many at most.
            pub limit: u32,
        }

        impl $query {
            fn place(&self) -> $crate::list::Place<'_> {
                $crate::list::Place {
                    after: self.after.as_deref(),
                    before: self.before.as_deref(),
                    limit: self.limit,
                }
            }
        }

        impl $crate::list::ListQuery for $query {
            type Row = $row;
            type Note = $note;

            fn at_place(mut self, after: Option<String>, before: Option<String>, limit: u32) -> Self {
                (self.after, self.before, self.limit) = (after, before, limit);
                self
            }

            async fn page(&self, tx: &mut $crate::Tx) -> $crate::Result<$crate::list::Page<$row, $note>> {
                $list(tx, self).await
            }
        }
    };
}
pub(crate) use listed;

/// All rows of a query, page after page, for a file.
#[derive(Debug)]
pub struct Whole<Q> {
    /// Nothing once the last row was read.
    rest: Option<Q>,
    step: u32,
}

impl<Q: ListQuery> Whole<Q> {
    /// From the first row on, whatever page the query was on; `step` of them at once.
    #[must_use]
    pub fn new(query: Q, step: u32) -> Self {
        Self { rest: Some(query.at_place(None, None, step)), step }
    }

    /// The next rows; none at the end. Where each call has a transaction of its own, rows that move past where it
    /// stands are left out, or come twice.
    ///
    /// # Errors
    /// When the database fails; calling again tries again.
    pub async fn next(&mut self, tx: &mut Tx) -> Result<Vec<Q::Row>> {
        let Some(query) = &self.rest else { return Ok(Vec::new()) };
        let page = query.page(tx).await?;
        let step = self.step;
        self.rest = match (page.next, self.rest.take()) {
            (Some(next), Some(query)) => Some(query.at_place(Some(next), None, step)),
            _ => None,
        };
        Ok(page.rows)
    }
}
