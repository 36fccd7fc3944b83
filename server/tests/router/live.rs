//! The stream of what happens to a record.

use std::time::Duration;

use axum::body::BodyDataStream;
use domain::{
    event::{Change, Event},
    record::RecordRef,
    selection::Phase,
};
use futures::{FutureExt as _, StreamExt as _};
use http::Method;
use tokio::time::timeout;

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Client, LINES_OF_A_LOGIN, LINES_OF_AN_ACCOUNT, Server},
};

both!(
    a_change_is_told_once_it_is_committed,
    other_plans_are_not_told_of,
    what_lies_in_a_plan_is_heard_by_those_who_see_the_plan,
    only_those_who_see_the_plan_may_listen,
    whoever_follows_an_account_hears_that_it_is_closed,
    the_line_ends_when_the_server_stops,
    the_line_of_a_closed_account_ends,
    the_line_of_an_ended_session_ends,
    whoever_must_do_something_first_hears_nothing,
    news_is_told_on_every_page_to_whom_it_may_concern,
    news_that_comes_together_is_told_once,
    a_discarded_draft_is_news_to_colleagues_alone,
    news_is_not_told_to_whoever_may_not_hear_it_any_more,
    logging_out_ends_the_lines_of_every_tab,
    a_login_and_an_account_hold_so_many_lines_and_no_more,
);

struct Line {
    body: BodyDataStream,
    /// What its page is about.
    about: Option<RecordRef>,
}

async fn listen(client: &Client, path: &str) -> Line {
    let response = client.send(client.to(Method::GET, path), "").await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let about = path.split_once("about=").map(|(_, about)| about.parse().unwrap());
    let mut line = Line { body: response.into_body().into_data_stream(), about };
    assert!(line.next().await.unwrap().contains("retry: 2000"));
    line
}

/// A page about one's own account.
async fn listen_at_home(server: &Server, username: &str) -> Line {
    let account = RecordRef::from(server.user(username).await.id);
    listen(&server.client(username).await, &format!("/live?about={account}")).await
}

async fn tell(server: &Server, event: Event) {
    let mut tx = server.db.begin().await.unwrap();
    tx.emit(event).await.unwrap();
    tx.commit().await.unwrap();
}

impl Line {
    /// What comes next; nothing when the line ends.
    async fn next(&mut self) -> Option<String> {
        let bytes = timeout(Duration::from_secs(5), self.body.next()).await.expect("something in time")?;
        Some(String::from_utf8(bytes.unwrap().to_vec()).unwrap())
    }

    async fn event(&mut self) -> Event {
        let text = self.next().await.unwrap();
        serde_json::from_str(text.trim().strip_prefix("data: ").unwrap()).unwrap()
    }

    /// Whether what is said now is told next: then all that happened before was heard.
    async fn tells_the_next(&mut self, server: &Server) -> bool {
        let said = Event {
            about: self.about.unwrap(),
            within: Vec::new(),
            institution: None,
            change: Change::Progress,
        };
        tell(server, said.clone()).await;
        self.next().await.unwrap().contains(&serde_json::to_string(&said).unwrap())
    }

    /// Whether there is no news in all that happened so far. News is told less than a second after it was heard. By
    /// then a page elsewhere has been told of two others, one after the other, each half a second after it was heard,
    /// or later.
    async fn has_no_news(&mut self, server: &Server, elsewhere: &str) -> bool {
        let heard = self.tells_the_next(server).await;
        let draft = server.draft_of(elsewhere).await;
        let mut other = listen(&server.client(elsewhere).await, "/live").await;
        for _ in 0..2 {
            server.emit(draft, Change::Draft, true).await;
            assert_eq!(other.next().await.as_deref(), Some(NEWS));
        }
        // What is due by now is told before what has yet to happen.
        heard && self.body.next().now_or_never().is_none() && self.tells_the_next(server).await
    }
}

async fn a_change_is_told_once_it_is_committed(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let mut line = listen(&server.client("jaksel").await, &format!("/live?about=plan:{plan}")).await;
    server.emit(plan, Change::Message, false).await;
    server.emit(plan, Change::Report, true).await;
    assert_eq!((line.event().await.change, plan), (Change::Report, plan));
}

async fn other_plans_are_not_told_of(server: Server) {
    let (one, two) = (server.draft_of("jaksel").await, server.draft_of("jaksel").await);
    let mut line = listen(&server.client("jaksel").await, &format!("/live?about=plan:{one}")).await;
    server.emit(two, Change::Saved, true).await;
    server.emit(one, Change::Message, true).await;
    assert_eq!(line.event().await.change, Change::Message);
}

async fn what_lies_in_a_plan_is_heard_by_those_who_see_the_plan(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let abouts: [RecordRef; 3] = [scene.applicant.into(), scene.vacancy.into(), scene.plan.into()];
    let mut lines = Vec::new();
    for about in abouts {
        let path = format!("/live?about={about}");
        assert_eq!(server.visitor().get(&path).await.status, 401, "{about}");
        assert_eq!(server.client("bandung").await.get(&path).await.status, 404, "{about}");
        lines.push(listen(&server.client("jaksel").await, &path).await);
    }
    let institution = server.user("jaksel").await.institution.map(|own| own.id);
    let event =
        Event { about: abouts[0], within: abouts[1..].to_vec(), institution, change: Change::Progress };
    tell(&server, event.clone()).await;
    for line in &mut lines {
        assert_eq!(line.event().await, event);
    }
    // An account is its owner's, and of those who manage it.
    let path = format!("/live?about={}", RecordRef::from(server.user("jaksel").await.id));
    assert_eq!(server.client("bandung").await.get(&path).await.status, 404);
    assert_eq!(server.client("komisioner").await.get(&path).await.status, 404);
}

async fn whoever_follows_an_account_hears_that_it_is_closed(server: Server) {
    let admin = server.client("admin").await;
    let user = server.user("asisten2").await;
    let mut line = listen(&admin, &format!("/live?about={}", RecordRef::from(user.id))).await;
    let close = Call::of("identity/deactivate_account").with("user", user.id).with("version", user.version);
    assert_eq!(close.by(&admin).await.status, 200);
    let event = Event { about: user.id.into(), within: Vec::new(), institution: None, change: Change::Saved };
    assert_eq!(line.event().await, event);
}

async fn only_those_who_see_the_plan_may_listen(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let path = format!("/live?about=plan:{plan}");
    assert_eq!(server.visitor().get(&path).await.status, 401);
    assert_eq!(server.visitor().get("/live").await.status, 401);
    assert_eq!(server.client("bandung").await.get(&path).await.status, 404);
    assert_eq!(
        server.client("komisioner").await.get(&path).await.status,
        404,
        "a draft is the institution's"
    );
    for path in [
        "/live?about=",
        "/live?about=plan:x",
        "/live?about=plan:999999",
        "/live?about=institution:1",
        "/live/reload",
    ] {
        assert_eq!(server.client("jaksel").await.get(path).await.status, 404, "{path}");
    }
    server.submit(plan).await;
    listen(&server.client("komisioner").await, &path).await;
}

async fn the_line_ends_when_the_server_stops(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let mut line = listen(&server.client("jaksel").await, &format!("/live?about=plan:{plan}")).await;
    server.stop();
    assert_eq!(line.next().await, None);
}

async fn the_line_of_a_closed_account_ends(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let mut line = listen(&server.client("jaksel").await, &format!("/live?about=plan:{plan}")).await;
    server.emit(plan, Change::Message, true).await;
    assert_eq!(line.event().await.change, Change::Message);
    // At once, though nothing happens.
    server.close_account("jaksel").await;
    assert_eq!(line.next().await.as_deref(), Some(ENDED));
    server.emit(plan, Change::Report, true).await;
    assert_eq!(line.next().await, None, "nothing is told any more");
}

async fn the_line_of_an_ended_session_ends(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let person = server.client("jaksel").await;
    let mut line = listen(&person, &format!("/live?about=plan:{plan}")).await;
    let other = server.visitor();
    assert_eq!(other.log_in("jaksel", server::demo::PASSWORD).await.status, 200);
    let mut kept = listen(&other, &format!("/live?about=plan:{plan}")).await;
    let password = [("form[password]", server::demo::PASSWORD)];
    other.post("/api/profile/end_other_sessions", &password).await.done();
    assert_eq!(line.next().await.as_deref(), Some(ENDED));
    server.emit(plan, Change::Report, true).await;
    assert_eq!(line.next().await, None);
    assert_eq!(kept.event().await.change, Change::Report);
}

async fn whoever_must_do_something_first_hears_nothing(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let person = server.client("jaksel").await;
    let path = format!("/live?about=plan:{plan}");
    let mut line = listen(&person, &path).await;
    server.force_change("jaksel").await;
    server.emit(plan, Change::Report, true).await;
    assert_eq!(line.next().await.as_deref(), Some(ENDED));
    assert_eq!(line.next().await, None);
}

async fn logging_out_ends_the_lines_of_every_tab(server: Server) {
    let person = server.visitor();
    assert_eq!(person.log_in("jaksel", server::demo::PASSWORD).await.status, 200);
    let mut tabs = [listen(&person, "/live").await, listen(&person, "/live").await];
    let mut elsewhere = listen_at_home(&server, "jaksel").await;
    person.post("/api/identity/log_out", &[]).await.done();
    for tab in &mut tabs {
        assert_eq!(tab.next().await.as_deref(), Some(ENDED));
        assert_eq!(tab.next().await, None);
    }
    assert!(elsewhere.tells_the_next(&server).await, "another browser's session goes on");
}

async fn a_login_and_an_account_hold_so_many_lines_and_no_more(server: Server) {
    let (first, second) = (server.client("jaksel").await, server.visitor());
    assert_eq!(second.log_in("jaksel", server::demo::PASSWORD).await.status, 200);
    let mut lines = Vec::new();
    for _ in 0..LINES_OF_A_LOGIN {
        lines.push(listen(&first, "/live").await);
    }
    let refused = first.get("/live").await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    for _ in LINES_OF_A_LOGIN..LINES_OF_AN_ACCOUNT {
        lines.push(listen(&second, "/live").await);
    }
    assert_eq!(second.get("/live").await.status, 429);
    listen(&server.client("bandung").await, "/live").await;
    lines.clear();
    listen(&first, "/live").await;
}

const ENDED: &str = "event: ended\ndata: {}\n\n";
const NEWS: &str = "event: news\ndata: {}\n\n";

async fn news_is_told_on_every_page_to_whom_it_may_concern(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let mut own = listen(&server.client("jaksel").await, "/live").await;
    let mut other = listen_at_home(&server, "bandung").await;
    let mut commission = listen_at_home(&server, "komisioner").await;
    // Scores come by the hundred, and are no news.
    server.emit(plan, Change::Progress, true).await;
    server.emit(plan, Change::Report, false).await;
    // A draft is its institution's alone.
    server.emit(plan, Change::Draft, true).await;
    assert_eq!(own.next().await.as_deref(), Some(NEWS));
    assert!(commission.has_no_news(&server, "jaksel").await);
    server.emit(plan, Change::Report, true).await;
    assert_eq!(own.next().await.as_deref(), Some(NEWS));
    assert_eq!(commission.next().await.as_deref(), Some(NEWS));
    assert!(other.has_no_news(&server, "jaksel").await);
}

async fn news_that_comes_together_is_told_once(server: Server) {
    let (one, two) = (server.draft_of("jaksel").await, server.draft_of("jaksel").await);
    let mut line = listen(&server.client("jaksel").await, &format!("/live?about=plan:{one}")).await;
    for plan in [one, two] {
        server.emit(plan, Change::Message, true).await;
        server.emit(plan, Change::Saved, true).await;
    }
    assert_eq!(line.event().await.change, Change::Message);
    assert_eq!(line.event().await.change, Change::Saved);
    assert_eq!(line.next().await.as_deref(), Some(NEWS));
    assert!(line.has_no_news(&server, "bandung").await);
}

async fn a_discarded_draft_is_news_to_colleagues_alone(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let mut colleague = listen(&server.client("adminjaksel").await, "/live").await;
    let mut commission = listen_at_home(&server, "komisioner").await;
    let operator = server.client("jaksel").await;
    let fields = [("plan", plan.to_string()), ("version", "1".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    operator.post("/api/selection/discard_plan", &fields).await.done();
    assert_eq!(colleague.next().await.as_deref(), Some(NEWS));
    assert!(commission.has_no_news(&server, "bandung").await);
}

async fn news_is_not_told_to_whoever_may_not_hear_it_any_more(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let mut line = listen(&server.client("jaksel").await, "/live").await;
    server.close_account("jaksel").await;
    server.emit(plan, Change::Report, true).await;
    assert_eq!(line.next().await.as_deref(), Some(ENDED));
    assert_eq!(line.next().await, None);
}
