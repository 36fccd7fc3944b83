//! The tabs of Daftar Seleksi: whose turn it is, and where.

use crate::coded::coded;

coded! {
    /// Which plans the list is about, before any filter.
    pub enum PlanTab {
        /// On which the caller has the next step.
        Waiting = "menunggu", "Menunggu saya";
        /// Sent, and nobody handles them yet.
        Unassigned = "tanpa-petugas", "Belum ada petugas";
        /// Which the caller handles and which have not ended.
        Own = "saya", "Saya";
        /// Whose answer is late.
        Late = "terlambat", "Terlambat";
        /// All that the caller may see.
        All = "semua", "Semua";
    }
}

impl PlanTab {
    /// The tabs of a side.
    #[must_use]
    pub const fn of_side(commission: bool) -> &'static [Self] {
        if commission { &Self::ALL } else { &[Self::Waiting, Self::Late, Self::All] }
    }

    /// The order in which its plans stand unless asked otherwise, by its name in the address.
    #[must_use]
    pub const fn usual_order(self) -> &'static str {
        match self {
            Self::Waiting | Self::Unassigned | Self::Late => "tenggat",
            Self::Own | Self::All => "terbaru",
        }
    }
}
