//! Reading a form: its text, and its files, which are stored at once and become numbers.

use app::{
    components::{AGAIN_FIELD, PAGE_FIELD},
    error::AppError,
    forms::key_of,
};
use axum::{
    body::{Body, to_bytes},
    extract::{
        FromRequest as _, Multipart, Request,
        multipart::{Field, MultipartError},
    },
};
use domain::{
    attachment::{Attachment, MAX_FILES, Purpose},
    field::FieldErrors,
    secret::is_secret,
};
use futures::TryStreamExt as _;
use http::{StatusCode, header::CONTENT_TYPE, request::Parts};
use sha2::{Digest as _, Sha256};
use tower_sessions::Session;

use crate::{
    AppState,
    api::{FORM_BYTES, too_large, unread},
    files::{Keeper, Refused, paced, who},
    request,
};

/// The most files that one form takes.
const FILES: usize = 100;

/// A form as it was sent.
#[derive(Debug, Default)]
pub struct Form {
    /// Names and values; a file's value is the number it was stored under.
    pub values: Vec<(String, String)>,
    /// The files that came along and were stored.
    pub files: Vec<Attachment>,
    /// Why some file was not stored.
    pub refused: Option<AppError>,
    /// The form's token, if it has one.
    pub token: Option<String>,
    /// Of everything that was sent but the token; of files their content, not their numbers.
    pub digest: String,
    /// Whether the sender was told that the same is stored already, and sends it all the same.
    pub again: bool,
}

/// Sums up what was sent.
#[derive(Clone, Debug, Default)]
struct Digest(Sha256);

impl Digest {
    fn of(url: &str) -> Self {
        let mut digest = Self::default();
        digest.part(url.as_bytes());
        digest
    }

    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Form {
    /// Takes a name and its value; the token behind the page is kept apart.
    fn text(&mut self, digest: &mut Digest, name: String, mut value: String) {
        if name == PAGE_FIELD
            && let Some((page, token)) = value.split_once('#')
        {
            self.token = Some(token.to_owned()).filter(|token| is_token(token));
            value.truncate(page.len());
        }
        if name == AGAIN_FIELD {
            self.again = true;
            return;
        }
        digest.part(name.as_bytes());
        // The digest is kept: with a password in it, whoever reads it could try passwords against it.
        if !is_secret(&name) {
            digest.part(value.as_bytes());
        }
        self.values.push((name, value));
    }
}

/// As the pages make them.
fn is_token(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

type Failed = (StatusCode, AppError);

/// Reads a form, whichever way it is encoded.
pub async fn form(state: &AppState, parts: &Parts, body: Body) -> Result<Form, Failed> {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let request = Request::from_parts(parts.clone(), paced(body));
        let multipart = Multipart::from_request(request, &()).await;
        let multipart = multipart.map_err(|error| (error.status(), malformed(&error.body_text())))?;
        return Reader::new(state, parts).read(multipart).await;
    }
    let bytes = to_bytes(body, FORM_BYTES).await.map_err(|error| unread(&error))?;
    let (mut form, mut digest) = (Form::default(), Digest::of(parts.uri.path()));
    for (name, value) in form_urlencoded::parse(&bytes).into_owned() {
        form.text(&mut digest, name, value);
    }
    form.digest = digest.hex();
    Ok(form)
}

struct Reader<'a> {
    state: &'a AppState,
    parts: &'a Parts,
    form: Form,
    digest: Digest,
    complaints: FieldErrors,
    keeper: Option<Keeper>,
    text: usize,
    files: usize,
}

impl<'a> Reader<'a> {
    fn new(state: &'a AppState, parts: &'a Parts) -> Self {
        let (form, complaints) = (Form::default(), FieldErrors::new());
        let digest = Digest::of(parts.uri.path());
        Self { state, parts, form, digest, complaints, keeper: None, text: 0, files: 0 }
    }

    /// Reads to the end, also after a file was refused: whatever else was typed comes back.
    async fn read(mut self, mut multipart: Multipart) -> Result<Form, Failed> {
        while let Some(part) = multipart.next_field().await.map_err(|error| broken(&error))? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            match part.file_name().map(str::to_owned) {
                None => self.text(name, part).await?,
                // A file field in which nothing was chosen.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    if let Err(error) = self.file(name, &file, part).await {
                        self.form.refused = Some(error);
                        return Ok(self.form);
                    }
                }
            }
        }
        if !self.complaints.is_empty() {
            self.form.refused = Some(AppError::Invalid(self.complaints));
        }
        self.form.digest = self.digest.hex();
        Ok(self.form)
    }

    async fn text(&mut self, name: String, mut part: Field<'_>) -> Result<(), Failed> {
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
            self.text += chunk.len();
            if self.text > FORM_BYTES {
                return Err((StatusCode::PAYLOAD_TOO_LARGE, too_large()));
            }
            bytes.extend_from_slice(&chunk);
        }
        self.form.text(&mut self.digest, name, String::from_utf8_lossy(&bytes).into_owned());
        Ok(())
    }

    async fn file(&mut self, name: String, file: &str, part: Field<'_>) -> Result<(), AppError> {
        self.files += 1;
        if self.files > FILES {
            return Err(AppError::Refused(format!("Paling banyak {FILES} berkas dalam satu kiriman.")));
        }
        let key = key_of(&name);
        if self.form.values.iter().filter(|(known, _)| *known == name).count() >= MAX_FILES {
            let sentence =
                format!("Isian ini menerima paling banyak {MAX_FILES} berkas; sisanya tidak diunggah.");
            self.complaints.insert(key, sentence);
            return Ok(());
        }
        let purpose = if key == Purpose::SHEET_FIELD { Purpose::Sheet } else { Purpose::Document };
        let mut content = Sha256::new();
        let part = part.inspect_ok(|chunk| content.update(chunk));
        match self.keeper().await?.keep(file, purpose, part).await {
            Ok(kept) => {
                for bytes in [name.as_bytes(), file.as_bytes(), content.finalize().as_slice()] {
                    self.digest.part(bytes);
                }
                self.form.values.push((name, kept.id.to_string()));
                self.form.files.push(kept);
            }
            Err(Refused::Error(error)) => return Err(error),
            Err(refused) => {
                if let AppError::Invalid(errors) = refused.at(&key) {
                    errors.iter().for_each(|(field, sentence)| self.complaints.append(field, sentence));
                }
            }
        }
        Ok(())
    }

    async fn keeper(&mut self) -> Result<&Keeper, AppError> {
        if self.keeper.is_none() {
            let session = self.parts.extensions.get::<Session>().ok_or(AppError::Unauthenticated)?;
            let owner = who::required(self.state, session).await?;
            self.keeper = Some(Keeper::new(self.state, owner, request::known_of(self.parts).address)?);
        }
        self.keeper.as_ref().ok_or(AppError::Unauthenticated)
    }
}

fn broken(error: &MultipartError) -> Failed {
    let status = error.status();
    let error =
        if status == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { malformed(&error.body_text()) };
    (status, error)
}

fn malformed(detail: &str) -> AppError {
    AppError::Malformed(detail.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(fields: &[(&str, &str)]) -> String {
        let (mut form, mut digest) = (Form::default(), Digest::of("/api/profile/change_password"));
        for (name, value) in fields {
            form.text(&mut digest, (*name).to_owned(), (*value).to_owned());
        }
        digest.hex()
    }

    #[test]
    fn no_password_can_be_tried_against_what_is_kept_of_a_form() {
        let with = |password| digest(&[("form[name]", "Rina"), ("form[password]", password)]);
        assert_eq!(with("rahasia"), with("lain sama sekali"));
        assert_ne!(with("rahasia"), digest(&[("form[name]", "Rani"), ("form[password]", "rahasia")]));
    }
}
