//! Attachments, sent and found again.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use domain::id::AttachmentId;
use sha2::{Digest as _, Sha256};
use store::{
    Db,
    attachment::{self, Content},
};

use crate::serving::{ask, is_ok};

/// Sends a PDF of so many bytes; answers its number.
pub async fn upload(address: SocketAddr, cookie: &str, name: &str, size: usize) -> AttachmentId {
    let mut body = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/pdf\r\n\r\n%PDF-1.7\n{name}\n"
    )
    .into_bytes();
    body.extend((0..size).map(|place| (place * 31 % 251) as u8));
    body.extend_from_slice(b"\r\n--XX--\r\n");
    let answer =
        ask(address, "POST", "/files", cookie, "multipart/form-data; boundary=XX", &body).await.unwrap();
    assert!(is_ok(&answer), "{answer}");
    let file: serde_json::Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    file["id"].to_string().trim_matches('"').parse().unwrap()
}

/// What a database knows of its files.
pub async fn contents(db: &Db) -> Vec<Content> {
    attachment::contents(&mut db.read().await.unwrap(), AttachmentId::from(0), 1000).await.unwrap()
}

/// Every file that a row names is there as it was stored, and no other is.
pub async fn check(db: &Db, folder: &Path) -> Vec<AttachmentId> {
    let contents = contents(db).await;
    for content in &contents {
        let bytes = fs::read(folder.join(&content.key)).unwrap();
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((sha256, bytes.len() as u64), (content.sha256.clone(), content.size));
    }
    assert_eq!(all_in(folder).len(), contents.len());
    contents.iter().map(|content| content.id).collect()
}

/// Every file in a folder, at any depth.
pub fn all_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { all_in(&path) } else { vec![path] }).collect()
}
