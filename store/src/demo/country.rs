//! A living country to try the system with: all provinces, some kabupaten, kota and institutions of the centre, their
//! posts, whoever holds them, and plans in every phase.
//!
//! Whoever adds an area to the demo gives it a file beside these, with a `fill` that takes the [`Making`] and what the
//! parts before it have made.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    ASSISTANT, institutions,
    making::{Commission, Making, made},
    moments::Moments,
    papers::{Papers, Sample},
    people::People,
    plans, posts,
};
use crate::{Result, Tx, clock, identity};

/// Days since the country and its people began: before everything that is told of them.
const BEGAN: i64 = 430;

/// Fills an empty database with the demo of [`super::fill`] and the country around it: the same for the same `now`.
/// Answers the keys under which copies of the sample are to lie before the transaction is committed; nothing, and
/// nothing is written, when anybody has an account already.
///
/// # Errors
/// When the database fails.
pub async fn fill_country(
    tx: &mut Tx,
    password_hash: &str,
    sample: &Sample,
    now: DateTime<Utc>,
) -> Result<Option<Vec<String>>> {
    let since = now - TimeDelta::days(BEGAN);
    if !super::fill(tx, password_hash, since).await? {
        return Ok(None);
    }
    let moments = Moments::new(clock::days(tx).await?, now);
    let people = People::new(moments.today);
    let papers = Papers { sample, keys: Vec::new() };
    let commission = commission(tx).await?;
    let mut making = Making { tx, password_hash, since, moments, people, papers, commission };
    let mut lands = institutions::fill(&mut making).await?;
    posts::fill(&mut making, &mut lands).await?;
    let wanted = plans::fill(&mut making, &lands).await?;
    posts::fill_holders(&mut making, &lands, &wanted).await?;
    Ok(Some(making.papers.keys))
}

async fn commission(tx: &mut Tx) -> Result<Commission> {
    let mut officers = Vec::new();
    for username in ["komisioner", "asisten1", "asisten2"] {
        officers.push(made(identity::find_by_username(tx, username).await?)?);
    }
    let titles = identity::job_titles(tx).await?;
    Ok(Commission {
        admin: made(identity::find_by_username(tx, "admin").await?)?,
        commissioner: made(officers.first().cloned())?,
        assistant: titles.into_iter().find(|title| title.name == ASSISTANT).map(|title| title.id),
        officers,
    })
}
