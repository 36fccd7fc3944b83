//! The search over everything: what somebody may see is found, and nothing else.

use app::api::search::SearchView;

use crate::{
    call::Call,
    support::{Client, Server},
    typed,
};

both!(what_one_may_see_is_found_and_nothing_else, what_cannot_be_looked_for_is_told);

async fn found(client: &Client, text: &str) -> Vec<(String, usize)> {
    let view: SearchView = Call::of("search").with("filter[q]", text).by(client).await.json();
    view.groups.into_iter().map(|group| (group.label, group.hits.len())).collect()
}

async fn what_one_may_see_is_found_and_nothing_else(server: Server) {
    let operator = server.client("jaksel").await;
    let editor: app::api::selection::views::PlanEditor =
        Call::of("selection/edit_plan_form").by(&operator).await.json();
    let form = typed::plan(&editor.positions[0].value);
    let send = Call::of("selection/save_plan").with("plan", "").with("version", 0).with("intent", "send");
    assert_eq!(send.form(&form).by(&operator).await.status, 200);

    let one = |label: &str| (label.to_owned(), 1);
    let [chief, admin, stranger] =
        [server.client("komisioner").await, server.client("admin").await, server.client("bandung").await];
    let letter = form.letter_number.trim().to_owned();
    for text in [letter.as_str(), "JAKARTA  selatan"] {
        assert!(found(&chief, text).await.contains(&one("Seleksi")), "{text}");
        assert!(!found(&stranger, text).await.contains(&one("Seleksi")), "{text}");
    }
    assert!(found(&chief, "jakarta selatan").await.contains(&one("Institusi")));
    assert!(!found(&operator, "jakarta selatan").await.contains(&one("Institusi")));
    assert!(found(&admin, "asisten 1").await.contains(&one("Akun")));
    assert!(
        !found(&chief, "asisten 1").await.contains(&one("Akun")),
        "whoever manages no accounts finds none"
    );
    assert!(found(&stranger, "asisten").await.is_empty());
    assert!(found(&chief, "tidak ada yang begini").await.is_empty());
    assert!(found(&chief, " ").await.is_empty());
}

async fn what_cannot_be_looked_for_is_told(server: Server) {
    let chief = server.client("komisioner").await;
    let view: SearchView = Call::of("search").with("filter[q]", "x".repeat(300)).by(&chief).await.json();
    assert!(view.groups.is_empty() && view.complaint.unwrap().contains("paling banyak"));
}
