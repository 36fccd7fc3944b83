//! The pages, and which address leads to which.

mod dashboard;
mod frame;
mod load;
mod login;
mod official;
mod query;
pub mod selection;

pub use frame::use_session;
pub use load::{Answer, Loaded, page_of};
pub use query::with_query;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{components::provide_toasts, forms::provide_returned};
use dashboard::DashboardPage;
use frame::{Inside, UnknownPage};
use login::LoginPage;
use official::OfficialsPage;
use selection::{
    inauguration::{AppointmentPage, InaugurationPage},
    plan::{EditPlanPage, NewPlanPage, PlanPage, PlansPage},
    process::ProcessPage,
    report::ReportPage,
};

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
                <ParentRoute path=path!("") view=Inside ssr=SsrMode::Async>
                    <Route path=path!("/") view=DashboardPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi") view=PlansPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/tambah") view=NewPlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan") view=PlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan/ubah") view=EditPlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan/pelaporan") view=ReportPage ssr=SsrMode::Async/>
                    <Route path=path!("/seleksi/:plan/lowongan/:vacancy") view=ProcessPage ssr=SsrMode::Async/>
                    <Route
                        path=path!("/seleksi/:plan/lowongan/:vacancy/pelantikan")
                        view=InaugurationPage
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/pejabat") view=OfficialsPage ssr=SsrMode::Async/>
                    <Route path=path!("/pejabat/tambah") view=AppointmentPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
