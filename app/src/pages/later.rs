//! Pages whose code the browser loads when somebody comes to them, so that the first visit stays small
//! (docs/adr/0008-parts-loaded-later.md). The server has them all.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::LazyRoute;

use super::{
    activity::ActivityPage,
    official::OfficialsPage,
    people::{
        AccountsPage, EditAccountPage, EditInstitutionPage, EditOfficerPage, InstitutionPage,
        InstitutionsPage, NewAccountPage, NewInstitutionAccountPage, NewInstitutionPage, NewOfficerPage,
        OfficersPage,
    },
    registration::{NewRegistrationPage, RegistrationPage},
    selection::{
        inauguration::{AppointmentPage, InaugurationPage},
        plan::{EditPlanPage, NewPlanPage, PlanPage, PlansPage},
        process::ProcessPage,
        report::ReportPage,
    },
};
use super::{
    profile::{PasswordPage, ProfilePage, RecoveryCodesPage, SecondFactorPage},
    settings::SettingsPage,
};
use crate::{error::AppError, shell::ErrorPage};

/// A route for each page, and the part of the bundle that it is in.
macro_rules! later {
    ($($part:ident: $page:ident, $route:ident, $load:ident, $preload:ident;)*) => {$(
        #[derive(Debug)]
        pub(super) struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_this: Self) -> AnyView {
                $load().await.unwrap_or_else(|_| not_loaded())
            }

            async fn preload() {
                // Whoever comes to the page tries again, and is told.
                let _loaded = $preload().await;
            }
        }

        #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible, preload($preload))]
        fn $load() -> Result<AnyView, SplitLoaderError> {
            Ok($page().into_any())
        }
    )*};
}

later! {
    lists: PlansPage, Plans, load_plans, preload_plans;
    lists: OfficialsPage, Officials, load_officials, preload_officials;
    lists: ActivityPage, Activity, load_activity, preload_activity;
    people: NewRegistrationPage, NewRegistration, load_new_registration, preload_new_registration;
    people: RegistrationPage, Registration, load_registration, preload_registration;
    plan: NewPlanPage, NewPlan, load_new_plan, preload_new_plan;
    plan: EditPlanPage, EditPlan, load_edit_plan, preload_edit_plan;
    plan: PlanPage, Plan, load_plan, preload_plan;
    process: ProcessPage, Process, load_process, preload_process;
    ending: ReportPage, Report, load_report, preload_report;
    ending: InaugurationPage, Inauguration, load_inauguration, preload_inauguration;
    ending: AppointmentPage, Appointment, load_appointment, preload_appointment;
    people: OfficersPage, Officers, load_officers, preload_officers;
    people: NewOfficerPage, NewOfficer, load_new_officer, preload_new_officer;
    people: EditOfficerPage, EditOfficer, load_edit_officer, preload_edit_officer;
    people: InstitutionsPage, Institutions, load_institutions, preload_institutions;
    people: NewInstitutionPage, NewInstitution, load_new_institution, preload_new_institution;
    people: InstitutionPage, Institution, load_institution, preload_institution;
    people: EditInstitutionPage, EditInstitution, load_edit_institution, preload_edit_institution;
    people: NewInstitutionAccountPage, NewInstitutionAccount, load_new_institution_account, preload_new_institution_account;
    people: AccountsPage, Accounts, load_accounts, preload_accounts;
    people: NewAccountPage, NewAccount, load_new_account, preload_new_account;
    people: EditAccountPage, EditAccount, load_edit_account, preload_edit_account;
    profile: ProfilePage, Profile, load_profile, preload_profile;
    profile: PasswordPage, Password, load_password, preload_password;
    profile: SecondFactorPage, SecondFactor, load_second_factor, preload_second_factor;
    profile: RecoveryCodesPage, RecoveryCodes, load_recovery_codes, preload_recovery_codes;
    profile: SettingsPage, Settings, load_settings, preload_settings;
}

/// The line was lost before the page's part came.
fn not_loaded() -> AnyView {
    let sentence = "Halaman ini belum dapat dimuat. Periksa jaringan, lalu muat ulang halaman.";
    view! { <ErrorPage error=AppError::Network(sentence.to_owned())/> }.into_any()
}

/// The part of the bundle that the page at this address is in; nothing when it is in the first.
#[must_use]
pub fn part_of(path: &str) -> Option<&'static str> {
    let mut steps = path.split('?').next().unwrap_or_default().trim_matches('/').split('/');
    match (steps.next()?, steps.next(), steps.next(), steps.next(), steps.next()) {
        ("seleksi" | "pejabat" | "log", None, ..) => Some("lists"),
        ("petugas" | "institusi" | "akun", ..) => Some("people"),
        ("seleksi", Some(_), None | Some("ubah"), None, None) => Some("plan"),
        ("seleksi", Some(_), Some("lowongan"), Some(_), None) => Some("process"),
        ("seleksi", Some(_), Some("pelaporan"), None, None)
        | ("seleksi", Some(_), Some("lowongan"), Some(_), Some("pelantikan"))
        | ("pejabat", Some("tambah"), None, None, None) => Some("ending"),
        ("profil", None | Some("password" | "dua-langkah" | "kode-pemulihan"), None, None, None)
        | ("pengaturan", None, None, None, None) => Some("profile"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::part_of;

    #[test]
    fn each_address_has_its_part() {
        for (path, part) in [
            ("/", None),
            ("/masuk?next=%2Fseleksi%2F1", None),
            ("/seleksi?status=draft", Some("lists")),
            ("/seleksi/tambah", Some("plan")),
            ("/seleksi/7?koreksi=1", Some("plan")),
            ("/seleksi/7/ubah", Some("plan")),
            ("/seleksi/7/lowongan/9", Some("process")),
            ("/seleksi/7/pelaporan", Some("ending")),
            ("/seleksi/7/lowongan/9/pelantikan", Some("ending")),
            ("/pejabat", Some("lists")),
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
            ("/pengaturan", Some("profile")),
        ] {
            assert_eq!(part_of(path), part, "{path}");
        }
    }
}
