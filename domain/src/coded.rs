//! Enumerations whose every variant has a code, in the database, in forms and in addresses, and mostly a label on the
//! screen. Codes are for ever, labels may be worded anew. The database itself knows no list of codes: a new variant
//! is one line of Rust.

/// What somebody can choose from a list.
pub trait Choice: Copy + 'static {
    /// Every one, in the order of the screen.
    const EVERY: &'static [Self];

    /// The code that is sent, and the words that are shown.
    fn told(self) -> (&'static str, &'static str);
}

/// Every code with its words, as a form's field lists them.
#[must_use]
pub fn choices<T: Choice>() -> Vec<(String, String)> {
    let owned = |(code, label): (&str, &str)| (code.to_owned(), label.to_owned());
    T::EVERY.iter().map(|one| owned(one.told())).collect()
}

/// Declares one: `Variant = "code", "Label";`, without labels when nobody sees it.
///
/// Gives `ALL`, `code`, `label` and `from_code`; serde writes the code.
macro_rules! coded {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $label:literal;)+
        }
    ) => {
        $crate::coded::coded! {
            $(#[$doc])*
            $vis enum $name {
                $($(#[$variant_doc])* $variant = $code;)+
            }
        }

        impl $name {
            /// The words on the screen.
            #[must_use]
            $vis const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }
        }

        impl $crate::coded::Choice for $name {
            const EVERY: &'static [Self] = &Self::ALL;

            fn told(self) -> (&'static str, &'static str) {
                (self.code(), self.label())
            }
        }
    };
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $($(#[$variant_doc:meta])* $variant:ident = $code:literal;)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every one, in the order of the screen.
            $vis const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The code in the database, in forms and in addresses.
            #[must_use]
            $vis const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// Reads a code.
            #[must_use]
            $vis fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.code() == code)
            }
        }
    };
}

pub(crate) use coded;

#[cfg(test)]
mod tests {
    use super::choices;

    coded! {
        /// Two of them.
        enum Light {
            /// On.
            On = "on", "Menyala";
            /// Off.
            Off = "off", "Padam";
        }
    }

    #[test]
    fn a_code_is_what_serde_writes_and_what_is_read_back() {
        assert_eq!(Light::ALL, [Light::On, Light::Off]);
        for light in Light::ALL {
            let written = serde_json::to_string(&light).unwrap();
            assert_eq!(written, format!("\"{}\"", light.code()));
            assert_eq!(serde_json::from_str::<Light>(&written).unwrap(), light);
            assert_eq!(Light::from_code(light.code()), Some(light));
        }
        assert_eq!(Light::from_code("Menyala"), None);
        assert_eq!(Light::Off.label(), "Padam");
        let pair = |code: &str, label: &str| (code.to_owned(), label.to_owned());
        assert_eq!(choices::<Light>(), [pair("on", "Menyala"), pair("off", "Padam")]);
    }
}
