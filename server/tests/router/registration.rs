//! Registering many institutions from a spreadsheet.

use std::time::Duration;

use app::{
    api::registration::{RegistrationPreview, RegistrationState, RegistrationView},
    error::AppError,
};
use domain::{institution::registration::Handout, selection::forms::SheetForm};
use tokio::time::{Instant, sleep};

use crate::{
    call::Call,
    support::{Client, Reply, Server},
};

both!(
    a_spreadsheet_is_checked_shown_and_registered,
    bad_cells_are_shown_and_only_good_rows_are_taken_when_asked,
    a_wrong_head_is_refused_at_the_file,
    only_the_commissions_admin_registers,
    what_was_taken_meanwhile_keeps_all_out,
    passwords_are_forgotten_when_told,
);

const HEADS: &str = "Nama Institusi*;Jenis*;Provinsi;Kabupaten/Kota;Username*;Email*\r\n";
const GOOD: &str = "Kementerian Sosial;Kementerian;;;kemensos;biro@kemsos.go.id\r\n\
                    Depok;Kota;Jawa Barat;Kota Depok;kota.depok;bkd@depok.go.id\r\n";
const BAD: &str = "Atlantis;Kota;Jawa Barat;Atlantis;atlantis;bkd@atlantis\r\n";

async fn file(person: &Client, rows: &str) -> String {
    person.attach_sheet("institusi.csv", format!("{HEADS}{rows}").as_bytes()).await
}

async fn preview(person: &Client, file: &str) -> Reply {
    Call::of("registration/preview").with("file", file).by(person).await
}

async fn begin(person: &Client, file: &str, only_good: bool) -> Reply {
    Call::of("registration/begin").with("file", file).with("only_good", only_good).by(person).await
}

/// The state once it has ended.
async fn end(person: &Client, begun: &Reply) -> (String, RegistrationState) {
    let place = begun.done().go.unwrap();
    let id = place.rsplit('/').next().unwrap().to_owned();
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let view: RegistrationView =
            Call::of("registration/get").with("registration", &id).by(person).await.json();
        if !matches!(view.state, RegistrationState::Running(_)) {
            return (id, view.state);
        }
        assert!(Instant::now() < until, "it does not end");
        sleep(Duration::from_millis(50)).await;
    }
}

fn passwords(state: RegistrationState) -> Vec<Handout> {
    let RegistrationState::Finished(Some(passwords)) = state else { panic!("{state:?}") };
    passwords
}

async fn a_spreadsheet_is_checked_shown_and_registered(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let form = SheetForm { sheet: vec![file.clone()] };
    let checked = Call::of("registration/check").form(&form).by(&admin).await.done();
    assert_eq!(checked.go, Some(format!("/institusi/daftarkan?berkas={file}")));
    let seen: RegistrationPreview = preview(&admin, &file).await.json();
    assert_eq!((seen.good, seen.bad_cells, seen.sample.len()), (2, 0, 2));
    assert_eq!(seen.sample[1], ["Depok", "Kota", "Kota Depok", "kota.depok"].map(str::to_owned));
    assert_eq!(admin.page(&checked.go.unwrap()).await.status, 200);

    let begun = begin(&admin, &file, false).await;
    let (id, state) = end(&admin, &begun).await;
    let passwords = passwords(state);
    assert_eq!(
        passwords.iter().map(|one| one.username.as_str()).collect::<Vec<_>>(),
        ["kemensos", "kota.depok"]
    );
    assert!(admin.page(&format!("/institusi/daftarkan/{id}")).await.text.contains(&passwords[1].password));

    let depok = server.visitor();
    assert_eq!(depok.log_in("kota.depok", &passwords[1].password).await.status, 200);
    let mut tx = server.db.read().await.unwrap();
    let account = store::identity::find_by_username(&mut tx, "kota.depok").await.unwrap().unwrap();
    assert!(account.must_change_password);
    assert_eq!(account.institution.unwrap().region, "Kota Depok");
    drop(tx);
    assert!(server.acts().await.contains(&"register_institutions".to_owned()));
    // The same again is taken already.
    let again: RegistrationPreview = preview(&admin, &file).await.json();
    assert_eq!(again.good, 0);
}

async fn bad_cells_are_shown_and_only_good_rows_are_taken_when_asked(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, &format!("{GOOD}{BAD}")).await;
    let seen: RegistrationPreview = preview(&admin, &file).await.json();
    assert_eq!((seen.good, seen.bad_cells), (2, 2));
    let places: Vec<_> = seen.faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!(places, [(4, "Kabupaten/Kota"), (4, "Email")]);
    let refused = begin(&admin, &file, false).await;
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);
    let (_, state) = end(&admin, &begin(&admin, &file, true).await).await;
    assert_eq!(passwords(state).len(), 2);
}

async fn a_wrong_head_is_refused_at_the_file(server: Server) {
    let admin = server.client("admin").await;
    for (content, said) in [
        ("Nama;Jenis\r\nA;Kota\r\n", "Nama Institusi"),
        (HEADS, "belum berisi"),
        ("", "kosong"),
        ("<html></html>", "bukan XLSX, XLS, atau CSV"),
    ] {
        let stored = admin.upload_sheet("institusi.csv", content.as_bytes()).await;
        if stored.status != 200 {
            assert!(stored.complaint("file").contains(said), "{}", stored.text);
            continue;
        }
        let id = stored.json::<domain::attachment::Attachment>().id;
        let form = SheetForm { sheet: vec![id.to_string()] };
        let reply = Call::of("registration/check").form(&form).by(&admin).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
        assert!(reply.complaint("sheet").contains(said), "{}", reply.text);
    }
}

async fn only_the_commissions_admin_registers(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let form = SheetForm { sheet: vec![file.clone()] };
    let calls = || {
        [
            Call::of("registration/may"),
            Call::of("registration/check").form(&form),
            Call::of("registration/preview").with("file", &file),
            Call::of("registration/begin").with("file", &file),
            Call::of("registration/get").with("registration", 1),
            Call::of("registration/forget").with("registration", 1),
        ]
    };
    for call in calls() {
        assert_eq!(call.by(&server.visitor()).await.error(), AppError::Unauthenticated);
    }
    for name in ["komisioner", "asisten1", "jaksel", "adminjaksel"] {
        let other = server.client(name).await;
        for call in calls() {
            let reply = call.by(&other).await;
            assert_eq!(reply.status, 403, "{name}: {}", reply.text);
        }
        assert_eq!(other.get("/institusi/templat.xlsx").await.status, 403, "{name}");
        assert_eq!(other.page("/institusi/daftarkan/1").await.status, 403, "{name}");
    }
    assert_eq!(admin.get("/institusi/templat.xlsx").await.status, 200);
    let unknown = Call::of("registration/get").with("registration", 999).by(&admin).await;
    assert_eq!(unknown.error(), AppError::NotFound);
}

async fn what_was_taken_meanwhile_keeps_all_out(server: Server) {
    let admin = server.client("admin").await;
    let (first, second) = (file(&admin, GOOD).await, file(&admin, GOOD).await);
    // Both are checked before either is stored.
    let (one, two) = (begin(&admin, &first, false).await, begin(&admin, &second, false).await);
    assert_eq!(passwords(end(&admin, &one).await.1).len(), 2);
    if two.status == 200 {
        let state = end(&admin, &two).await.1;
        assert!(matches!(&state, RegistrationState::Failed(why) if why.contains("baru saja")), "{state:?}");
    } else {
        // The first was quicker than the second could begin.
        assert!(matches!(two.error(), AppError::Refused(_)), "{}", two.text);
    }
    let mut tx = server.db.read().await.unwrap();
    let institutions = store::institution::list(&mut tx).await.unwrap();
    assert_eq!(institutions.iter().filter(|one| one.name == "Depok").count(), 1);
}

async fn passwords_are_forgotten_when_told(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let (id, _) = end(&admin, &begin(&admin, &file, false).await).await;
    let forget = || Call::of("registration/forget").with("registration", &id);
    forget().by(&admin).await.done();
    let view: RegistrationView =
        Call::of("registration/get").with("registration", &id).by(&admin).await.json();
    assert_eq!(view.state, RegistrationState::Finished(None));
    let twice = forget().by(&admin).await;
    assert!(matches!(twice.error(), AppError::Refused(_)), "{}", twice.text);
}
