use std::time::Instant;
use store::*;
use store::selection::plan::{self, PlanQuery};
use store::official::{self, OfficialQuery};
use domain::selection::Phase;

#[tokio::test]
async fn million() {
    let url = std::env::var("SCRATCH_URL").unwrap();
    let db = Db::connect(&url).await.unwrap();
    let user: domain::id::UserId = 2.into();
    let base = PlanQuery::new(user, 20);
    let deep = PlanQuery { after: Some("1475000000000000.500".into()), ..base.clone() };
    let qs: Vec<(&str, PlanQuery)> = vec![
        ("first", base.clone()), ("deep", deep.clone()),
        ("before", PlanQuery { before: Some("1475000000000000.500".into()), ..base.clone() }),
        ("inst", PlanQuery { institution: Some(1.into()), see_drafts: true, ..deep.clone() }),
        ("phases", PlanQuery { phases: vec![Phase::Submitted, Phase::Correction], ..base.clone() }),
        ("phases-rare", PlanQuery { phases: vec![Phase::Correction, Phase::Reported], ..base.clone() }),
        ("text-common", PlanQuery { text: "kehutanan".into(), ..base.clone() }),
        ("text-rare", PlanQuery { text: "tidakada".into(), ..base.clone() }),
    ];
    for _ in 0..2 {
    for (n, q) in &qs {
        let mut tx = db.read().await.unwrap();
        let t = Instant::now();
        let p = plan::list(&mut tx, q).await.unwrap();
        println!("{n}: {} rows {:?}", p.rows.len(), t.elapsed());
    }
    let mut tx = db.read().await.unwrap();
    let t = Instant::now(); let c = plan::unread_count(&mut tx, &base).await.unwrap(); println!("unread {c} {:?}", t.elapsed());
    let t = Instant::now(); let c = plan::counts_by_phase(&mut tx, None).await.unwrap(); println!("counts {c:?} {:?}", t.elapsed());
    let t = Instant::now(); let c = plan::counts_by_phase(&mut tx, Some(1.into())).await.unwrap(); println!("counts inst {} {:?}", c.len(), t.elapsed());
    let ob = OfficialQuery { limit: 20, ..Default::default() };
    for (n, q) in [("o first", ob.clone()), ("o deep", OfficialQuery { after: Some("730000.5".into()), ..ob.clone() }), ("o text common", OfficialQuery{text:"pejabat 7".into(), ..ob.clone()}), ("o text rare", OfficialQuery{text:"tidakada".into(), ..ob.clone()})] {
        let t = Instant::now(); let p = official::list(&mut tx, &q).await.unwrap(); println!("{n}: {} {:?}", p.rows.len(), t.elapsed());
    }
    let t = Instant::now(); let c = official::count(&mut tx, None).await.unwrap(); println!("o count {c} {:?}", t.elapsed());
    }
    for (_, q) in &qs { let mut tx = db.read().await.unwrap(); let [l, u, c] = plan::explain(&mut tx, q).await.unwrap(); println!("--- {}\n-u {}\n-c {}", l.join("\n"), u.join("\n"), c.join("\n")); }
}

#[tokio::test]
async fn seed() {
    let url = std::env::var("SCRATCH_URL").unwrap();
    let db = Db::connect(&url).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    demo::fill(&mut tx, "x", "2016-01-01T00:00:00Z".parse().unwrap()).await.unwrap();
    tx.commit().await.unwrap();
}
