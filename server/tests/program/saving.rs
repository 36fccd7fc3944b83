//! Scores that several people save at once.

use std::{collections::BTreeSet, net::SocketAddr, sync::Arc, time::Duration};

use domain::{
    id::{PlanId, VacancyId},
    selection::Stage,
};
use serde::Deserialize;
use store::{
    Db,
    selection::{plan, process},
};
use tokio::{
    sync::{Mutex, watch},
    task::JoinHandle,
    time,
};

use crate::{
    house::House,
    serving::{FORM, ask, is_ok},
};

/// First scores, one for each applicant of the scene.
pub const SAVES: usize = 200;
const SAVERS: usize = 4;

/// What `sijapti demo-bench` prints.
#[derive(Debug, Deserialize)]
pub struct Story {
    pub cookie: String,
    pub scoring_path: String,
    saves: Vec<Save>,
}

#[derive(Clone, Debug, Deserialize)]
struct Save {
    url: String,
    body: String,
}

impl Save {
    /// Whose score it is.
    fn applicant(&self) -> i64 {
        self.body.split('&').find_map(|pair| pair.strip_prefix("applicant=")).unwrap().parse().unwrap()
    }
}

/// Fills a house's database.
pub fn tell(house: &House) -> Story {
    let mut story: Story = serde_json::from_str(&house.run(&["demo-bench"], "").done()).unwrap();
    story.saves.truncate(SAVES);
    story
}

/// Savers at work.
pub struct Saving {
    savers: Vec<JoinHandle<()>>,
    acknowledged: Arc<Mutex<BTreeSet<i64>>>,
    count: watch::Receiver<usize>,
}

impl Saving {
    /// Several savers begin at once, each with connections of its own, and go on until nothing is left or
    /// the server is gone. `pause` lies between two saves of a saver.
    pub fn begin(address: SocketAddr, story: &Story, pause: Duration) -> Self {
        let left = Arc::new(Mutex::new(story.saves.clone()));
        let (acknowledged, (counter, count)) = (Arc::default(), watch::channel(0));
        let savers = (0..SAVERS).map(|_| {
            let (left, cookie) = (Arc::clone(&left), story.cookie.clone());
            let (acknowledged, counter) = (Arc::clone(&acknowledged), counter.clone());
            tokio::spawn(saver(address, cookie, pause, left, acknowledged, counter))
        });
        Self { savers: savers.collect(), acknowledged, count }
    }

    /// Waits for so many acknowledgements.
    pub async fn reach(&self, enough: usize) {
        let mut count = self.count.clone();
        count.wait_for(|count| *count >= enough).await.expect("a saver goes on");
    }

    /// Whose scores were acknowledged so far.
    pub async fn so_far(&self) -> BTreeSet<i64> {
        self.acknowledged.lock().await.clone()
    }

    /// Waits for the savers; answers whose scores were acknowledged.
    pub async fn end(self) -> BTreeSet<i64> {
        for saver in self.savers {
            saver.await.unwrap();
        }
        let acknowledged = self.acknowledged.lock().await;
        acknowledged.clone()
    }
}

/// Saves what is left until the server is gone.
async fn saver(
    address: SocketAddr,
    cookie: String,
    pause: Duration,
    left: Arc<Mutex<Vec<Save>>>,
    acknowledged: Arc<Mutex<BTreeSet<i64>>>,
    counter: watch::Sender<usize>,
) {
    loop {
        let Some(save) = left.lock().await.pop() else { return };
        match ask(address, "POST", &save.url, &cookie, FORM, save.body.as_bytes()).await {
            Some(answer) if is_ok(&answer) => {
                acknowledged.lock().await.insert(save.applicant());
                counter.send_modify(|count| *count += 1);
            }
            Some(answer) if !answer.is_empty() => panic!("{answer}"),
            _ => return,
        }
        time::sleep(pause).await;
    }
}

impl Story {
    /// The plan whose applicants are scored.
    pub fn plan(&self) -> PlanId {
        numbers(&self.scoring_path).0
    }
}

/// Looks into a database: every acknowledged score must be there, and each score that is there have its line
/// in the log and in the history. Answers whose scores are there.
pub async fn check(db: &Db, story: &Story, acknowledged: &BTreeSet<i64>) -> BTreeSet<i64> {
    let mut tx = db.read().await.unwrap();
    let (plan, vacancy) = numbers(&story.scoring_path);
    let scheme = plan::load(&mut tx, plan).await.unwrap().unwrap().details().unwrap().scheme.clone();
    let applicants = process::applicants(&mut tx, vacancy, &scheme).await.unwrap();
    let scored: BTreeSet<i64> = applicants
        .iter()
        .filter(|applicant| applicant.progress.outcome(&scheme, Stage::Managerial).is_some())
        .map(|applicant| applicant.id.get())
        .collect();
    let lost: Vec<_> = acknowledged.difference(&scored).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");

    let lines = store::activity::recent(&mut tx, 1000).await.unwrap();
    let mut logged: Vec<i64> =
        lines.iter().filter(|line| line.act == "save_score").map(|line| line.record_id).collect();
    let mut remembered: Vec<i64> = process::score_history(&mut tx, vacancy)
        .await
        .unwrap()
        .iter()
        .map(|row| row.applicant.get())
        .collect();
    logged.sort_unstable();
    remembered.sort_unstable();
    let expected: Vec<i64> = scored.iter().copied().collect();
    assert_eq!(logged, expected, "a score without its line, or a line without its score");
    assert_eq!(remembered, expected, "a score without its history");
    scored
}

/// From `/seleksi/1/lowongan/2`.
fn numbers(path: &str) -> (PlanId, VacancyId) {
    let parts: Vec<&str> = path.split('/').collect();
    (parts[2].parse().unwrap(), parts[4].parse().unwrap())
}
