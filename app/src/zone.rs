//! Moments as this person reads them: WIB, and beside it the time of their own institution where that differs.

use chrono::{DateTime, Utc};
use domain::calendar::{self, Zone};
use leptos::prelude::*;

/// The zone of the institution of whoever is logged in.
#[derive(Clone, Copy, Debug)]
struct OwnZone(Signal<Zone>);

/// Makes it known to every page inside.
pub fn provide_zone(zone: Signal<Zone>) {
    provide_context(OwnZone(zone));
}

/// `Rabu, 10 Agustus 2016 pukul 15.02 WIB (17.02 WIT)`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    calendar::moment_for(at, own())
}

/// This person's zone; WIB where it is not known.
#[must_use]
pub fn own() -> Zone {
    use_context::<OwnZone>().map(|OwnZone(zone)| zone.get_untracked()).unwrap_or_default()
}
