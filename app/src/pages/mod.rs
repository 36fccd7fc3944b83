//! The pages, and which address leads to which.

mod dashboard;
mod frame;
mod later;
mod load;
mod login;
mod login_code;
mod official;
mod profile;
mod query;
pub mod selection;
mod settings;

pub use frame::use_session;
pub use later::part_of;
pub use load::{Answer, Loaded, page_of};
pub use query::with_query;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{components::provide_toasts, forms::provide_returned};
use dashboard::DashboardPage;
use frame::{Inside, UnknownPage};
use later::{
    Appointment, EditPlan, Inauguration, NewPlan, Password, Plan, Process, Profile, RecoveryCodes, Report,
    SecondFactor, Settings,
};
use login::LoginPage;
use login_code::LoginCodePage;
use official::OfficialsPage;
use selection::plan::PlansPage;

/// The application. Every page is rendered whole by the server, so that its status is right and it
/// works before, or without, the browser's part.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_returned();
    provide_toasts();
    view! {
        <Title formatter=|title| format!("{title} · SIJAPTI")/>
        <Router>
            <Routes fallback=UnknownPage>
                <Route path=path!("/masuk") view=LoginPage ssr=SsrMode::Async/>
                <Route path=path!("/masuk/kode") view=LoginCodePage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=Inside ssr=SsrMode::Async>
                    <Route path=path!("/") view=DashboardPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi") view=PlansPage ssr=SsrMode::Async/>
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
                    <Route path=path!("/pejabat") view=OfficialsPage ssr=SsrMode::Async/>
                    <Route path=path!("/pejabat/tambah") view={Lazy::<Appointment>::new()} ssr=SsrMode::Async/>
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
