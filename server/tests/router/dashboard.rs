//! The Dashboard: everybody gets the figures of their own side, which say what the lists behind them say.

use app::api::{
    dashboard::DashboardView,
    selection::views::{PlanList, Total},
};
use domain::{
    dashboard::{Area, Posts},
    selection::Phase,
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Client, Server},
};

both!(
    an_institution_gets_its_own_figures_and_no_map,
    each_figure_is_as_long_as_its_list,
    the_wall_has_the_figures_and_nothing_around_them,
);

async fn view(client: &Client) -> DashboardView {
    Call::of("dashboard").by(client).await.json()
}

async fn an_institution_gets_its_own_figures_and_no_map(server: Server) {
    Scene::set(&server, Phase::Process, Far::Entered).await;
    let chief = server.client("komisioner").await;
    let all = view(&chief).await;
    let of = |area: Area| all.posts.areas.iter().find(|(known, _)| *known == area).unwrap().1;
    assert_eq!(of(Area::Province("31".into())), Posts { filled: 0, vacant: 3, in_selection: 1 });
    assert_eq!(of(Area::Province("32".into())), Posts { filled: 0, vacant: 1, in_selection: 0 });
    assert_eq!((all.posts.areas.len(), all.posts.total.total()), (39, 5));
    let page = chief.page("/").await.text;
    for shown in
        ["Jabatan menurut provinsi", "DKI Jakarta: 0 terisi, 3 lowong, 1 dalam seleksi", "Menunggu petugas"]
    {
        assert!(page.contains(shown), "{shown}");
    }

    server.add("pyb", domain::identity::Role::AuthorisedOfficial, "jaksel").await;
    let own = Posts { filled: 0, vacant: 3, in_selection: 1 };
    let elsewhere = Posts { filled: 0, vacant: 1, in_selection: 0 };
    for (name, total, plans) in [("jaksel", own, 1), ("pyb", own, 1), ("bandung", elsewhere, 0)] {
        let client = server.client(name).await;
        let view = view(&client).await;
        assert_eq!((view.posts.total, view.posts.areas), (total, Vec::new()), "{name}");
        assert_eq!(view.overview.total.institutions, 1, "{name}");
        let counted: u32 = view.phases.iter().map(|(_, count)| count).sum();
        let begun: u32 = view.months.iter().map(|(_, count)| count).sum();
        assert_eq!((counted, begun), (plans, plans), "{name}");
        for address in ["/", "/?layar=1"] {
            let page = client.page(address).await.text;
            assert!(page.contains("Menunggu saya"), "{name}");
            for hidden in ["provinsi", "Menunggu petugas", "map-tile", "tab=tanpa-petugas"] {
                assert!(!page.contains(hidden), "{name} is shown {hidden} on {address}");
            }
        }
    }
}

/// The number below a figure's name, and where the figure leads.
fn figure(page: &str, label: &str) -> (String, String) {
    let at = page.find(&format!("figure-label\">{label}<")).unwrap();
    let (before, after) = page.split_at(at);
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    let number = after.split("figure-number\">").nth(1).unwrap().split('<').next().unwrap();
    (number.to_owned(), href.replace("&amp;", "&"))
}

async fn each_figure_is_as_long_as_its_list(server: Server) {
    for _ in 0..2 {
        let plan = server.draft_of("jaksel").await;
        server.submit(plan).await;
    }
    Scene::set(&server, Phase::InReview, Far::Entered).await;
    server.draft_of("jaksel").await;
    let own = [("Direviu", "1"), ("Terlambat", "0")];
    for (name, first) in [
        ("komisioner", ("Menunggu petugas", "2")),
        ("jaksel", ("Menunggu saya", "1")),
        ("bandung", ("Menunggu saya", "0")),
    ] {
        let client = server.client(name).await;
        let page = client.page("/").await.text;
        let others = if name == "bandung" { [("Direviu", "0"), own[1]] } else { own };
        for (label, expected) in [first].into_iter().chain(others) {
            let (number, href) = figure(&page, label);
            assert_eq!(number, expected, "{name}: {label}");
            let query = href.strip_prefix("/seleksi?").unwrap();
            let (field, value) = query.split_once('=').unwrap();
            let list: PlanList = Call::of("selection/list_plans")
                .with(&format!("filter[{field}]"), value)
                .by(&client)
                .await
                .json();
            let total = Total { count: number.parse().unwrap(), more: false };
            assert_eq!(list.aside.total, total, "{name}: {label}");
            assert_eq!(list.rows.len().to_string(), expected, "{name}: {label}");
        }
        assert_eq!(figure(&page, "Median hari kerja"), ("–".to_owned(), "#tenggat".to_owned()));
        assert!(page.contains("id=\"tenggat\""));
    }
}

async fn the_wall_has_the_figures_and_nothing_around_them(server: Server) {
    let plan = server.draft_of("jaksel").await;
    server.submit(plan).await;
    let chief = server.client("komisioner").await;
    let (page, wall) = (chief.page("/").await, chief.page("/?layar=1").await);
    for around in ["Menu utama", "Log Out", "Seleksi yang menunggu saya", "Tampilan layar"] {
        assert!(page.text.contains(around) && !wall.text.contains(around), "{around}");
    }
    for both in ["Median hari kerja", "Jabatan menurut provinsi", "Seleksi menurut status"] {
        assert!(page.text.contains(both) && wall.text.contains(both), "{both}");
    }
    assert!(wall.text.contains("Keluar dari tampilan layar") && wall.text.contains("href=\"/\""));
    // Only the Dashboard has such a view.
    for other in ["/seleksi?layar=1", "/?layar=2"] {
        assert!(chief.page(other).await.text.contains("Menu utama"), "{other}");
    }
    assert_eq!(server.visitor().page("/?layar=1").await.status, 303);
}
