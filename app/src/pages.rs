//! The pages, and which address leads to which.

mod activity;
mod dashboard;
mod frame;
mod later;
mod load;
mod login;
mod login_code;
mod official;
mod people;
mod profile;
mod registration;
pub mod selection;
mod settings;

pub use frame::use_session;
pub use later::part_of;
pub use load::{Answer, Loaded, page_of};

use dashboard::DashboardPage;
use frame::{Inside, UnknownPage};
use later::{
    Accounts, Activity, Appointment, EditAccount, EditInstitution, EditOfficer, EditPlan, Inauguration,
    Institution, Institutions, NewAccount, NewInstitution, NewInstitutionAccount, NewOfficer, NewPlan,
    NewRegistration, Officers, Officials, Password, Plan, Plans, Process, Profile, RecoveryCodes,
    Registration, Report, SecondFactor, Settings,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};
use login::LoginPage;
use login_code::LoginCodePage;

use crate::{components::provide_toasts, forms::provide_returned, limits::provide_limits};

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
        <Router>
            <Routes fallback=UnknownPage>
                <Route path=path!("/masuk") view=LoginPage ssr=SsrMode::Async/>
                <Route path=path!("/masuk/kode") view=LoginCodePage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=Inside ssr=SsrMode::Async>
                    <Route path=path!("/") view=DashboardPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi") view={Lazy::<Plans>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/tambah") view={Lazy::<NewPlan>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan") view={Lazy::<Plan>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan/ubah") view={Lazy::<EditPlan>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan/pelaporan") view={Lazy::<Report>::new()} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/seleksi/:plan/lowongan/:vacancy")
                        view={Lazy::<Process>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/seleksi/:plan/lowongan/:vacancy/pelantikan")
                        view={Lazy::<Inauguration>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/pejabat") view={Lazy::<Officials>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/institusi/daftarkan") view={Lazy::<NewRegistration>::new()} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/institusi/daftarkan/:registration")
                        view={Lazy::<Registration>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/log") view={Lazy::<Activity>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/pejabat/tambah") view={Lazy::<Appointment>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/petugas") view={Lazy::<Officers>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/petugas/tambah") view={Lazy::<NewOfficer>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/petugas/:user/ubah") view={Lazy::<EditOfficer>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/institusi") view={Lazy::<Institutions>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/institusi/tambah") view={Lazy::<NewInstitution>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/institusi/:institution") view={Lazy::<Institution>::new()} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/institusi/:institution/ubah")
                        view={Lazy::<EditInstitution>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/institusi/:institution/akun/tambah")
                        view={Lazy::<NewInstitutionAccount>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/akun") view={Lazy::<Accounts>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/akun/tambah") view={Lazy::<NewAccount>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/akun/:user/ubah") view={Lazy::<EditAccount>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/profil") view={Lazy::<Profile>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/profil/password") view={Lazy::<Password>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/profil/dua-langkah") view={Lazy::<SecondFactor>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/profil/kode-pemulihan") view={Lazy::<RecoveryCodes>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/pengaturan") view={Lazy::<Settings>::new()} ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
