//! What stands behind the `Form` component: names and keys of fields, a form that the
//! server handed back, and the state that fields read.

use domain::{attachment::Attachment, field::FieldErrors, id::AttachmentId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    error::{AppError, Conflict},
    json::shared,
};

/// The field's path inside the `form` argument: `form[weights][paper]` → `weights[paper]`.
/// A trailing `[]` is left out; a name without brackets is its own key.
#[must_use]
pub fn key_of(name: &str) -> String {
    let name = name.strip_suffix("[]").unwrap_or(name);
    let Some((_, rest)) = name.split_once('[') else {
        return name.to_owned();
    };
    rest.replacen(']', "", 1)
}

/// The other way round: `weights[paper]` → `form[weights][paper]`.
#[must_use]
pub fn name_of(key: &str) -> String {
    match key.split_once('[') {
        Some((first, rest)) => format!("form[{first}][{rest}"),
        None => format!("form[{key}]"),
    }
}

/// Letters and digits of a name, joined by hyphens; safe as part of an `id`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Fields by their names, as they are sent.
type Typed = Vec<(String, String)>;

/// A form that was sent without JavaScript and could not be taken; the page shows it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The server function's path, `/api/…`.
    pub url: String,
    /// All fields as they were sent.
    pub values: Vec<(String, String)>,
    /// The files that came along and were stored.
    #[serde(default)]
    pub files: Vec<Attachment>,
    /// Why it was not taken.
    pub error: AppError,
}

#[derive(Clone, Copy, Debug)]
struct ReturnedSlot(StoredValue<Option<Returned>>);

/// How many forms of the page were not taken; its title says so.
#[derive(Clone, Copy, Debug)]
struct Unsent(RwSignal<usize>);

/// Makes a returned form survive hydration. Call once, in `App`, on both sides.
pub fn provide_returned() {
    let returned = shared(use_context::<Returned>);
    let unsent = usize::from(returned.is_some());
    provide_context(ReturnedSlot(StoredValue::new(returned)));
    // Counted by the forms themselves once the page is alive.
    provide_context(Unsent(RwSignal::new(if cfg!(feature = "ssr") { unsent } else { 0 })));
}

/// Whether some form of the page was sent and not taken; to be asked reactively.
pub fn use_unsent() -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let unsent = use_context::<Unsent>();
    move || unsent.is_some_and(|Unsent(count)| count.get() > 0)
}

/// Has the page's title say so while the form's last answer is an error.
pub fn tell_unsent(error: Signal<Option<AppError>>) {
    if cfg!(feature = "ssr") {
        return;
    }
    let Some(Unsent(count)) = use_context() else { return };
    let told = StoredValue::new(false);
    let tell = move |now: bool| {
        if told.try_get_value() == Some(!now) {
            told.set_value(now);
            _ = count.try_update(|count| *count = if now { *count + 1 } else { count.saturating_sub(1) });
        }
    };
    Effect::new(move |_| tell(error.with(Option::is_some)));
    on_cleanup(move || tell(false));
}

/// Forgets the returned form; a page opened later must not show it.
pub fn forget_returned() {
    if let Some(ReturnedSlot(slot)) = use_context() {
        slot.set_value(None);
    }
}

/// The returned form, when it is this one (by URL, and by its row's hidden field).
fn returned_for(url: &str, key: Option<&(String, String)>) -> Option<Returned> {
    let returned = match use_context::<ReturnedSlot>() {
        Some(ReturnedSlot(slot)) => slot.get_value(),
        None => use_context::<Returned>(),
    }?;
    (returned.url == url && key.is_none_or(|pair| returned.values.contains(pair))).then_some(returned)
}

/// What the fields of a form read; given by `Form` as context.
#[derive(Clone, Copy, Debug)]
pub struct FormState {
    /// The last answer, when it was an error.
    pub error: Signal<Option<AppError>>,
    /// Whether an answer is awaited.
    pub pending: Signal<bool>,
    /// Whether the person has typed since the last save; then nothing from outside overwrites fields.
    pub dirty: RwSignal<bool>,
    /// How many uploads are under way.
    pub uploads: RwSignal<usize>,
    /// How many uploads failed and were neither tried again nor put away.
    pub failed_uploads: RwSignal<usize>,
    /// Asked when files would be missing from what is sent: of the button that was pressed, name and value.
    pub question: RwSignal<Option<Option<(String, String)>>>,
    /// Whether the answer was to send it without them. Nothing is drawn anew for it.
    pub without_files: StoredValue<bool>,
    /// Counts how often the form was emptied; fields that hold more than text start anew.
    pub emptied: RwSignal<usize>,
    version: StoredValue<Option<(String, Signal<i64>)>>,
    started_from: RwSignal<Option<i64>>,
    returned: StoredValue<Option<Vec<(String, String)>>>,
    returned_files: StoredValue<Vec<Attachment>>,
    prefix: StoredValue<String>,
    keys: StoredValue<Vec<String>>,
}

impl FormState {
    /// State for the form that posts to `url`; also hands out the returned error, if any.
    #[must_use]
    pub fn new(
        url: &str,
        key: Option<&(String, String)>,
        error: Signal<Option<AppError>>,
        pending: Signal<bool>,
    ) -> (Self, Option<AppError>) {
        let returned = returned_for(url, key);
        let returned = returned.map(|returned| (returned.values, returned.files, Some(returned.error)));
        Self::begun(url, key, error, pending, returned)
    }

    /// As [`Self::new`], but the form begins with these values and files instead of its record.
    #[must_use]
    pub fn restored(
        url: &str,
        (values, files): (Typed, Vec<Attachment>),
        error: Signal<Option<AppError>>,
        pending: Signal<bool>,
    ) -> Self {
        Self::begun(url, None, error, pending, Some((values, files, None))).0
    }

    fn begun(
        url: &str,
        key: Option<&(String, String)>,
        error: Signal<Option<AppError>>,
        pending: Signal<bool>,
        returned: Option<(Typed, Vec<Attachment>, Option<AppError>)>,
    ) -> (Self, Option<AppError>) {
        let (values, files, returned_error) = match returned {
            Some((values, files, error)) => (Some(values), files, error),
            None => (None, Vec::new(), None),
        };
        let prefix = slug(&format!(
            "{} {}",
            url.rsplit('/').next().unwrap_or(url),
            key.map_or("", |(_, value)| value.as_str())
        ));
        let state = Self {
            error,
            pending,
            dirty: RwSignal::new(values.is_some()),
            uploads: RwSignal::new(0),
            failed_uploads: RwSignal::new(0),
            question: RwSignal::new(None),
            without_files: StoredValue::new(false),
            emptied: RwSignal::new(0),
            version: StoredValue::new(None),
            started_from: RwSignal::new(None),
            returned: StoredValue::new(values),
            returned_files: StoredValue::new(files),
            prefix: StoredValue::new(prefix),
            keys: StoredValue::new(Vec::new()),
        };
        (state, returned_error)
    }

    /// State for a form that is no command, such as a filter bar.
    #[must_use]
    pub fn plain(prefix: &str) -> Self {
        let none = Signal::stored(None);
        Self::new(prefix, None, none, Signal::stored(false)).0
    }

    /// State for a filter bar, whose fields show what was not understood in them.
    #[must_use]
    pub fn filter(complaints: Signal<FieldErrors>) -> Self {
        let error = Signal::derive(move || {
            complaints
                .with(|complaints| (!complaints.is_empty()).then(|| AppError::Invalid(complaints.clone())))
        });
        Self::new("filter", None, error, Signal::stored(false)).0
    }

    /// The enclosing form's state, or a plain one.
    #[must_use]
    pub fn current() -> Self {
        use_context().unwrap_or_else(|| Self::plain("isian"))
    }

    /// The same form for what was added to it since: it begins blank.
    #[must_use]
    pub fn without_returned(self) -> Self {
        Self { returned: StoredValue::new(None), returned_files: StoredValue::new(Vec::new()), ..self }
    }

    /// The form carries the record's version under this name.
    pub fn carry_version(&self, name: &str, version: Signal<i64>) {
        let sent = self.returned_value(name).and_then(|text| text.parse().ok());
        self.started_from.set(sent);
        self.version.set_value(Some((name.to_owned(), version)));
    }

    /// The name under which the version is sent, when the form carries one.
    #[must_use]
    pub fn version_name(&self) -> Option<String> {
        self.version.with_value(|version| version.as_ref().map(|(name, _)| name.clone()))
    }

    /// The version's name and the one the person started from, when the form carries one. Reactive.
    #[must_use]
    pub fn version(&self) -> Option<(String, i64)> {
        let (name, now) = self.version.get_value()?;
        Some((name, self.started_from.get().unwrap_or_else(|| now.get())))
    }

    /// The person typed: from now on neither fields nor version follow what others save.
    pub fn touch(&self) {
        if self.dirty.get_untracked() {
            return;
        }
        self.dirty.set(true);
        let now =
            self.version.with_value(|version| version.as_ref().map(|(_, version)| version.get_untracked()));
        self.started_from.set(now);
    }

    /// It was kept in this version, and is still being typed.
    pub fn saved_as(&self, version: i64) {
        self.started_from.set(Some(version));
    }

    /// It went through: follow the record again.
    pub fn settle(&self) {
        self.dirty.set(false);
        self.started_from.set(None);
    }

    /// The `id` of the field with this name.
    #[must_use]
    pub fn id(&self, name: &str) -> String {
        format!("{}-{}", self.prefix.get_value(), slug(&key_of(name)))
    }

    /// A file that came along with the returned form.
    #[must_use]
    pub fn returned_file(&self, id: AttachmentId) -> Option<Attachment> {
        self.returned_files.with_value(|files| files.iter().find(|file| file.id == id).cloned())
    }

    /// Notes that a field shows the complaints under its key.
    pub fn register(&self, name: &str) {
        self.keys.update_value(|keys| keys.push(key_of(name)));
    }

    /// Which field, counted from the top, shows the complaints under this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<usize> {
        self.keys.with_value(|keys| keys.iter().position(|known| known == key))
    }

    /// The complaint at a field. Reactive.
    #[must_use]
    pub fn complaint(&self, name: &str) -> Option<String> {
        self.error.with(|error| match error {
            Some(AppError::Invalid(errors)) => errors.get(&key_of(name)).map(str::to_owned),
            _ => None,
        })
    }

    /// The conflict, if the last answer was one. Reactive.
    #[must_use]
    pub fn conflict(&self) -> Option<Conflict> {
        self.error.with(|error| match error {
            Some(AppError::Conflict(conflict)) => Some(conflict.clone()),
            _ => None,
        })
    }

    /// Whether the server handed this form back.
    #[must_use]
    pub fn was_returned(&self) -> bool {
        self.returned.with_value(Option::is_some)
    }

    /// What had been typed into a field of a returned form.
    #[must_use]
    pub fn returned_value(&self, name: &str) -> Option<String> {
        self.returned_values(name).map(|values| values.into_iter().next_back().unwrap_or_default())
    }

    /// All values under one name in a returned form.
    #[must_use]
    pub fn returned_values(&self, name: &str) -> Option<Vec<String>> {
        self.returned.with_value(|values| {
            values.as_ref().map(|values| {
                values.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
            })
        })
    }

    /// How many rows `prefix[0]…`, `prefix[1]…` a returned form had; a row's number is what somebody wrote.
    #[must_use]
    pub fn returned_rows(&self, prefix: &str) -> Option<usize> {
        self.returned.with_value(|values| {
            values.as_ref().map(|values| {
                values
                    .iter()
                    .filter_map(|(name, _)| row_index(name, prefix))
                    .max()
                    .map_or(0, |last| last.saturating_add(1).min(MOST_ROWS))
            })
        })
    }
}

/// More rows than any form takes, and few enough to be drawn.
const MOST_ROWS: usize = 100;

fn row_index(name: &str, prefix: &str) -> Option<usize> {
    name.strip_prefix(prefix)?.strip_prefix('[')?.split_once(']')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_follow_the_form() {
        assert_eq!(key_of("form[letter_number]"), "letter_number");
        assert_eq!(key_of("form[weights][paper]"), "weights[paper]");
        assert_eq!(key_of("form[committee][0][name]"), "committee[0][name]");
        assert_eq!(key_of("form[methods][]"), "methods");
        assert_eq!(key_of("username"), "username");
    }

    #[test]
    fn names_and_keys_are_inverse() {
        for name in ["form[letter_number]", "form[weights][paper]", "form[committee][0][name]"] {
            assert_eq!(name_of(&key_of(name)), name);
        }
    }

    #[test]
    fn rows_are_read_from_names() {
        assert_eq!(row_index("form[committee][12][name]", "form[committee]"), Some(12));
        assert_eq!(row_index("form[committee][]", "form[committee]"), None);
        assert_eq!(row_index("form[schedule][1][start]", "form[committee]"), None);
    }

    #[test]
    fn a_returned_form_draws_no_more_rows_than_can_be_drawn() {
        let owner = Owner::new();
        owner.set();
        let values = vec![("form[committee][4000000000][name]".to_owned(), "Ani".to_owned())];
        provide_context(Returned {
            url: "/api/x".to_owned(),
            values,
            files: Vec::new(),
            error: AppError::NotFound,
        });
        let (state, _) = FormState::new("/api/x", None, Signal::stored(None), Signal::stored(false));
        assert_eq!(state.returned_rows("form[committee]"), Some(MOST_ROWS));
    }

    #[test]
    fn slugs_are_safe_in_ids() {
        assert_eq!(slug("weights[paper]"), "weights-paper");
        assert_eq!(slug("save_score 12"), "save-score-12");
    }
}
