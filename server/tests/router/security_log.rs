//! What the log says of refusals.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::Server;

both!(refusals_leave_a_line_with_the_person);

/// What is logged, to look into.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

async fn refusals_leave_a_line_with_the_person(server: Server) {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(lines.clone());
    let id = be_refused(&server).with_subscriber(subscriber.finish()).await;

    let text = String::from_utf8(lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap();
    let told: Vec<(String, i64, Option<i64>)> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|line| line["target"] == "sijapti::security")
        .map(|line| {
            assert!(line["level"] == "WARN" && line["address"] == "203.0.113.7", "{line}");
            (
                line["path"].as_str().unwrap().to_owned(),
                line["status"].as_i64().unwrap(),
                line["person"].as_i64(),
            )
        })
        .collect();
    let expected = [
        ("/pengaturan", 403, Some(id)),
        ("/seleksi/999999", 404, Some(id)),
        ("/files/999999", 404, Some(id)),
        ("/seleksi/ekspor.csv", 401, None),
        ("/api/identity/log_in", 429, None),
    ];
    let expected = expected.map(|(path, status, person)| (path.to_owned(), status, person));
    assert_eq!(told, expected);
    assert!(!text.contains("rahasia"), "neither queries nor passwords are logged");
}

/// Asks for what is refused; whose account it is.
async fn be_refused(server: &Server) -> i64 {
    let person = server.client("jaksel").await;
    let id = {
        let mut tx = server.db.read().await.unwrap();
        store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id.get()
    };
    for (path, status) in [("/pengaturan", 403), ("/seleksi/999999", 404), ("/files/999999", 404)] {
        assert_eq!(person.page(path).await.status, status, "{path}");
    }
    assert_eq!(server.visitor().get("/seleksi/ekspor.csv?rahasia=1").await.status, 401);
    assert_eq!(server.visitor().page("/tidak-ada").await.status, 404);
    for _ in 0..6 {
        server.visitor().log_in("jaksel", "tebakan-rahasia").await;
    }
    id
}
