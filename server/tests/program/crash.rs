//! What was acknowledged survives `kill -9`.
//!
//! A server saves scores for several people at once and is killed somewhere in between; ten times. After
//! each death the database holds every score that was acknowledged, and each score it holds has its line in
//! the activity log and in the history: no more of them, no fewer.

use std::time::Duration;

use crate::{
    house::House,
    saving::{SAVES, Saving, check, tell},
    serving::Server,
};

const DEATHS: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_scores_survive_a_killed_server() {
    let mut house = House::new();
    let story = tell(&house);
    let scene = house.database.clone();
    for death in 0..DEATHS {
        house.database = house.path(&format!("death-{death}.db"));
        std::fs::copy(&scene, &house.database).unwrap();
        let server = Server::start(&house).await;
        let saving = Saving::begin(server.address, &story, Duration::ZERO);
        let enough = 3 + death * 19;
        saving.reach(enough).await;
        drop(server);
        let acknowledged = saving.end().await;
        assert!(acknowledged.len() >= enough && acknowledged.len() < SAVES, "{}", acknowledged.len());
        let db = house.db().await;
        check(&db, &story, &acknowledged).await;
        db.close().await;
        // And it serves again.
        drop(Server::start(&house).await);
    }
}
