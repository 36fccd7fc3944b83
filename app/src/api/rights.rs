//! What a page may offer to this person on this record.

use domain::{
    access::{Action, Denied, Subject, decide},
    identity::Actor,
};
use serde::{Deserialize, Serialize};

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights(Vec<(Action, Control)>);

impl Rights {
    /// Asks the table for every action.
    #[must_use]
    pub fn of(actor: &Actor, subject: &Subject) -> Self {
        Self(
            Action::ALL
                .into_iter()
                .map(|action| {
                    let control = match decide(actor, action, subject) {
                        Ok(()) => Control::Enabled,
                        Err(Denied::State(reason)) => Control::Disabled(reason),
                        Err(Denied::Role(reason)) if is_own_side(actor, action) => Control::Disabled(reason),
                        Err(Denied::Role(_) | Denied::Hidden) => Control::Absent,
                    };
                    (action, control)
                })
                .collect(),
        )
    }

    /// How to show the control of an action.
    #[must_use]
    pub fn control(&self, action: Action) -> Control {
        self.0.iter().find(|(a, _)| *a == action).map_or(Control::Absent, |(_, control)| control.clone())
    }

    /// Whether the action may be done now.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.control(action).is_enabled()
    }
}

/// Actions of the other side are not shown at all.
fn is_own_side(actor: &Actor, action: Action) -> bool {
    let commissions = matches!(
        action,
        Action::AssignOfficer
            | Action::RequestCorrection
            | Action::RecommendPlan
            | Action::RejectPlan
            | Action::ApprovePlan
            | Action::Monitor
            | Action::ReviewReport
    );
    commissions == actor.role.is_commission() || action == Action::PostMessage
}
