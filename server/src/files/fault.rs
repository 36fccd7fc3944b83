//! What went wrong where attachments are kept: whether somebody else could mend it, and what the log is told.

use std::{
    error::Error as _,
    io::{self, ErrorKind},
};

use app::{
    api::context::{out_of_order, unexpected},
    error::AppError,
};
use object_store::Error;

/// Why an attachment was not written, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// There is none under that key.
    #[error("attachment store: {0}")]
    Missing(String),
    /// The disk is full or may only be read, or the bucket does not do what it should: nothing that whoever asked could
    /// mend.
    #[error("attachment store: {0}")]
    OutOfOrder(String),
    /// Anything else.
    #[error("attachment store: {0}")]
    Broken(String),
}

impl From<FilesError> for AppError {
    fn from(error: FilesError) -> Self {
        match &error {
            FilesError::OutOfOrder(_) => out_of_order(&error.to_string()),
            FilesError::Missing(_) | FilesError::Broken(_) => unexpected(&error.to_string()),
        }
    }
}

/// Whether a disk is full, or may only be read: nothing that whoever sent the file could mend.
pub fn is_full(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(is_full_disk) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The same, of a disk that was written to directly.
pub fn is_full_disk(error: &io::Error) -> bool {
    let kinds = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::ReadOnlyFilesystem];
    kinds.contains(&error.kind())
}

/// What is told of a service's answer: its code. The rest of it may repeat which key was used, and how it was signed.
pub fn without_body(text: &str) -> String {
    let Some((told, body)) = text.split_once('<') else { return text.to_owned() };
    let code =
        body.split_once("<Code>").and_then(|(_, rest)| rest.split_once('<')).map_or("", |(code, _)| code);
    format!("{told}{code}").trim_end_matches([' ', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_answer_only_its_code_is_told() {
        let answer = "403 Forbidden: <?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code>\
                      <AWSAccessKeyId>AKIA</AWSAccessKeyId></Error>";
        assert_eq!(without_body(answer), "403 Forbidden: SignatureDoesNotMatch");
        assert_eq!(without_body("502: <html>no</html>"), "502");
        assert_eq!(without_body("Connection refused"), "Connection refused");
    }
}
