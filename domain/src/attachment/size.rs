//! How large files are, as people read it.

/// `12 B`, `3,4 kB` or `1,2 MB`.
#[must_use]
pub fn file_size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (1_000, "kB"),
        _ => (1_000_000, "MB"),
    };
    // A number from a document of the log may be any.
    let tenths = bytes / unit * 10 + (bytes % unit * 10 + unit / 2) / unit;
    format!("{},{} {name}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::file_size;

    #[test]
    fn sizes_are_written_the_indonesian_way() {
        assert_eq!(file_size(999), "999 B");
        assert_eq!(file_size(3_440), "3,4 kB");
        assert_eq!(file_size(26_214_400), "26,2 MB");
        assert_eq!(file_size(u64::MAX), "18446744073709,6 MB");
    }
}
