//! Something to begin with: the guide's own institutions, people and positions; and around them, for whoever tries the
//! system, a [`country`](fill_country).

mod country;
mod courses;
mod institutions;
mod making;
mod moments;
mod names;
mod papers;
mod people;
mod places;
mod plans;
mod plots;
mod posts;
mod tale;
mod units;
mod words;

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, JobTitleId, UserId},
    identity::Role,
    institution::{InstitutionKind, form::Place},
    position::{Level, PositionStatus},
};

pub use country::fill_country;
pub use papers::Sample;

use crate::{
    Result, Tx,
    identity::{self, NewUser, User},
    institution::{self, NewInstitution},
    position::{self, NewPosition},
};

/// User name, name, role and Jabatan of the commission's people.
const COMMISSION: [(&str, &str, Role, &str); 4] = [
    ("admin", "Admin KASN", Role::Admin, "Administrator Sistem"),
    ("komisioner", "Komisioner Admin", Role::Commissioner, "Komisioner"),
    ("asisten1", "Asisten 1 KASN", Role::Assistant, ASSISTANT),
    ("asisten2", "Asisten 2 KASN", Role::Assistant, ASSISTANT),
];
/// User names of the institutions' people.
const INSTITUTIONS: [&str; 3] = ["jaksel", "bandung", "adminjaksel"];
const ASSISTANT: &str = "Asisten Komisioner";

/// Unit, title, technical and socio-cultural competence.
type Profile = (&'static str, &'static str, &'static str, &'static str);

/// Gambar 14 has the latter two.
const JAKSEL: [Profile; 3] = [
    (
        "Dinas Sosial",
        "Kepala Dinas Sosial",
        "Menguasai penyelenggaraan rehabilitasi, jaminan, dan perlindungan sosial serta penanganan bencana sosial",
        "Memahami keragaman latar belakang masyarakat penerima layanan sosial di perkotaan",
    ),
    (
        "Dinas Kesehatan",
        "Kepala Dinas Kesehatan",
        "Mampu melakukan hal-hal teknis di bidang kesehatan, dan mengetahui isu-isu kesehatan terbaru",
        "Mengetahui dengan baik kesehatan masyarakat sehingga bisa menerapkan kebijakan-kebijakan dengan tepat",
    ),
    (
        "Dinas Kehutanan",
        "Kepala Dinas Kehutanan",
        "Memiliki kompetensi di bidang teknis konservasi kehutanan dan pengembangan hutan produksi",
        "Mengetahui sosial kultural masyarakat adat yang hidup di pinggiran maupun di dalam hutan",
    ),
];

const BANDUNG: [Profile; 1] = [(
    "Dinas Pendidikan",
    "Kepala Dinas Pendidikan",
    "Menguasai perencanaan dan pengelolaan pendidikan dasar serta pembinaan tenaga pendidik",
    "Memahami kebutuhan pendidikan masyarakat perkotaan yang beragam latar belakangnya",
)];

/// Fills an empty database; all accounts share one password. `false`, and nothing is written, when
/// anybody has an account already.
///
/// # Errors
/// When the database fails.
pub async fn fill(tx: &mut Tx, password_hash: &str, now: DateTime<Utc>) -> Result<bool> {
    let (people,) = db!(tx, fetch_one as (i64,), "SELECT COUNT(*) FROM account")?;
    if people > 0 {
        return Ok(false);
    }
    let mut commissioner = None;
    let mut titles: Vec<(&str, JobTitleId)> = Vec::new();
    for (username, name, role, title) in COMMISSION {
        let job_title = match titles.iter().find(|(known, _)| *known == title) {
            Some((_, id)) => *id,
            None => {
                let id = identity::insert_job_title(tx, title).await?;
                titles.push((title, id));
                id
            }
        };
        let new = account(username, name, role, password_hash, now);
        let id = identity::insert(tx, &NewUser { job_title: Some(job_title), ..new }).await?;
        if role == Role::Commissioner {
            commissioner = Some(id);
        }
    }
    let mut institutions = Vec::new();
    for (name, region, (province, regency), username, profiles) in [
        ("Jakarta Selatan", "Kota Jakarta Selatan", ("31", "31.74"), "jaksel", &JAKSEL[..]),
        ("Bandung", "Kota Bandung", ("32", "32.73"), "bandung", &BANDUNG[..]),
    ] {
        let new = NewInstitution {
            name: name.into(),
            kind: InstitutionKind::City,
            region: region.into(),
            place: Place { province: province.into(), regency: regency.into() },
            email: format!("bkd@{username}.contoh.go.id"),
            at: now,
        };
        let institution = institution::insert(tx, &new).await?;
        institutions.push(institution);
        let new = account(username, name, Role::Operator, password_hash, now);
        identity::insert(tx, &NewUser { institution: Some(institution), ..new }).await?;
        for profile in profiles {
            approve(tx, institution, profile, commissioner, now).await?;
        }
    }
    let new = account("adminjaksel", "Admin Jakarta Selatan", Role::InstitutionAdmin, password_hash, now);
    identity::insert(tx, &NewUser { institution: institutions.first().copied(), ..new }).await?;
    Ok(true)
}

/// The demo's own accounts, as long as they are what the demo has made of them: whoever was added later, has another
/// password or is closed is nobody to be shown to strangers.
///
/// # Errors
/// When the database fails.
pub async fn accounts(tx: &mut Tx) -> Result<Vec<User>> {
    let own = COMMISSION.map(|(username, ..)| username).into_iter().chain(INSTITUTIONS);
    let mut found = Vec::new();
    for username in own {
        found.extend(identity::find_by_username(tx, username).await?);
    }
    // They were made all at once, and before anybody else.
    let Some(made) = found.first().map(|user| user.created_at) else { return Ok(found) };
    found.retain(|user| {
        user.active
            && user.created_at == made
            && user.email == address(&user.username)
            && user.password_changed_at.is_none()
            && !user.must_change_password
    });
    found.sort_by_key(|user| user.id);
    Ok(found)
}

fn address(username: &str) -> String {
    format!("{username}@contoh.go.id")
}

fn account(username: &str, name: &str, role: Role, password_hash: &str, at: DateTime<Utc>) -> NewUser {
    NewUser {
        username: username.into(),
        name: name.into(),
        role,
        institution: None,
        password_hash: password_hash.into(),
        email: address(username),
        job_title: None,
        must_change_password: false,
        at,
    }
}

async fn approve(
    tx: &mut Tx,
    institution: InstitutionId,
    (unit, title, technical, socio_cultural): &Profile,
    officer: Option<UserId>,
    at: DateTime<Utc>,
) -> Result<()> {
    let new = NewPosition {
        institution,
        unit: (*unit).into(),
        title: (*title).into(),
        level: Level::Junior,
        technical: (*technical).into(),
        socio_cultural: (*socio_cultural).into(),
        status: PositionStatus::Approved,
        officer,
        at,
    };
    position::insert(tx, &new).await.map(drop)
}
