//! Who may do what, to which record, in which state.
//!
//! Each area has its actions and what they are about in a file of its own: `selection/access.rs`,
//! `identity/access.rs`, and so on. An action asked of a foreign subject does not compile. The server decides on the
//! record it loaded and answers the refusal; the page asks the same to show a control as disabled, with the reason.

use serde::{Deserialize, Serialize};

use crate::identity::{Actor, Role};

/// What an action is about: a record, or all that an area has.
pub trait Guarded {
    /// What may be done to it.
    type Action: Copy + PartialEq + 'static;

    /// Everything that may be done to it.
    const ACTIONS: &'static [Self::Action];

    /// Whether `actor` may do `action` to it.
    ///
    /// # Errors
    /// [`Denied`], with a sentence that says why.
    fn decide(&self, actor: &Actor, action: Self::Action) -> Result<(), Denied>;

    /// Whose business an action is. The other side is never shown it, not even disabled (Gambar 45).
    fn side(action: Self::Action) -> Side;
}

/// Whose business an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The institution's.
    Institution,
    /// The commission's.
    Commission,
    /// Either's.
    Both,
}

impl Side {
    /// Whether somebody of this role is on it.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        match self {
            Self::Institution => !role.is_commission(),
            Self::Commission => role.is_commission(),
            Self::Both => true,
        }
    }
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Denied {
    /// For this person the record does not exist: answered as 404.
    #[error("Data tidak ditemukan.")]
    Hidden,
    /// The role may not do this: answered as 403.
    #[error("{0}")]
    Role(String),
    /// Right person, wrong moment: answered as 409.
    #[error("{0}")]
    State(String),
}

impl Denied {
    pub(crate) fn role(sentence: &str) -> Self {
        Self::Role(sentence.to_owned())
    }

    pub(crate) fn state(sentence: &str) -> Self {
        Self::State(sentence.to_owned())
    }
}

/// Refuses a role with this sentence, unless it may.
pub(crate) fn only(may: bool, sentence: &str) -> Result<(), Denied> {
    if may { Ok(()) } else { Err(Denied::role(sentence)) }
}

/// Whether a role enters an institution's data.
pub(crate) const fn enters(role: Role) -> bool {
    matches!(role, Role::InstitutionAdmin | Role::Operator)
}

/// What an institution enters.
pub(crate) fn institution_enters(role: Role) -> Result<(), Denied> {
    if enters(role) {
        Ok(())
    } else if role.is_commission() {
        Err(Denied::role("Bagian ini diisi oleh institusi; komisi hanya memantau."))
    } else {
        Err(Denied::role("Bagian ini diisi oleh Operator atau Admin Institusi."))
    }
}

/// How a control is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// Ready to use.
    Enabled,
    /// Shown, but not now: with the reason.
    Disabled(String),
    /// Not this side's or role's business: not shown (Gambar 45).
    Absent,
}

impl From<Result<(), Denied>> for Control {
    /// What the role may not do is not shown; what cannot be done now is, with the reason.
    fn from(verdict: Result<(), Denied>) -> Self {
        match verdict {
            Ok(()) => Self::Enabled,
            Err(Denied::State(reason)) => Self::Disabled(reason),
            Err(Denied::Role(_) | Denied::Hidden) => Self::Absent,
        }
    }
}

impl Control {
    /// How one action's control is shown to somebody. On one's own side what the role may not do is shown with the
    /// reason too.
    #[must_use]
    pub fn of<G: Guarded>(actor: &Actor, subject: &G, action: G::Action) -> Self {
        match subject.decide(actor, action) {
            Err(Denied::Role(reason)) if G::side(action).has(actor.role) => Self::Disabled(reason),
            verdict => verdict.into(),
        }
    }

    /// Whether it is shown at all.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// Whether it may be used.
    #[must_use]
    pub const fn is_enabled(&self) -> bool {
        matches!(self, Self::Enabled)
    }

    /// Why it may not be used now.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::Disabled(reason) => Some(reason.clone()),
            Self::Enabled | Self::Absent => None,
        }
    }
}

/// The controls of one record for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights<A>(Vec<(A, Control)>);

impl<A: Copy + PartialEq + 'static> Rights<A> {
    /// Asks for every action.
    #[must_use]
    pub fn of<G: Guarded<Action = A>>(actor: &Actor, subject: &G) -> Self {
        Self(G::ACTIONS.iter().map(|action| (*action, Control::of(actor, subject, *action))).collect())
    }

    /// How to show the control of an action.
    #[must_use]
    pub fn control(&self, action: A) -> Control {
        self.0.iter().find(|(one, _)| *one == action).map_or(Control::Absent, |(_, control)| control.clone())
    }

    /// Whether the action may be done now.
    #[must_use]
    pub fn may(&self, action: A) -> bool {
        self.control(action).is_enabled()
    }
}

/// Declares an area's actions where no single record is meant, and who may do them.
macro_rules! guarded {
    (
        $(#[$subject_doc:meta])*
        $subject:ident;
        $(#[$action_doc:meta])*
        $action:ident {
            $($(#[$doc:meta])* $variant:ident: $side:ident, $decide:expr;)+
        }
    ) => {
        $(#[$subject_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $subject;

        $(#[$action_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $action {
            $($(#[$doc])* $variant,)+
        }

        impl $crate::access::Guarded for $subject {
            type Action = $action;

            const ACTIONS: &'static [$action] = &[$($action::$variant),+];

            fn decide(
                &self,
                actor: &$crate::identity::Actor,
                action: $action,
            ) -> Result<(), $crate::access::Denied> {
                match action {
                    $($action::$variant => ($decide)(actor.role),)+
                }
            }

            fn side(action: $action) -> $crate::access::Side {
                match action {
                    $($action::$variant => $crate::access::Side::$side,)+
                }
            }
        }
    };
}

/// Everybody who is logged in.
pub(crate) const fn everybody(_: Role) -> Result<(), Denied> {
    Ok(())
}

pub(crate) use guarded;

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
