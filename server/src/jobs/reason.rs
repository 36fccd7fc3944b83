//! Why a job failed, in a sentence for the Admin: what kind of trouble it was, and the reference under which the log has
//! the rest. What a fault itself says may name paths, addresses or people, and is not shown.

use std::io;

use app::error::AppError;
use store::StoreError;

use crate::{Fault, files::FilesError};

/// Why it failed.
pub(super) fn of(fault: &Fault, reference: &str) -> String {
    told(kind_of(fault), reference)
}

/// The handler panicked.
pub(super) fn panicked(reference: &str) -> String {
    told("Program terhenti karena kesalahan di dalamnya", reference)
}

/// It was broken off, having taken longer than it may.
pub(super) fn late(reference: &str) -> String {
    told("Tidak selesai dalam waktu yang tersedia", reference)
}

/// It was begun often enough, and each server ended before it.
pub(super) fn left(reference: &str) -> String {
    told("Server berhenti setiap kali mengerjakannya", reference)
}

fn kind_of(fault: &Fault) -> &'static str {
    let store = fault.downcast_ref::<StoreError>();
    if store.is_some_and(StoreError::is_outage) || matches!(fault.downcast_ref(), Some(AppError::Busy(_))) {
        "Database sedang tidak dapat dipakai"
    } else if matches!(store, Some(StoreError::Corrupt(_))) {
        "Data yang tersimpan tidak dapat dibaca oleh versi program ini"
    } else if fault.is::<FilesError>() || fault.is::<object_store::Error>() || fault.is::<io::Error>() {
        "Tempat lampiran tidak dapat dipakai"
    } else {
        "Terjadi gangguan pada sistem"
    }
}

fn told(what: &str, reference: &str) -> String {
    format!("{what} (nomor rujukan {reference}).")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_kind_of_trouble_and_no_secret() {
        let secret = || "postgres://rina:rahasia@db".to_owned();
        let faults: [(Fault, &str); 8] = [
            (StoreError::Unreachable(secret()).into(), "Database sedang"),
            (AppError::Busy(secret()).into(), "Database sedang"),
            (StoreError::Corrupt(secret()).into(), "tidak dapat dibaca"),
            (FilesError::OutOfOrder(secret()).into(), "Tempat lampiran"),
            (FilesError::Broken(secret()).into(), "Tempat lampiran"),
            (FilesError::Missing(secret()).into(), "Tempat lampiran"),
            (io::Error::other(secret()).into(), "Tempat lampiran"),
            (secret().into(), "Terjadi gangguan"),
        ];
        for (fault, expected) in faults {
            let reason = of(&fault, "7F3K");
            assert!(reason.contains(expected) && reason.contains("rujukan 7F3K"), "{reason}");
            assert!(!reason.contains("rahasia"), "{reason}");
        }
    }
}
