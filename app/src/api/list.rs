//! What every long list has: its filter, as it stands in its page's address, and the page that the server answers.

use domain::field::FieldErrors;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::query::{Query, with_query};

/// A list's filter, its order and its place, as they stand in an address. Made by [`filter`].
pub trait Filter: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What stands in this query of it; nothing in it is unreadable yet.
    fn of(query: &Query) -> Self;

    /// What is looked for, by its names in the address.
    fn fields(&self) -> Vec<(&'static str, &str)>;

    /// The list's order, by its name in the address; empty for the usual one.
    fn order(&self) -> (&'static str, &str);

    /// Where the page begins or ends, by the names in the address.
    fn places(&self) -> [(&'static str, &str); 2];

    /// Whether anything is looked for.
    fn is_set(&self) -> bool {
        self.fields().into_iter().any(|(_, text)| !text.trim().is_empty())
    }

    /// The list, or its export, with this filter and order, from this place on.
    fn address(&self, path: &str, place: Option<(&str, &str)>) -> String {
        let pairs = self.fields().into_iter().chain([self.order()]);
        with_query(path, pairs.chain(place))
    }

    /// The list as it stands now.
    fn here(&self, path: &str) -> String {
        self.address(path, self.places().into_iter().find(|(_, place)| !place.trim().is_empty()))
    }
}

/// A field of a list's filter.
#[derive(Debug)]
pub struct Field<F> {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label on the page, and in what is said of it.
    pub label: &'static str,
    /// What stands in it.
    pub text: fn(&F) -> &String,
}

/// Declares a list's filter: each field with its name in the address and its label. Order and place are added, and for
/// each field a function of its name, by which pages and [`Reading`](crate::api::filter::Reading) know it.
///
/// ```text
/// filter! {
///     /// Daftar Pejabat's filter.
///     pub struct OfficialFilter {
///         /// Words in a name, decree, unit, post or region.
///         text: "q", "Kata kunci";
///     }
/// }
/// ```
macro_rules! filter {
    (
        $(#[$doc:meta])*
        pub struct $name:ident { $($(#[$about:meta])* $field:ident: $key:literal, $label:literal;)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$about])* #[serde(rename = $key)] pub $field: String,)*
            /// The order; empty for the usual one.
            #[serde(rename = "urut")]
            pub order: String,
            /// The place after which the page begins.
            #[serde(rename = "sesudah")]
            pub after: String,
            /// The place before which the page ends.
            #[serde(rename = "sebelum")]
            pub before: String,
        }

        impl $name {
            $(
                $(#[$about])*
                #[must_use]
                pub const fn $field() -> $crate::api::list::Field<Self> {
                    $crate::api::list::Field { name: $key, label: $label, text: |filter| &filter.$field }
                }
            )*
        }

        impl $crate::api::list::Filter for $name {
            fn of(query: &$crate::query::Query) -> Self {
                let text = |name: &str| query.get(name).unwrap_or_default();
                Self {
                    $($field: text($key),)*
                    order: text("urut"),
                    after: text("sesudah"),
                    before: text("sebelum"),
                }
            }

            fn fields(&self) -> Vec<(&'static str, &str)> {
                vec![$(($key, self.$field.as_str())),*]
            }

            fn order(&self) -> (&'static str, &str) {
                ("urut", self.order.as_str())
            }

            fn places(&self) -> [(&'static str, &str); 2] {
                [("sesudah", self.after.as_str()), ("sebelum", self.before.as_str())]
            }
        }
    };
}
pub(crate) use filter;

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List<R, A = ()> {
    /// The rows, in the list's order.
    pub rows: Vec<R>,
    /// Place to begin the next page after.
    pub next: Option<String>,
    /// Place to end the previous page before.
    pub previous: Option<String>,
    /// What was not understood in the filter, by field; then nothing is listed.
    pub complaints: FieldErrors,
    /// What the page shows besides.
    pub aside: A,
}

#[cfg(feature = "ssr")]
impl<R, A> List<R, A> {
    /// The page with its rows made into what the page shows.
    #[must_use]
    pub fn map<S>(self, make: impl FnMut(R) -> S) -> List<S, A> {
        let Self { rows, next, previous, complaints, aside } = self;
        List { rows: rows.into_iter().map(make).collect(), next, previous, complaints, aside }
    }

    /// The page with this beside its rows.
    #[must_use]
    pub fn beside<B>(self, aside: B) -> List<R, B> {
        let Self { rows, next, previous, complaints, .. } = self;
        List { rows, next, previous, complaints, aside }
    }
}

/// The page of a query's rows on which the filter stands; an empty one where it could not be read.
///
/// # Errors
/// When the database fails.
#[cfg(feature = "ssr")]
pub async fn page<Q: store::list::ListQuery>(
    tx: &mut store::Tx,
    filter: &impl Filter,
    query: Result<Q, FieldErrors>,
) -> Result<List<Q::Row, Q::Note>, crate::error::AppError> {
    let [after, before] = filter.places().map(|(_, place)| super::filter::place(place));
    let (page, complaints) = match query {
        Ok(query) => (query.at_place(after, before, super::PAGE).page(tx).await?, FieldErrors::new()),
        Err(complaints) => (store::list::Page::default(), complaints),
    };
    let store::list::Page { rows, next, previous, note } = page;
    Ok(List { rows, next, previous, complaints, aside: note })
}

#[cfg(test)]
mod tests {
    use super::*;

    filter! {
        /// Two fields.
        pub struct Two {
            /// Words.
            text: "q", "Kata kunci";
            /// A code.
            kind: "jenis", "Jenis";
        }
    }

    fn two() -> Two {
        Two { text: "x & y".into(), after: "7.1".into(), ..Two::default() }
    }

    #[test]
    fn the_filter_and_the_order_go_along_and_the_place_does_not() {
        assert_eq!(two().address("/a", None), "/a?q=x%20%26%20y");
        assert_eq!(two().address("/a", Some(("sebelum", "9.1"))), "/a?q=x%20%26%20y&sebelum=9.1");
        assert_eq!(two().here("/a"), "/a?q=x%20%26%20y&sesudah=7.1");
        let ordered = Two { order: "terlama".into(), after: "oldest~7.1".into(), ..Two::default() };
        assert_eq!(ordered.address("/a", None), "/a?urut=terlama");
        assert_eq!(ordered.here("/a"), "/a?urut=terlama&sesudah=oldest~7.1");
        assert!(two().is_set() && !ordered.is_set());
    }

    #[test]
    fn a_field_is_known_by_its_name_its_label_and_what_stands_in_it() {
        let told =
            [Two::text(), Two::kind()].map(|field| (field.name, field.label, (field.text)(&two()).clone()));
        assert_eq!(told, [("q", "Kata kunci", "x & y".into()), ("jenis", "Jenis", String::new())]);
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        for filter in [Two::default(), two(), Two { order: "terlama".into(), before: "1.1".into(), ..two() }]
        {
            let address = filter.address("/a", None);
            let read = Two::of(&Query::read(address.split_once('?').map_or("", |(_, query)| query)));
            assert_eq!(read, Two { after: String::new(), before: String::new(), ..filter });
        }
    }

    #[test]
    fn a_call_names_its_fields_as_the_address_does() {
        let json = serde_json::to_string(&two()).unwrap();
        assert_eq!(json, r#"{"q":"x & y","jenis":"","urut":"","sesudah":"7.1","sebelum":""}"#);
        assert_eq!(serde_json::from_str::<Two>(r#"{"jenis":"plan"}"#).unwrap().kind, "plan");
    }
}
