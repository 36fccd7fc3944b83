//! Pekerjaan latar belakang in Pengaturan: what was given up is seen, and sent round again.

use app::api::job::JobsView;
use domain::{
    id::JobId,
    job::{JobKind, JobState, Next, TRIES},
};
use server::start::clock;
use store::job;

use super::{Wanted, enqueue, in_three_hours, state, worker};
use crate::{call::Call, support::Server};

both!(
    it_is_given_up_in_the_end_shown_and_sent_round_again,
    the_same_without_a_script,
    who_comes_second_is_told_kindly,
    an_empty_list_says_so,
);

/// One that was given up for this reason.
async fn dead(server: &Server) -> JobId {
    let id = enqueue(server).await;
    let mut tx = server.db.begin().await.unwrap();
    let taken = job::claim(&mut tx, &JobKind::ALL, "run", 1, clock()).await.unwrap().remove(0);
    job::fail(&mut tx, &taken.claim, "Terjadi gangguan <b>.", Next::Dead, clock()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// The registration that it is about does not exist, so the real handler has nothing to do and is through.
async fn it_is_given_up_in_the_end_shown_and_sent_round_again(server: Server) {
    let id = enqueue(&server).await;
    let mut tx = server.db.begin().await.unwrap();
    let mut at = clock();
    for _ in 1..TRIES {
        let taken = job::claim(&mut tx, &JobKind::ALL, "run", 1, at).await.unwrap().remove(0);
        let next = taken.kind.after_failure(taken.tries, at);
        job::fail(&mut tx, &taken.claim, "Gagal.", next, at).await.unwrap();
        let Next::Again(again) = next else { panic!("given up after {}", taken.tries) };
        at = again;
    }
    tx.commit().await.unwrap();
    let failing = Wanted::failing();
    assert_eq!(worker(&server.at(in_three_hours), &failing).do_due().await.unwrap(), 1);
    assert!(matches!(state(&server, id).await, (TRIES, JobState::Dead { .. })));

    let admin = server.client("admin").await;
    let view: JobsView = Call::of("job/list").by(&admin).await.json();
    assert_eq!((view.dead.total, view.open.total), (1, 0));
    assert_eq!((view.dead.jobs[0].id, view.dead.jobs[0].kind), (id, JobKind::MakeFirstPasswords));
    let page = admin.page("/pengaturan").await.text;
    for words in [
        "Membuat password pertama",
        "Pendaftaran Institusi nomor 4711",
        "href=\"/institusi/daftarkan/4711\"",
        "Gagal, tidak dicoba lagi",
        "nomor rujukan",
        "Percobaan: 8.",
        "Coba lagi",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("rahasia"), "{page}");

    let done = Call::of("job/retry").with("job", id).by(&admin).await.done();
    assert_eq!(done.message, "Membuat password pertama: segera dikerjakan lagi.");
    assert_eq!(server.acts().await[0], "retry_job");
    assert!(matches!(state(&server, id).await, (0, JobState::Waits { .. })));
    assert_eq!(server.work_off().await, 1);
    assert!(matches!(state(&server, id).await, (1, JobState::Done { .. })));
}

async fn the_same_without_a_script(server: Server) {
    let id = dead(&server).await;
    let admin = server.client("admin").await;
    let page = admin.page("/pengaturan").await.text;
    assert!(page.contains("/api/job/retry") && !page.contains("gangguan <b>"), "{page}");
    let reply = admin.submit("/pengaturan", "/api/job/retry", &[("job", &id.to_string())]).await;
    assert_eq!((reply.status, reply.location()), (303, "/pengaturan"));
    let page = admin.page("/pengaturan").await.text;
    assert!(page.contains("segera dikerjakan lagi") && page.contains("Menunggu"), "{page}");
    assert!(!page.contains("/api/job/retry"), "{page}");
}

async fn who_comes_second_is_told_kindly(server: Server) {
    let id = dead(&server).await;
    let admin = server.client("admin").await;
    let retry = || Call::of("job/retry").with("job", id);
    retry().by(&admin).await.done();
    assert!(retry().by(&admin).await.done().message.contains("sudah diulang"));
    assert_eq!(server.work_off().await, 1);
    assert!(retry().by(&admin).await.done().message.contains("sudah diulang, atau sudah selesai"));
    let retries = server.acts().await.into_iter().filter(|act| act == "retry_job").count();
    assert_eq!(retries, 1);
    // The same waits again: there is nothing to send round.
    let second = dead(&server).await;
    enqueue(&server).await;
    let told = Call::of("job/retry").with("job", second).by(&admin).await.done().message;
    assert!(told.contains("sudah menunggu"), "{told}");
}

async fn an_empty_list_says_so(server: Server) {
    let admin = server.client("admin").await;
    server.worker().begin_rounds().await.unwrap();
    let page = admin.page("/pengaturan").await.text;
    assert!(page.contains("Tidak ada pekerjaan yang menunggu."), "{page}");
    enqueue(&server).await;
    let page = admin.page("/pengaturan").await.text;
    assert!(!page.contains("Tidak ada pekerjaan yang menunggu.") && page.contains("Menunggu"), "{page}");
}
