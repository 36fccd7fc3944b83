//! Forms with files, as a browser writes them.

/// Parts everything.
const BOUNDARY: &str = "----batas7MA4YWxkTrZu0gW";

/// A form with files.
#[derive(Debug, Default)]
pub struct Multipart(Vec<u8>);

impl Multipart {
    /// With a text field.
    pub fn text(mut self, name: &str, value: &str) -> Self {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self
    }

    /// With a file; without a name, as a file field in which nothing was chosen.
    pub fn file(mut self, name: &str, file: &str, content: &[u8]) -> Self {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    /// Its type, and its body.
    pub fn finish(mut self) -> (String, Vec<u8>) {
        self.0.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={BOUNDARY}"), self.0)
    }
}
