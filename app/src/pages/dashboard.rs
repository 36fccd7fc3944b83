//! The Dashboard: the figures of one's side, what waits for whoever looks, and where selections and posts stand. It is
//! also the page for a screen on the wall.

mod clocks;
mod figures;
mod map;
mod months;
mod numbers;
mod status;
mod waiting;
mod wall;

use leptos::prelude::*;

use self::{
    clocks::Clocks, figures::Figures, map::PostsMap, months::Months, numbers::Numbers, status::Status,
    waiting::Waiting, wall::WALL,
};
use super::{frame::use_session, load::Loaded};
use crate::{
    api::dashboard::{DashboardView, dashboard},
    components::{Alert, ButtonLink, PageTitle, Tone},
    json::resource,
    live::{LiveStatus, on_news},
};

pub(super) use wall::on_the_wall;

/// `/`, and `/?layar=1` for the wall.
#[component]
pub(super) fn DashboardPage() -> impl IntoView {
    let page = resource(|| (), |()| dashboard());
    on_news(move || page.refetch());
    let wall = on_the_wall();
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Dashboard">
                <Show
                    when=move || wall.get()
                    fallback=|| view! { <ButtonLink href=WALL.to_owned()>"Tampilan layar"</ButtonLink> }
                >
                    <a class="wall-out" href="/">"Keluar dari tampilan layar"</a>
                </Show>
            </PageTitle>
            <Greeting wall/>
            <Show when=move || !wall.get()>{move || missing(view.with(|view| view.missing_years.clone()))}</Show>
            <Board view wall/>
            // Nobody sits at the wall to notice that a page has stopped.
            <Show when=move || wall.get()>
                <LiveStatus/>
            </Show>
        </Loaded>
    }
}

#[component]
fn Board(view: Signal<DashboardView>, wall: Memo<bool>) -> impl IntoView {
    let commission = Memo::new(move |_| view.with(|view| view.commission));
    view! {
        <div class="board" class:board-own=move || !commission.get()>
            <Figures view/>
            <Show when=move || !wall.get()>
                <div class="board-waiting"><Waiting view/></div>
            </Show>
            <div class="board-status"><Status view/></div>
            <div class="board-months"><Months view/></div>
            <Show when=move || commission.get()>
                <div class="board-map"><PostsMap view/></div>
            </Show>
            // What does not fit on the screen nobody would scroll to.
            <Show when=move || !wall.get()>
                <div class="board-numbers"><Numbers view/></div>
                <div class="board-clocks"><Clocks view/></div>
            </Show>
        </div>
    }
}

/// On the wall, whose figures they are is enough.
#[component]
fn Greeting(wall: Memo<bool>) -> impl IntoView {
    let session = use_session();
    let text = move || {
        session.and_then(|session| {
            session.me.with(|me| match (&me.institution, wall.get()) {
                (Some(institution), false) => {
                    Some(format!("Selamat datang, {}. Anda masuk untuk {institution}.", me.name))
                }
                (None, false) => {
                    Some(format!("Selamat datang, {}. Anda masuk sebagai {}.", me.name, me.role_label))
                }
                (institution, true) => institution.clone(),
            })
        })
    };
    view! { {move || text().map(|text| view! { <p class="greeting">{text}</p> })} }
}

/// Without its list, nobody can count a year's working days.
fn missing(years: Vec<i32>) -> AnyView {
    let note = |year| {
        let href = format!("/hari-libur?tahun={year}");
        view! {
            <Alert tone=Tone::Warning title=format!("Daftar hari libur {year} belum ditutup")>
                <p>
                    "Tenggat yang jatuh pada tahun itu menunggu SKB. "
                    <a href=href>"Isi daftarnya, lalu tutup"</a>
                </p>
            </Alert>
        }
    };
    years.into_iter().map(note).collect_view().into_any()
}
