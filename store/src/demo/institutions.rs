//! The country's institutions, and its people with accounts besides those that the login page shows.

use domain::{
    activity::Act,
    identity::Role,
    institution::{InstitutionKind, InstitutionTold, form::Place},
    region::{self, RegencyKind},
};
use serde_json::json;

use super::{
    account,
    making::{Land, Line, Making, legal, made},
    places::{CENTRAL, REGENCIES, REMOTE},
};
use crate::{
    Result,
    identity::{self, NewUser, User},
    institution::{self, NewInstitution},
};

/// More of the commission's assistants.
const ASSISTANTS: [(&str, &str); 2] = [("asisten3", "Ni Luh Ayu Suryana"), ("asisten4", "Yohanes Rumbiak")];

/// Jakarta Selatan has somebody of each role.
const MEMBERS: [(&str, &str, Role); 4] = [
    ("pyb.jaksel", "Retno Wulandari Hartono", Role::AuthorisedOfficial),
    ("ppk.jaksel", "Teguh Prasetyo", Role::AppointingAuthority),
    ("pansel.jaksel", "Maruli Siregar", Role::Committee),
    ("sekretariat.jaksel", "Imas Permana", Role::CommitteeSecretariat),
];

/// Makes them, beside those that the small demo has.
pub(super) async fn fill(making: &mut Making<'_>) -> Result<Vec<Land>> {
    let mut lands = Vec::new();
    for known in institution::list(making.tx).await? {
        let record = made(institution::record(making.tx, known.id).await?)?;
        lands.push(Land {
            id: known.id,
            slug: known.name.to_lowercase().replace(' ', ""),
            name: known.name,
            kind: known.kind,
            region: known.region,
            place: record.place,
            posts: crate::position::approved(making.tx, known.id).await?,
        });
    }
    for province in region::provinces() {
        let name = match province.code.as_str() {
            "11" => "Pemerintah Aceh".to_owned(),
            "34" => "Pemerintah Daerah DI Yogyakarta".to_owned(),
            _ => format!("Pemerintah Provinsi {}", province.name),
        };
        let place = Place { province: province.code.clone(), regency: String::new() };
        let slug = slug("prov", &province.name);
        lands.push(register(making, name, InstitutionKind::Province, place, slug).await?);
    }
    for code in REGENCIES {
        let regency = made(region::regency(code))?;
        let (kind, short) = match regency.kind {
            RegencyKind::Regency => (InstitutionKind::Regency, "kab"),
            RegencyKind::City => (InstitutionKind::City, "kota"),
        };
        let place = Place { province: regency.province.clone(), regency: code.to_owned() };
        let name = format!("Pemerintah {}", regency.name);
        lands.push(register(making, name, kind, place, slug(short, regency.bare_name())).await?);
    }
    for (kind, name, slug) in CENTRAL {
        lands.push(register(making, name.to_owned(), kind, Place::default(), slug.to_owned()).await?);
    }
    people(making, &lands).await?;
    Ok(lands)
}

fn slug(kind: &str, name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{kind}{}", letters.to_lowercase())
}

async fn register(
    making: &mut Making<'_>,
    name: String,
    kind: InstitutionKind,
    place: Place,
    slug: String,
) -> Result<Land> {
    let region = legal(place.region())?;
    let email = format!("kepegawaian@{slug}.contoh.go.id");
    let at = making.since;
    let new = NewInstitution { name, kind, region, place, email, at };
    let id = institution::insert(making.tx, &new).await?;
    let decree = REMOTE.iter().find(|(code, _)| *code == new.place.regency).map_or("", |(_, decree)| decree);
    if !decree.is_empty() {
        institution::mark_remote(making.tx, id, decree).await?;
    }
    let province = region::province(&new.place.province).map_or("", |province| &province.name);
    let told = InstitutionTold {
        name: &new.name,
        kind: kind.label(),
        province,
        region: &new.region,
        email: &new.email,
        daerah_3t: decree,
    };
    let line = Line {
        act: Act::CreateInstitution,
        record: id.into(),
        institution: Some(id),
        before: None,
        after: Some(json!(told)),
    };
    let admin = making.commission.admin.clone();
    making.log(&admin, at, line).await?;
    let NewInstitution { name, region, place, .. } = new;
    Ok(Land { id, name, kind, region, place, slug, posts: Vec::new() })
}

/// Everybody whom the login page does not show.
async fn people(making: &mut Making<'_>, lands: &[Land]) -> Result<()> {
    let since = making.since;
    for (username, name) in ASSISTANTS {
        let new = account(username, name, Role::Assistant, making.password_hash, since);
        let new = NewUser { job_title: making.commission.assistant, ..new };
        identity::insert(making.tx, &new).await?;
        let user = made(identity::find_by_username(making.tx, username).await?)?;
        making.commission.officers.push(user);
    }
    let jaksel = made(lands.iter().find(|land| land.slug == "jakartaselatan"))?;
    for (username, name, role) in MEMBERS {
        let new = account(username, name, role, making.password_hash, since);
        identity::insert(making.tx, &NewUser { institution: Some(jaksel.id), ..new }).await?;
    }
    Ok(())
}

/// Who enters an institution's plans: made when the first one is begun.
pub(super) async fn operator(making: &mut Making<'_>, land: &Land) -> Result<User> {
    let username = match land.slug.as_str() {
        "jakartaselatan" => "jaksel",
        slug => slug,
    };
    if let Some(user) = identity::find_by_username(making.tx, username).await? {
        return Ok(user);
    }
    let person = making.people.next(&land.place.province)?;
    let name = person.name.split(',').next().unwrap_or_default();
    let new = account(username, name, Role::Operator, making.password_hash, making.since);
    identity::insert(making.tx, &NewUser { institution: Some(land.id), ..new }).await?;
    made(identity::find_by_username(making.tx, username).await?)
}
