//! Pengaturan: what the Admin decides for everybody.

mod require_second_factor;
mod show;

pub use require_second_factor::{RequireSecondFactor, require_second_factor};
pub use show::{GetSettings, RoleRule, SettingsView, show};
