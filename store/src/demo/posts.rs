//! Posts of institutions, and who holds them.

use chrono::{Datelike as _, Months, NaiveDate, TimeDelta, Weekday};
use domain::{
    calendar::jakarta_begin,
    id::PositionId,
    institution::InstitutionKind,
    position::{Level, Position, PositionStatus},
    selection::FillingMethod,
};

use super::{
    making::{Land, Making},
    people::mixed,
    units::{CENTRAL, CENTRAL_SOCIO_CULTURAL, REGIONAL},
};
use crate::{
    Result,
    official::{self, NewOfficial},
    position::{self, NewPosition},
};

/// How many posts an institution of a kind has; those of the small demo have so many more.
const OF_PROVINCE: usize = 6;
const OF_REGENCY: usize = 5;
const OF_CENTRE: usize = 3;
const MORE: usize = 9;
/// So many posts are held.
const HELD: u32 = 500;
/// Months that a holder has been in office, at most and at least, when nobody looks for a successor.
const LONGEST: usize = 56;
const SHORTEST: usize = 3;
/// Years of a term.
const TERM: u32 = 5;

/// Makes the posts.
pub(super) async fn fill(making: &mut Making<'_>, lands: &mut [Land]) -> Result<()> {
    for (number, land) in lands.iter_mut().enumerate() {
        let news = match land.kind {
            InstitutionKind::Ministry | InstitutionKind::Agency | InstitutionKind::NonStructural => {
                central(making, land, number)
            }
            InstitutionKind::Province => regional(making, land, number, OF_PROVINCE),
            InstitutionKind::Regency | InstitutionKind::City if land.posts.is_empty() => {
                regional(making, land, number, OF_REGENCY)
            }
            InstitutionKind::Regency | InstitutionKind::City => regional(making, land, number, MORE),
        };
        for new in news {
            let id = position::insert(making.tx, &new).await?;
            let NewPosition { institution, unit, title, level, .. } = new;
            land.posts.push(Position { id, institution, unit, title, level });
        }
    }
    Ok(())
}

fn regional(making: &Making<'_>, land: &Land, number: usize, count: usize) -> Vec<NewPosition> {
    let of = |place: usize| {
        let unit = &REGIONAL[(number * 5 + place) % REGIONAL.len()];
        NewPosition {
            institution: land.id,
            unit: unit.unit.to_owned(),
            title: unit.title.to_owned(),
            level: Level::Junior,
            technical: unit.technical.to_owned(),
            socio_cultural: unit.socio_cultural.to_owned(),
            status: PositionStatus::Approved,
            officer: Some(making.commission.approver()),
            at: making.since,
        }
    };
    (0..count).map(of).collect()
}

fn central(making: &Making<'_>, land: &Land, number: usize) -> Vec<NewPosition> {
    let of = |place: usize| {
        let unit = &CENTRAL[(number * 3 + place) % CENTRAL.len()];
        NewPosition {
            institution: land.id,
            unit: called(unit.unit, land.kind).replace("{}", &land.name),
            title: called(unit.title, land.kind),
            level: unit.level,
            technical: unit.technical.to_owned(),
            socio_cultural: CENTRAL_SOCIO_CULTURAL.to_owned(),
            status: PositionStatus::Approved,
            officer: Some(making.commission.approver()),
            at: making.since,
        }
    };
    (0..OF_CENTRE).map(of).collect()
}

/// Only an LPNK has a Sekretaris Utama; a ministry's Inspektorat is a Jenderal's as well.
fn called(name: &str, kind: InstitutionKind) -> String {
    match kind {
        InstitutionKind::Agency => name.to_owned(),
        InstitutionKind::NonStructural => name
            .replace("Sekretariat Utama", "Sekretariat Jenderal")
            .replace("Sekretaris Utama", "Sekretaris Jenderal"),
        _ => name.replace(" Utama", " Jenderal"),
    }
}

/// Has somebody hold a post whose term is over.
pub(super) async fn hold_too_long(making: &mut Making<'_>, land: &Land, post: PositionId) -> Result<()> {
    let months = 62 + mixed(usize::try_from(post.get()).unwrap_or_default(), 20) % 9;
    hold(making, land, post, months).await
}

/// Has so many posts held that the country has its five hundred holders; `wanted` stay empty until they are filled.
pub(super) async fn fill_holders(
    making: &mut Making<'_>,
    lands: &[Land],
    wanted: &[PositionId],
) -> Result<()> {
    let mut left = HELD.saturating_sub(official::count(making.tx, None).await?);
    // Whoever has the first posts is not always there: the empty ones spread over all institutions.
    let most = lands.iter().map(|land| land.posts.len()).max().unwrap_or_default();
    for place in 0..most {
        for land in lands {
            let Some(post) = land.posts.get(place).filter(|post| !wanted.contains(&post.id)) else {
                continue;
            };
            if left == 0 {
                return Ok(());
            }
            let chance = mixed(usize::try_from(post.id.get()).unwrap_or_default(), 21);
            hold(making, land, post.id, SHORTEST + chance % (LONGEST - SHORTEST)).await?;
            left -= 1;
        }
    }
    Ok(())
}

async fn hold(making: &mut Making<'_>, land: &Land, post: PositionId, months: usize) -> Result<()> {
    let person = making.people.next(&land.place.province)?;
    let months = u32::try_from(months).unwrap_or_default();
    let days = mixed(usize::try_from(post.get()).unwrap_or_default(), 24) % 28;
    let days = TimeDelta::days(i64::try_from(days).unwrap_or_default());
    let start = weekday(making.moments.today - Months::new(months) - days);
    let number = 1 + mixed(usize::try_from(post.get()).unwrap_or_default(), 22) % 480;
    let chance = mixed(usize::try_from(post.get()).unwrap_or_default(), 23) % 10;
    let new = NewOfficial {
        institution: land.id,
        position: post,
        name: person.name,
        nip: person.nip,
        rank: person.rank.to_owned(),
        decree: decree(land, number, start),
        start,
        end: start + Months::new(12 * TERM) - TimeDelta::days(1),
        appointment: match chance {
            0..=5 => FillingMethod::OpenSelection,
            6..=7 => FillingMethod::Transfer,
            8 => FillingMethod::SuitabilityTest,
            _ => FillingMethod::Confirmation,
        },
        filling_plan: FillingMethod::OpenSelection,
        vacancy: None,
        at: jakarta_begin(start).map_or(making.since, |begin| begin.max(making.since)),
    };
    official::insert(making.tx, &new).await.map(drop)
}

/// Nobody is sworn in on a Sunday.
fn weekday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day - TimeDelta::days(1),
        Weekday::Sun => day - TimeDelta::days(2),
        _ => day,
    }
}

/// The number of a decree by which the institution appoints somebody.
pub(super) fn decree(land: &Land, number: usize, day: NaiveDate) -> String {
    match land.kind.has_province() {
        true => format!("821.2/{number:03}/BKD/{}", day.year()),
        false => format!("KP.02.03/{number:03}/{}", day.year()),
    }
}
