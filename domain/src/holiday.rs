//! Hari libur: the days on which nobody works, as decreed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::coded::coded;

coded! {
    /// Why nobody works on a day.
    pub enum HolidayKind {
        /// A national holiday of the joint decree of three ministers (SKB 3 Menteri).
        National = "national", "Libur nasional";
        /// Joint leave of the same decree. Whether it is a working day of the commission is a setting.
        JointLeave = "joint_leave", "Cuti bersama";
        /// A holiday by decree of the President, as on the day of an election.
        Presidential = "presidential", "Libur Keputusan Presiden";
        /// A holiday of one province.
        Regional = "regional", "Libur daerah";
    }
}

/// A day on which nobody works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its name: `Proklamasi Kemerdekaan`.
    pub name: String,
    /// Why nobody works.
    pub kind: HolidayKind,
    /// The decree that says so.
    pub decree: String,
    /// The code of the province for which alone it holds; nothing for the whole country.
    pub province: Option<String>,
}
