//! The pages, and which address leads to which.

mod activity;
mod dashboard;
mod frame;
mod holiday;
mod identity;
mod import;
mod institution;
mod load;
mod login;
mod login_code;
mod official;
mod profile;
mod search;
pub mod selection;
mod settings;
mod table;

pub use frame::use_session;
pub use load::{Answer, Loaded, number_in_address, page_of, page_once, page_once_of};

use frame::{Inside, UnknownPage};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};
use table::pages;

use crate::{components::provide_toasts, forms::provide_returned, limits::provide_limits};

// A page's address is said here, and by whatever leads to it.
pages! {
    outside {
        "/masuk" => login::LoginPage;
        "/masuk/kode" => login_code::LoginCodePage;
    }
    later {
        dashboard in home: "/" => dashboard::DashboardPage;
        plans in lists: "/seleksi" => selection::plan::PlansPage;
        new_plan in plan: "/seleksi/tambah" => selection::plan::NewPlanPage;
        plan in plan: "/seleksi/:plan" => selection::plan::PlanPage;
        edit_plan in plan: "/seleksi/:plan/ubah" => selection::plan::EditPlanPage;
        report in ending: "/seleksi/:plan/pelaporan" => selection::report::ReportPage;
        process in process: "/seleksi/:plan/lowongan/:vacancy" => selection::process::ProcessPage;
        inauguration in ending: "/seleksi/:plan/lowongan/:vacancy/pelantikan" => selection::inauguration::InaugurationPage;
        officials in lists: "/pejabat" => official::OfficialsPage;
        search in lists: "/cari" => search::SearchPage;
        new_registration in people: "/institusi/daftarkan" => institution::NewRegistrationPage;
        registration in people: "/institusi/daftarkan/:registration" => institution::RegistrationPage;
        activity in lists: "/log" => activity::ActivityPage;
        appointment in ending: "/pejabat/tambah" => selection::inauguration::AppointmentPage;
        officers in people: "/petugas" => identity::OfficersPage;
        new_officer in people: "/petugas/tambah" => identity::NewOfficerPage;
        edit_officer in people: "/petugas/:user/ubah" => identity::EditOfficerPage;
        institutions in people: "/institusi" => institution::InstitutionsPage;
        new_institution in people: "/institusi/tambah" => institution::NewInstitutionPage;
        institution in people: "/institusi/:institution" => institution::InstitutionPage;
        edit_institution in people: "/institusi/:institution/ubah" => institution::EditInstitutionPage;
        new_institution_account in people: "/institusi/:institution/akun/tambah" => identity::NewInstitutionAccountPage;
        accounts in people: "/akun" => identity::AccountsPage;
        new_account in people: "/akun/tambah" => identity::NewAccountPage;
        edit_account in people: "/akun/:user/ubah" => identity::EditAccountPage;
        holidays in people: "/hari-libur" => holiday::HolidaysPage;
        new_holiday in people: "/hari-libur/tambah" => holiday::NewHolidayPage;
        import_holidays in people: "/hari-libur/impor" => holiday::ImportHolidaysPage;
        edit_holiday in people: "/hari-libur/:holiday/ubah" => holiday::EditHolidayPage;
        profile in profile: "/profil" => profile::ProfilePage;
        password in profile: "/profil/password" => profile::PasswordPage;
        second_factor in profile: "/profil/dua-langkah" => profile::SecondFactorPage;
        recovery_codes in profile: "/profil/kode-pemulihan" => profile::RecoveryCodesPage;
        settings in profile: "/pengaturan" => settings::SettingsPage;
    }
}

/// The application. Every page is rendered whole by the server, so that its status is right and it
/// works before, or without, the browser's part.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_returned();
    provide_limits();
    provide_toasts();
    selection::provide_way_back();
    view! {
        <Title formatter=|title| format!("{title} · SIJAPTI")/>
        <Pages/>
    }
}

/// The part of the bundle that the page at this address is in; nothing when it is in the first.
#[must_use]
pub fn part_of(address: &str) -> Option<&'static str> {
    table::part_of(PAGES, address)
}

#[cfg(test)]
mod tests {
    use super::{PAGES, part_of};

    #[test]
    fn every_page_is_found_by_its_own_address() {
        for (pattern, part) in PAGES {
            assert_eq!(part_of(&pattern.replace(':', "")), *part, "{pattern}");
        }
    }

    #[test]
    fn each_address_has_its_part() {
        for (path, part) in [
            ("/", Some("home")),
            ("/masuk?next=%2Fseleksi%2F1", None),
            ("/seleksi?status=draft", Some("lists")),
            ("/seleksi/tambah", Some("plan")),
            ("/seleksi/7?koreksi=1", Some("plan")),
            ("/seleksi/7/ubah", Some("plan")),
            ("/seleksi/7/lowongan/9", Some("process")),
            ("/seleksi/7/pelaporan", Some("ending")),
            ("/seleksi/7/lowongan/9/pelantikan", Some("ending")),
            ("/pejabat", Some("lists")),
            ("/cari?q=dinas", Some("lists")),
            ("/log", Some("lists")),
            ("/institusi/daftarkan/7", Some("people")),
            ("/pejabat/tambah?lowongan=9", Some("ending")),
            ("/petugas?q=rina", Some("people")),
            ("/petugas/tambah", Some("people")),
            ("/petugas/3/ubah", Some("people")),
            ("/institusi", Some("people")),
            ("/institusi/3", Some("people")),
            ("/institusi/3/ubah", Some("people")),
            ("/institusi/3/akun/tambah", Some("people")),
            ("/akun", Some("people")),
            ("/akun/3/ubah", Some("people")),
            ("/masuk/kode", None),
            ("/profil", Some("profile")),
            ("/profil/password", Some("profile")),
            ("/profil/dua-langkah", Some("profile")),
            ("/profil/kode-pemulihan", Some("profile")),
            ("/profil/lain", None),
            ("/petugas/", Some("people")),
            ("/petugas/3", None),
            ("/seleksi//ubah", None),
            ("/pengaturan", Some("profile")),
            ("/hari-libur?tahun=2027", Some("people")),
        ] {
            assert_eq!(part_of(path), part, "{path}");
        }
    }
}
