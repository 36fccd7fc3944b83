//! Tetapkan: one officer for several plans, and what waits for whom afterwards.

use app::{
    api::{
        dashboard::DashboardView,
        identity::Me,
        selection::views::{PlanList, PlanView},
    },
    error::{AppError, Done},
};
use domain::{
    id::PlanId,
    selection::{NextStep, Phase, PlanTab},
};

use crate::{
    call::Call,
    support::{Client, Server},
};

both!(
    several_plans_are_handed_over_at_once,
    what_changed_meanwhile_is_named_and_left_as_it_is,
    where_nothing_is_left_nothing_is_said_to_be_done,
    nobody_hands_over_what_they_cannot_see,
    what_waits_is_the_same_wherever_it_is_counted,
    an_officer_goes_on_through_a_queue,
);

async fn sent(server: &Server) -> PlanId {
    let plan = server.draft_of("jaksel").await;
    server.submit(plan).await;
    plan
}

async fn officer(chief: &Client, name: &str) -> String {
    let list: PlanList = Call::of("selection/list_plans").by(chief).await.json();
    list.aside.officers.into_iter().find(|officer| officer.name == name).unwrap().id
}

fn assign(plans: &[(PlanId, i64)], officer: &str) -> Call {
    let call = Call::of("selection/assign_officers").with("form[officer]", officer);
    plans.iter().enumerate().fold(call, |call, (at, (plan, version))| {
        call.with(&format!("form[plans][{at}]"), format!("{plan}:{version}"))
    })
}

async fn view(client: &Client, plan: PlanId) -> PlanView {
    Call::of("selection/get_plan").with("plan", plan).by(client).await.json()
}

async fn tab(client: &Client, tab: PlanTab) -> PlanList {
    Call::of("selection/list_plans").with("filter[tab]", tab.code()).by(client).await.json()
}

async fn several_plans_are_handed_over_at_once(server: Server) {
    let chief = server.client("komisioner").await;
    let plans = [sent(&server).await, sent(&server).await];
    let asisten = officer(&chief, "Asisten 1 KASN").await;
    let done: Done = assign(&plans.map(|plan| (plan, 2)), &asisten).by(&chief).await.json();
    assert_eq!(done.message, "Asisten 1 KASN kini menangani 2 rencana.");
    for plan in plans {
        let view = view(&chief, plan).await;
        assert_eq!((view.phase, view.officer.as_deref()), (Phase::InReview, Some("Asisten 1 KASN")));
        assert!(view.officers.iter().any(|choice| choice.label == "Asisten 1 KASN (2)"));
    }
    // Once more, to somebody else: an open plan changes hands.
    let other = officer(&chief, "Asisten 2 KASN").await;
    assert_eq!(assign(&[(plans[0], 3)], &other).by(&chief).await.status, 200);
    assert_eq!(view(&chief, plans[0]).await.officer.as_deref(), Some("Asisten 2 KASN"));
    server.every_line_has_its_words().await;
}

async fn what_changed_meanwhile_is_named_and_left_as_it_is(server: Server) {
    let chief = server.client("komisioner").await;
    let plans = [sent(&server).await, sent(&server).await];
    let asisten = officer(&chief, "Asisten 1 KASN").await;
    let done: Done = assign(&[(plans[0], 1), (plans[1], 2)], &asisten).by(&chief).await.json();
    assert!(done.message.starts_with("Asisten 1 KASN kini menangani 1 rencana."), "{}", done.message);
    assert!(done.message.contains("tidak ditetapkan") && done.message.contains("Jakarta Selatan"));
    assert_eq!(view(&chief, plans[0]).await.phase, Phase::Submitted);
    assert_eq!(view(&chief, plans[1]).await.phase, Phase::InReview);
}

async fn where_nothing_is_left_nothing_is_said_to_be_done(server: Server) {
    let chief = server.client("komisioner").await;
    let plan = sent(&server).await;
    let asisten = officer(&chief, "Asisten 1 KASN").await;
    let reply = assign(&[(plan, 1)], &asisten).by(&chief).await;
    assert!(matches!(reply.error(), AppError::Refused(_)), "{}", reply.text);
    assert_eq!(view(&chief, plan).await.phase, Phase::Submitted);
}

async fn nobody_hands_over_what_they_cannot_see(server: Server) {
    let chief = server.client("komisioner").await;
    let (open, draft) = (sent(&server).await, server.draft_of("jaksel").await);
    let asisten = officer(&chief, "Asisten 1 KASN").await;
    let reply = assign(&[(open, 2), (draft, 1)], &asisten).by(&chief).await;
    assert_eq!(reply.error(), AppError::NotFound);
    assert_eq!(view(&chief, open).await.phase, Phase::Submitted, "all of it, or nothing");
    // Nobody of an institution handles anything.
    let operator: PlanList = Call::of("selection/list_plans").by(&server.client("jaksel").await).await.json();
    assert!(operator.aside.officers.is_empty() && !operator.aside.can_assign);
}

async fn what_waits_is_the_same_wherever_it_is_counted(server: Server) {
    let people = ["komisioner", "admin", "asisten1", "asisten2", "jaksel", "bandung"];
    let (plan, _draft) = (sent(&server).await, server.draft_of("jaksel").await);
    for (step, expected) in [(0, [1, 1, 0, 0, 1, 0]), (1, [0, 0, 1, 0, 1, 0])] {
        if step == 1 {
            let chief = server.client("komisioner").await;
            let asisten = officer(&chief, "Asisten 1 KASN").await;
            assert_eq!(assign(&[(plan, 2)], &asisten).by(&chief).await.status, 200);
        }
        for (name, expected) in people.into_iter().zip(expected) {
            let client = server.client(name).await;
            let me: Option<Me> = Call::of("identity/me").by(&client).await.json();
            let dashboard: DashboardView = Call::of("dashboard").by(&client).await.json();
            let list = tab(&client, PlanTab::Waiting).await;
            let counts = [
                me.unwrap().waiting.count,
                dashboard.waiting_count.count,
                u32::try_from(dashboard.waiting.len()).unwrap(),
                list.aside.total.count,
                u32::try_from(list.rows.len()).unwrap(),
            ];
            assert_eq!(counts, [expected; 5], "{name}, step {step}");
            let shown = list.aside.tabs.iter().find(|(tab, _)| *tab == PlanTab::Waiting).unwrap().1;
            assert_eq!(shown.count, expected, "{name}, step {step}");
        }
    }
    let asisten = tab(&server.client("asisten1").await, PlanTab::Waiting).await;
    assert_eq!(asisten.rows[0].next, Some(NextStep::Review));
    let chief = server.client("komisioner").await;
    assert_eq!(tab(&chief, PlanTab::Unassigned).await.rows.len(), 0);
    assert_eq!(tab(&chief, PlanTab::All).await.aside.total.count, 1, "a draft is its institution's alone");
    let odd =
        Call::of("selection/list_plans").with("filter[tab]", "lain").by(&chief).await.json::<PlanList>();
    assert!(odd.rows.is_empty() && odd.complaints.get("tab").is_some());
}

async fn an_officer_goes_on_through_a_queue(server: Server) {
    let chief = server.client("komisioner").await;
    let plans = [sent(&server).await, sent(&server).await, sent(&server).await];
    let list = tab(&chief, PlanTab::Unassigned).await;
    assert_eq!(list.rows.len(), 3);
    let at = |place: &str| {
        Call::of("selection/get_plan")
            .with("from[tab]", PlanTab::Unassigned.code())
            .with("place", place)
            .with("plan", list.rows[1].id)
    };
    let queue = at(&list.rows[1].place).by(&chief).await.json::<PlanView>().queue.unwrap();
    assert_eq!((queue.at, queue.total.count), (Some(2), 3));
    assert_eq!(queue.previous.unwrap().id, list.rows[0].id);
    assert_eq!(queue.next.unwrap().id, list.rows[2].id);

    let asisten = officer(&chief, "Asisten 1 KASN").await;
    assert_eq!(assign(&[(list.rows[1].id, 2)], &asisten).by(&chief).await.status, 200);
    let queue = at(&list.rows[1].place).by(&chief).await.json::<PlanView>().queue.unwrap();
    assert_eq!((queue.at, queue.total.count), (None, 2));
    assert_eq!(queue.next.unwrap().id, list.rows[2].id);

    for rubbish in ["", "x", "due~9.9.9.9", "../.."] {
        assert_eq!(at(rubbish).by(&chief).await.json::<PlanView>().queue, None, "{rubbish}");
    }
    // A place in the commission's list tells an institution nothing of others.
    let stranger = server.client("bandung").await;
    assert_eq!(at(&list.rows[1].place).by(&stranger).await.error(), AppError::NotFound);
    assert_eq!(plans.len(), 3);
}
