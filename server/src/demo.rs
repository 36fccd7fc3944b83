//! Something to try the system with.

use app::ports::hash_password;
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use store::{Db, demo::Sample};

use crate::{Fault, state::Files};

/// The password of every demo account; it is no secret.
pub const PASSWORD: &str = app::ports::DEMO_PASSWORD;

/// What every attachment of the country holds.
const PAPER: &[u8] = include_bytes!("../assets/demo/contoh.pdf");

/// What there is to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// The guide's institutions, people and posts alone.
    Small,
    /// The country around them, with plans in every phase.
    Country,
}

/// Fills a database in which nobody has an account yet with the small scene; leaves any other as it is.
///
/// # Errors
/// When the database fails.
pub async fn fill(db: &Db, now: DateTime<Utc>) -> Result<(), Fault> {
    let hash = hash_password(PASSWORD.to_owned()).await?;
    let mut tx = db.begin().await?;
    if store::demo::fill(&mut tx, &hash, now).await? {
        tx.commit().await?;
        tracing::info!("filled the empty database with demo accounts");
    }
    Ok(())
}

/// The same with the country, and its attachments.
///
/// # Errors
/// When the database fails, or the attachments cannot be written.
pub async fn fill_country(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<(), Fault> {
    let hash = hash_password(PASSWORD.to_owned()).await?;
    let sha256 = Sha256::digest(PAPER).iter().map(|byte| format!("{byte:02x}")).collect();
    let sample = Sample { size: u64::try_from(PAPER.len())?, sha256 };
    let mut tx = db.begin().await?;
    if let Some(keys) = store::demo::fill_country(&mut tx, &hash, &sample, now).await? {
        // A record that is there names a file that is there.
        for key in &keys {
            files.put_small(key, PAPER).await?;
        }
        tx.commit().await?;
        tracing::info!(attachments = keys.len(), "filled the empty database with a demo country");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::start::clock;

    #[tokio::test]
    async fn the_country_comes_with_its_papers_and_comes_once() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("files");
        std::fs::create_dir(&place).unwrap();
        let files = Files::folder(&place).unwrap();
        let db = Db::connect(&format!("sqlite:{}", folder.path().join("demo.db").display())).await.unwrap();
        db.migrate().await.unwrap();
        fill_country(&db, &files, clock()).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let papers = store::attachment::contents(&mut tx, 0.into(), 1000).await.unwrap();
        assert!(papers.len() > 50);
        for paper in &papers {
            let bytes = std::fs::read(place.join(&paper.key)).unwrap();
            assert_eq!((bytes.len() as u64, bytes.as_slice()), (paper.size, PAPER));
        }
        drop(tx);

        std::fs::remove_dir_all(&place).unwrap();
        fill_country(&db, &files, clock()).await.unwrap();
        assert!(!place.exists());
    }
}
