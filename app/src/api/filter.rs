//! Reads the filter of a list, field by field. What cannot be read is a sentence at its field, and then nothing is
//! listed: a filter that is left out in silence would show, and export, everything.

use chrono::NaiveDate;
use domain::{calendar::parse_date, field::FieldErrors};
use store::list::is_place;

use super::list::Filter;

/// No name and no letter's number is longer than this.
const WORDS: usize = 200;
/// So much is repeated of what cannot be read.
const QUOTED: usize = 40;

/// What was read so far, and what was not understood.
#[derive(Debug, Default)]
pub struct Reading {
    complaints: FieldErrors,
}

impl Reading {
    /// Words to look for; control signs are no part of them.
    pub fn words(&mut self, field: &str, label: &str, text: &str) -> String {
        let text = clean(text);
        let length = text.chars().count();
        if length > WORDS {
            self.complain(field, format!("{label} paling banyak {WORDS} karakter; sekarang {length}."));
            return String::new();
        }
        text
    }

    /// One of the choices, by its code.
    pub fn choice<T>(
        &mut self,
        field: &str,
        label: &str,
        text: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = clean(text);
        if text.is_empty() {
            return None;
        }
        let found = read(&text);
        if found.is_none() {
            let sentence =
                format!("{} bukan pilihan pada {label}. Pilih salah satu dari daftar.", quote(&text));
            self.complain(field, sentence);
        }
        found
    }

    /// A day.
    pub fn day(&mut self, field: &str, label: &str, text: &str) -> Option<NaiveDate> {
        let text = clean(text);
        if text.is_empty() {
            return None;
        }
        match parse_date(label, &text) {
            Ok(day) => Some(day),
            Err(sentence) => {
                self.complain(field, format!("{sentence} Yang tertulis: {}.", quote(&text)));
                None
            }
        }
    }

    /// A first and a last day, in this order.
    pub fn period(
        &mut self,
        first: (&str, &str, &str),
        last: (&str, &str, &str),
    ) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let from = self.day(first.0, first.1, first.2);
        let to = self.day(last.0, last.1, last.2);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.complain(last.0, format!("{} tidak boleh sebelum {}.", last.1, first.1));
        }
        (from, to)
    }

    /// A record's number.
    pub fn number(&mut self, field: &str, label: &str, text: &str) -> Option<i64> {
        let text = clean(text);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| *number >= 0);
        if number.is_none() {
            self.complain(field, format!("{label} ditulis dengan angka. Yang tertulis: {}.", quote(&text)));
        }
        number
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
#[must_use]
pub fn place(text: &str) -> Option<String> {
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
    use crate::api::official::OfficialFilter;

    fn complaint(read: impl FnOnce(&mut Reading)) -> String {
        let mut reading = Reading::default();
        read(&mut reading);
        let complaints = reading.finish(()).unwrap_err();
        complaints.iter().map(|(field, sentence)| format!("{field}: {sentence}")).collect()
    }

    #[test]
    fn blanks_ask_for_nothing() {
        let mut reading = Reading::default();
        assert_eq!(reading.words("q", "Kata kunci", " \u{0}\t "), "");
        assert_eq!(reading.choice("status", "Status", " ", |_| Some(1)), None);
        assert_eq!(reading.period(("dari", "Dari", ""), ("sampai", "Sampai", " ")), (None, None));
        assert_eq!(reading.number("nomor", "Nomor", ""), None);
        assert!(reading.finish(()).is_ok());
        assert_eq!((place(" "), place(" 7.1 ")), (None, Some("7.1".into())));
    }

    #[test]
    fn an_export_takes_places_of_pages_only() {
        let filter = |after: &str, before: &str| OfficialFilter {
            after: after.into(),
            before: before.into(),
            ..OfficialFilter::default()
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
            let filter = OfficialFilter { order: order.into(), ..OfficialFilter::default() };
            super::order(&filter, &[("terlama", 1), ("nama", 2)])
        };
        assert_eq!(["", "zzz", " terlama ", "nama"].map(asked), [0, 0, 1, 2]);
    }

    #[test]
    fn control_signs_are_no_part_of_a_word() {
        assert_eq!(Reading::default().words("q", "Kata kunci", "Su\u{0}kar\u{7f}no\n"), "Sukarno");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_was_typed() {
        let sentence = complaint(|reading| _ = reading.day("dari", "Dari tanggal", "besok"));
        assert!(
            sentence.starts_with("dari: Dari tanggal harus") && sentence.contains("“besok”"),
            "{sentence}"
        );
        for text in ["31/02/2016", "2016-02-31", "01/01/0001", "01/01/9999"] {
            assert!(complaint(|reading| _ = reading.day("dari", "Dari", text)).contains(text));
        }
        let sentence = complaint(|reading| _ = reading.choice("status", "Status", "zzz", |_| None::<()>));
        assert!(sentence.contains("“zzz” bukan pilihan pada Status"), "{sentence}");
        for text in ["tujuh", "-1", "99999999999999999999"] {
            assert!(complaint(|reading| _ = reading.number("nomor", "Nomor data", text)).contains(text));
        }
        let sentence = complaint(|reading| {
            reading
                .period(("dari", "Dari tanggal", "02/01/2016"), ("sampai", "Sampai tanggal", "01/01/2016"));
        });
        assert_eq!(sentence, "sampai: Sampai tanggal tidak boleh sebelum Dari tanggal.");
    }

    #[test]
    fn what_is_too_long_is_not_looked_for() {
        let sentence = complaint(|reading| _ = reading.words("q", "Kata kunci", &"a".repeat(60_000)));
        assert!(sentence.contains("paling banyak 200 karakter; sekarang 60000"), "{sentence}");
        let sentence = complaint(|reading| _ = reading.choice("s", "S", &"a".repeat(60_000), |_| None::<()>));
        assert!(sentence.len() < 200, "{sentence}");
    }
}
