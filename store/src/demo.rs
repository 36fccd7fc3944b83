//! Something to begin with: the guide's own institutions, people and positions.

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, UserId},
    identity::Role,
    institution::InstitutionKind,
    position::{Level, PositionStatus},
};

use crate::{
    Result, Tx,
    identity::{self, NewUser},
    institution::{self, NewInstitution},
    position::{self, NewPosition},
};

/// User name, name and role of the commission's people.
const COMMISSION: [(&str, &str, Role); 4] = [
    ("admin", "Admin KASN", Role::Admin),
    ("komisioner", "Komisioner Admin", Role::Commissioner),
    ("asisten1", "Asisten 1 KASN", Role::Assistant),
    ("asisten2", "Asisten 2 KASN", Role::Assistant),
];

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
    for (username, name, role) in COMMISSION {
        let id = account(tx, username, name, role, None, password_hash, now).await?;
        if role == Role::Commissioner {
            commissioner = Some(id);
        }
    }
    for (name, region, username, profiles) in [
        ("Jakarta Selatan", "Kota Jakarta Selatan", "jaksel", &JAKSEL[..]),
        ("Bandung", "Kota Bandung", "bandung", &BANDUNG[..]),
    ] {
        let new = NewInstitution { name: name.into(), kind: InstitutionKind::City, region: region.into() };
        let institution = institution::insert(tx, &new).await?;
        account(tx, username, name, Role::Operator, Some(institution), password_hash, now).await?;
        for profile in profiles {
            approve(tx, institution, profile, commissioner, now).await?;
        }
    }
    Ok(true)
}

async fn account(
    tx: &mut Tx,
    username: &str,
    name: &str,
    role: Role,
    institution: Option<InstitutionId>,
    password_hash: &str,
    at: DateTime<Utc>,
) -> Result<UserId> {
    let new = NewUser {
        username: username.into(),
        name: name.into(),
        role,
        institution,
        password_hash: password_hash.into(),
        at,
    };
    identity::insert(tx, &new).await
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
