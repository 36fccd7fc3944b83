//! Reads the filter of a list, field by field. What cannot be read is a sentence at its field, and then nothing is
//! listed: a filter that is left out in silence would show, and export, everything.

use chrono::NaiveDate;
use domain::{calendar::parse_date, field::FieldErrors};
use store::list::is_place;

use super::list::{Field, Filter};

/// No name and no letter's number is longer than this.
const WORDS: usize = 200;
/// So much is repeated of what cannot be read.
const QUOTED: usize = 40;

/// A filter as it is read, and what was not understood of it.
#[derive(Debug)]
pub struct Reading<'a, F> {
    filter: &'a F,
    complaints: FieldErrors,
}

impl<'a, F> Reading<'a, F> {
    /// Begins to read a filter.
    #[must_use]
    pub fn of(filter: &'a F) -> Self {
        Self { filter, complaints: FieldErrors::new() }
    }

    /// Words to look for; control signs are no part of them.
    pub fn words(&mut self, field: Field<F>) -> String {
        let text = self.text(&field);
        let length = text.chars().count();
        if length > WORDS {
            let sentence = format!("{} paling banyak {WORDS} karakter; sekarang {length}.", field.label);
            self.complain(field.name, sentence);
            return String::new();
        }
        text
    }

    /// One of the choices, by its code.
    pub fn choice<T>(&mut self, field: Field<F>, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.unless_blank(&field, |text| {
            let sentence = || {
                let (text, label) = (quote(text), field.label);
                format!("{text} bukan pilihan pada {label}. Pilih salah satu dari daftar.")
            };
            read(text).ok_or_else(sentence)
        })
    }

    /// A day.
    pub fn day(&mut self, field: Field<F>) -> Option<NaiveDate> {
        self.unless_blank(&field, |text| {
            let typed = |sentence| format!("{sentence} Yang tertulis: {}.", quote(text));
            parse_date(field.label, text).map_err(typed)
        })
    }

    /// A first and a last day, in this order.
    pub fn period(&mut self, first: Field<F>, last: Field<F>) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (name, sentence) = (last.name, format!("{} tidak boleh sebelum {}.", last.label, first.label));
        let (from, to) = (self.day(first), self.day(last));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.complain(name, sentence);
        }
        (from, to)
    }

    /// A record's number.
    pub fn number(&mut self, field: Field<F>) -> Option<i64> {
        self.unless_blank(&field, |text| {
            let number = text.parse().ok().filter(|number| *number >= 0);
            number.ok_or_else(|| {
                format!("{} ditulis dengan angka. Yang tertulis: {}.", field.label, quote(text))
            })
        })
    }

    fn text(&self, field: &Field<F>) -> String {
        clean((field.text)(self.filter))
    }

    /// What a field is read as, or a sentence at it; nothing where nothing stands.
    fn unless_blank<T>(
        &mut self,
        field: &Field<F>,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        read(&text).map_err(|sentence| self.complain(field.name, sentence)).ok()
    }

    /// A sentence of the list's own.
    pub fn complain(&mut self, field: &str, sentence: impl Into<String>) {
        self.complaints.insert(field, sentence);
    }

    /// What was read, unless something was not understood.
    ///
    /// # Errors
    /// The sentences, by field.
    pub fn finish<T>(self, query: T) -> Result<T, FieldErrors> {
        self.complaints.into_result(|| Some(query))
    }
}

/// The place in a list at which a page begins or ends. What is none, the list itself takes for its first page's.
pub(super) fn place(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The order that an address asks for, among those the list has beside its usual one. Of an order that it has not, all
/// rows are listed as usual: it is no filter, and nothing more is shown than was asked for.
pub fn order<T: Copy + Default>(filter: &impl Filter, others: &[(&str, T)]) -> T {
    let (_, asked) = filter.order();
    others.iter().find(|(name, _)| *name == asked.trim()).map(|(_, order)| *order).unwrap_or_default()
}

/// What an export begins at is the first row, but an address that was mistyped is no wish for all of them.
///
/// # Errors
/// A sentence, when it is no place.
pub fn check_places(filter: &impl Filter) -> Result<(), FieldErrors> {
    let mut places = filter.places().into_iter().map(|(_, text)| text.trim());
    if places.all(|text| text.is_empty() || is_place(text)) {
        return Ok(());
    }
    let sentence =
        "Letak halaman pada alamat ini tidak dapat dibaca. Buka daftarnya kembali, lalu ekspor dari sana.";
    Err(FieldErrors::of("sesudah", sentence))
}

fn clean(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).collect::<String>().trim().to_owned()
}

fn quote(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::activity::ActivityFilter;

    fn complaint(filter: ActivityFilter, read: impl FnOnce(&mut Reading<'_, ActivityFilter>)) -> String {
        let mut reading = Reading::of(&filter);
        read(&mut reading);
        let complaints = reading.finish(()).unwrap_err();
        complaints.iter().map(|(field, sentence)| format!("{field}: {sentence}")).collect()
    }

    fn kind(code: &str) -> ActivityFilter {
        ActivityFilter { kind: code.into(), ..ActivityFilter::default() }
    }

    fn words(text: &str) -> ActivityFilter {
        ActivityFilter { text: text.into(), ..ActivityFilter::default() }
    }

    fn period(from: &str, to: &str) -> ActivityFilter {
        ActivityFilter { from: from.into(), to: to.into(), ..ActivityFilter::default() }
    }

    #[test]
    fn blanks_ask_for_nothing() {
        let filter = ActivityFilter { text: " \u{0}\t ".into(), kind: " ".into(), ..period("", " ") };
        let mut reading = Reading::of(&filter);
        assert_eq!(reading.words(ActivityFilter::text()), "");
        assert_eq!(reading.choice(ActivityFilter::kind(), |_| Some(1)), None);
        assert_eq!(reading.period(ActivityFilter::from(), ActivityFilter::to()), (None, None));
        assert_eq!(reading.number(ActivityFilter::number()), None);
        assert!(reading.finish(()).is_ok());
        assert_eq!((place(" "), place(" 7.1 ")), (None, Some("7.1".into())));
    }

    #[test]
    fn an_export_takes_places_of_pages_only() {
        let filter = |after: &str, before: &str| ActivityFilter {
            after: after.into(),
            before: before.into(),
            ..ActivityFilter::default()
        };
        for right in ["", " ", "1470815000000000.1500", "4e.7", "oldest~1470815000000000.7"] {
            assert!(check_places(&filter(right, "")).is_ok(), "{right}");
        }
        let long = format!("{}.1", "7".repeat(5000));
        for wrong in ["x", "zz.1", "1.x", "1", "1..1", &long] {
            assert!(check_places(&filter("", wrong)).is_err(), "{wrong:.40}");
        }
    }

    #[test]
    fn an_order_that_a_list_has_not_is_its_usual_one() {
        let asked = |order: &str| {
            let filter = ActivityFilter { order: order.into(), ..ActivityFilter::default() };
            super::order(&filter, &[("terlama", 1), ("nama", 2)])
        };
        assert_eq!(["", "zzz", " terlama ", "nama"].map(asked), [0, 0, 1, 2]);
    }

    #[test]
    fn control_signs_are_no_part_of_a_word() {
        let filter = words("Su\u{0}kar\u{7f}no\n");
        assert_eq!(Reading::of(&filter).words(ActivityFilter::text()), "Sukarno");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_was_typed() {
        let day = |text: &str| complaint(period(text, ""), |reading| _ = reading.day(ActivityFilter::from()));
        let sentence = day("besok");
        assert!(
            sentence.starts_with("dari: Dari tanggal harus") && sentence.contains("“besok”"),
            "{sentence}"
        );
        for text in ["31/02/2016", "2016-02-31", "01/01/0001", "01/01/9999"] {
            assert!(day(text).contains(text));
        }
        let sentence =
            complaint(kind("zzz"), |reading| _ = reading.choice(ActivityFilter::kind(), |_| None::<()>));
        assert!(sentence.contains("“zzz” bukan pilihan pada Jenis data"), "{sentence}");
        for text in ["tujuh", "-1", "99999999999999999999"] {
            let filter = ActivityFilter { number: text.into(), ..ActivityFilter::default() };
            assert!(complaint(filter, |reading| _ = reading.number(ActivityFilter::number())).contains(text));
        }
        let sentence = complaint(period("02/01/2016", "01/01/2016"), |reading| {
            reading.period(ActivityFilter::from(), ActivityFilter::to());
        });
        assert_eq!(sentence, "sampai: Sampai tanggal tidak boleh sebelum Dari tanggal.");
    }

    #[test]
    fn what_is_too_long_is_not_looked_for() {
        let long = "a".repeat(60_000);
        let sentence = complaint(words(&long), |reading| _ = reading.words(ActivityFilter::text()));
        assert!(sentence.contains("paling banyak 200 karakter; sekarang 60000"), "{sentence}");
        let sentence =
            complaint(kind(&long), |reading| _ = reading.choice(ActivityFilter::kind(), |_| None::<()>));
        assert!(sentence.len() < 200, "{sentence}");
    }
}
