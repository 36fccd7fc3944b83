//! The provinces as equal tiles: posts filled, vacant and in selection.

use domain::{
    dashboard::{
        Area, Posts, Shade,
        provinces::{ROWS, tile_of},
    },
    number::thousands,
};
use leptos::prelude::*;

use crate::{
    api::dashboard::DashboardView,
    components::{AsTable, Section},
};

/// Of the commission alone.
#[component]
pub(super) fn PostsMap(view: Signal<DashboardView>) -> impl IntoView {
    let posts = Memo::new(move |_| view.with(|view| view.posts.clone()));
    let tiles = move || {
        let areas = posts.with(|posts| posts.areas.clone());
        areas.into_iter().map(|(area, posts)| tile(Place::of(&area), posts)).collect_view()
    };
    let rows = move || {
        let (areas, total) = posts.with(|posts| (posts.areas.clone(), posts.total));
        let areas = areas.into_iter().map(|(area, posts)| row(Place::of(&area).name, posts).into_any());
        areas.chain([row("Jumlah", total).into_any()]).collect_view()
    };
    let heads = ["Wilayah", "Terisi", "Lowong", "Dalam seleksi", "Jumlah"].map(str::to_owned).to_vec();
    view! {
        <Section title="Jabatan menurut provinsi">
            <div class="map" aria-hidden="true">
                {legend()}
                {tiles}
            </div>
            <p class="map-note">
                "Setiap jabatan dihitung sekali: yang sedang diseleksi termasuk dalam seleksi, juga bila pejabatnya masih ada."
            </p>
            <AsTable caption="Jabatan menurut provinsi: terisi, lowong, dan dalam seleksi" heads>{rows}</AsTable>
        </Section>
    }
}

/// Where an area stands, and what it is called.
#[derive(Clone, Copy)]
struct Place {
    short: &'static str,
    name: &'static str,
    column: u8,
    row: u8,
}

impl Place {
    /// What is no province lies in the sea below Sumatra.
    fn of(area: &Area) -> Self {
        let tile = match area {
            Area::Province(code) => tile_of(code),
            Area::Centre => {
                return Self {
                    short: "Pusat",
                    name: "Pusat (kementerian dan lembaga)",
                    column: 1,
                    row: ROWS,
                };
            }
            Area::Unknown => None,
        };
        match tile {
            Some(tile) => Self { short: tile.short, name: tile.name, column: tile.column, row: tile.row },
            None => Self { short: "Lainnya", name: "Provinsi belum diisi", column: 2, row: ROWS },
        }
    }
}

fn tile(place: Place, posts: Posts) -> impl IntoView {
    let class =
        format!("map-tile map-c{} map-r{} shade-{}", place.column, place.row, Shade::of(posts).number());
    let Posts { filled, vacant, in_selection } = posts;
    let title = format!(
        "{}: {} terisi, {} lowong, {} dalam seleksi",
        place.name,
        thousands(filled),
        thousands(vacant),
        thousands(in_selection)
    );
    let figure = |letter: &'static str, count| {
        view! { <span class="map-figure"><span>{letter}</span> <span>{thousands(count)}</span></span> }
    };
    view! {
        <div class=class title=title>
            <span class="map-name">{place.short}</span>
            {figure("T", filled)}
            {figure("L", vacant)}
            {figure("S", in_selection)}
        </div>
    }
}

fn legend() -> impl IntoView {
    let shade = |shade: Shade| {
        view! {
            <span class="map-key">
                <span class=format!("map-swatch shade-{}", shade.number())></span>
                {shade.label()}
            </span>
        }
    };
    view! {
        <div class="map-legend">
            <span class="map-keys">
                <span class="map-key"><b>"T"</b> "terisi"</span>
                <span class="map-key"><b>"L"</b> "lowong"</span>
                <span class="map-key"><b>"S"</b> "dalam seleksi"</span>
            </span>
            <span class="map-legend-head map-shades">"Lowong atau dalam seleksi"</span>
            <span class="map-keys map-shades">{Shade::ALL.into_iter().skip(1).map(shade).collect_view()}</span>
        </div>
    }
}

fn row(name: &'static str, posts: Posts) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{thousands(posts.filled)}</td>
            <td class="num">{thousands(posts.vacant)}</td>
            <td class="num">{thousands(posts.in_selection)}</td>
            <td class="num">{thousands(posts.total())}</td>
        </tr>
    }
}
