//! One search over everything that somebody may see.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::list::filter;
use crate::error::AppError;

filter! {
    /// What is looked for, as it stands in the address.
    pub struct SearchFilter {
        /// Words, a letter's number, a NIP.
        text: "q", "Cari";
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchView {
    /// By kind; those without any are left out.
    pub groups: Vec<Found>,
    /// What was not understood.
    pub complaint: Option<String>,
}

/// What was found of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What they are: `Seleksi`.
    pub label: String,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// The list with all of them, where there are more.
    pub more: Option<String>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is called.
    pub title: String,
    /// What tells it from others.
    pub about: String,
    /// Its page; the list that has it where it has none.
    pub href: String,
}

/// Plans by post, institution or letter's number, office holders by name, NIP, post or decree, institutions and people,
/// as far as the caller may see them.
#[server(endpoint = "search")]
pub async fn search(#[server(default)] filter: SearchFilter) -> Result<SearchView, AppError> {
    find::all(&filter).await
}

#[cfg(feature = "ssr")]
mod find {
    use domain::{
        access::Guarded,
        identity::{
            Actor,
            access::{People, PeopleAction},
        },
        institution::access::{Institutions, InstitutionsAction},
        official::{Officials, OfficialsAction},
        selection::access::{Plans, PlansAction},
    };
    use store::{
        Tx,
        identity::{PeopleQuery, Side, User},
        institution::{InstitutionQuery, InstitutionRecord},
        list::{ListQuery, Page},
        official::{OfficialListRow, OfficialQuery},
        selection::plan::{PlanListRow, PlanQuery},
    };

    use super::{Found, Hit, SearchFilter, SearchView};
    use crate::{
        api::{context::caller, filter::Reading, identity::load::manages_members, selection::plans_of},
        error::AppError,
        query::with_query,
    };

    /// So many of a kind are shown.
    const SHOWN: u32 = 6;

    pub(super) async fn all(filter: &SearchFilter) -> Result<SearchView, AppError> {
        let caller = caller().await?;
        let mut reading = Reading::of(filter);
        let text = reading.words(SearchFilter::text());
        if let Err(complaints) = reading.finish(()) {
            let complaint = complaints.iter().next().map(|(_, sentence)| sentence.to_owned());
            return Ok(SearchView { complaint, ..SearchView::default() });
        }
        if text.is_empty() {
            return Ok(SearchView::default());
        }
        let mut tx = caller.read().await?;
        let actor = &caller.actor;
        let mut groups = Vec::new();
        if Plans.decide(actor, PlansAction::List).is_ok() {
            let query = PlanQuery { text: text.clone(), ..plans_of(actor) };
            groups.extend(found(&mut tx, "Seleksi", "/seleksi", &text, query, plan).await?);
        }
        if Officials.decide(actor, OfficialsAction::List).is_ok() {
            let query = OfficialQuery {
                institution: actor.institution,
                text: text.clone(),
                ..OfficialQuery::default()
            };
            groups.extend(found(&mut tx, "Pejabat", "/pejabat", &text, query, official).await?);
        }
        if Institutions.decide(actor, InstitutionsAction::List).is_ok() {
            let query = InstitutionQuery { text: text.clone(), ..InstitutionQuery::default() };
            groups.extend(found(&mut tx, "Institusi", "/institusi", &text, query, institution).await?);
        }
        if let Some((side, list)) = people_of(actor) {
            let query = PeopleQuery { side, text: text.clone(), ..PeopleQuery::default() };
            let person = move |user: User| person(user, list);
            groups.extend(found(&mut tx, "Akun", list, &text, query, person).await?);
        }
        Ok(SearchView { groups, complaint: None })
    }

    /// The accounts that somebody manages, and their list.
    fn people_of(actor: &Actor) -> Option<(Side, &'static str)> {
        if People.decide(actor, PeopleAction::ManageOfficers).is_ok() {
            return Some((Side::Commission, "/petugas"));
        }
        let own = actor.institution.filter(|_| manages_members(actor))?;
        Some((Side::Institution(own), "/akun"))
    }

    /// The first of a list, and the way to the others.
    async fn found<Q: ListQuery>(
        tx: &mut Tx,
        label: &str,
        list: &str,
        text: &str,
        query: Q,
        hit: impl FnMut(Q::Row) -> Hit,
    ) -> Result<Option<Found>, AppError> {
        let Page { rows, next, .. } = query.at_place(None, None, SHOWN).page(tx).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let more = next.map(|_| with_query(list, [("q", text)]));
        Ok(Some(Found { label: label.to_owned(), hits: rows.into_iter().map(hit).collect(), more }))
    }

    fn plan(row: PlanListRow) -> Hit {
        let title =
            if row.titles.is_empty() { "Rencana tanpa jabatan".to_owned() } else { row.titles.join(", ") };
        Hit {
            title,
            about: format!("{}, {}", row.institution_name, row.phase.label()),
            href: format!("/seleksi/{}", row.id),
        }
    }

    /// Holders have no page of their own yet: the list shows them.
    fn official(row: OfficialListRow) -> Hit {
        let href = with_query("/pejabat", [("q", row.name.as_str())]);
        Hit { about: format!("{}, {}", row.title, row.institution_name), title: row.name, href }
    }

    fn institution(row: InstitutionRecord) -> Hit {
        Hit {
            about: row.institution.kind.label().to_owned(),
            href: format!("/institusi/{}", row.institution.id),
            title: row.institution.name,
        }
    }

    fn person(user: User, list: &str) -> Hit {
        Hit {
            about: format!("{}, {}", user.role.label(), user.username),
            href: format!("{list}/{}/ubah", user.id),
            title: user.name,
        }
    }
}
