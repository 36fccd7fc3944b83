//! Registering many institutions from a spreadsheet.

mod left;

use app::{
    api::{
        import::ImportView,
        institution::registration::{RegistrationLine, RegistrationState, RegistrationView},
    },
    error::AppError,
};
use domain::{identity::Role, institution::registration::Handout, selection::forms::SheetForm};
use server::demo::PASSWORD;

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
    passwords_are_for_the_session_that_had_them_made_and_stand_in_no_file,
    passwords_are_made_anew_for_all_who_have_none_of_their_own,
    the_page_lists_what_runs_and_what_has_ended,
    whoever_lost_the_role_meanwhile_registers_nothing,
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

async fn view(person: &Client, id: &str) -> RegistrationView {
    Call::of("registration/get").with("registration", id).by(person).await.json()
}

/// What it is once it has ended.
async fn end(server: &Server, person: &Client, begun: &Reply) -> (String, RegistrationView) {
    let place = begun.done().go.unwrap();
    let id = place.rsplit('/').next().unwrap().to_owned();
    server.work_off().await;
    let view = view(person, &id).await;
    assert!(!matches!(view.state, RegistrationState::Running { .. }), "it does not end");
    (id, view)
}

fn passwords(view: RegistrationView) -> Vec<Handout> {
    assert_eq!(view.state, RegistrationState::Finished);
    view.passwords.unwrap()
}

async fn a_spreadsheet_is_checked_shown_and_registered(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let form = SheetForm { sheet: vec![file.clone()] };
    let checked = Call::of("registration/check").form(&form).by(&admin).await.done();
    assert_eq!(checked.go, Some(format!("/institusi/daftarkan?berkas={file}")));
    let seen: ImportView = preview(&admin, &file).await.json();
    assert_eq!((seen.good, seen.bad_cells, seen.sample.len()), (2, 0, 2));
    assert_eq!(seen.sample[1], ["Depok", "Kota", "Kota Depok", "kota.depok"].map(str::to_owned));
    assert_eq!(admin.page(&checked.go.unwrap()).await.status, 200);

    let begun = begin(&admin, &file, false).await;
    let (id, view) = end(&server, &admin, &begun).await;
    let passwords = passwords(view);
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
    // That it began, and that it is done.
    let acts = server.acts().await;
    for act in ["register_institutions", "make_first_passwords"] {
        assert_eq!(acts.iter().filter(|one| *one == act).count(), 1, "{acts:?}");
    }
    // The same again is taken already.
    let again: ImportView = preview(&admin, &file).await.json();
    assert_eq!(again.good, 0);
}

async fn bad_cells_are_shown_and_only_good_rows_are_taken_when_asked(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, &format!("{GOOD}{BAD}")).await;
    let seen: ImportView = preview(&admin, &file).await.json();
    assert_eq!((seen.good, seen.bad_cells), (2, 2));
    let places: Vec<_> = seen.faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!(places, [(4, "Kabupaten/Kota"), (4, "Email")]);
    let refused = begin(&admin, &file, false).await;
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);
    let (_, view) = end(&server, &admin, &begin(&admin, &file, true).await).await;
    assert_eq!(passwords(view).len(), 2);
}

async fn a_wrong_head_is_refused_at_the_file(server: Server) {
    let admin = server.client("admin").await;
    for (content, said) in [
        ("Nama;Jenis\r\nA;Kota\r\n", "Nama Institusi"),
        (HEADS, "belum berisi"),
        ("", "kosong"),
        ("<html></html>", "halaman web (HTML)"),
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
            Call::of("registration/list"),
            Call::of("registration/renew").with("registration", 1),
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
    server.add("admin2", Role::Admin, "admin").await;
    let other = server.client("admin2").await;
    let (first, second) = (file(&admin, GOOD).await, file(&other, GOOD).await);
    // At the same moment, by two people.
    let (one, two) = tokio::join!(begin(&admin, &first, false), begin(&other, &second, false));
    let (whose, good, refused) = if one.status == 200 { (&admin, one, two) } else { (&other, two, one) };
    assert_eq!(passwords(end(&server, whose, &good).await.1).len(), 2);
    assert!(matches!(refused.error(), AppError::Refused(_)), "{}", refused.text);
    let mut tx = server.db.read().await.unwrap();
    let institutions = store::institution::list(&mut tx).await.unwrap();
    assert_eq!(institutions.iter().filter(|one| one.name == "Depok").count(), 1);
}

async fn passwords_are_forgotten_when_told(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let (id, _) = end(&server, &admin, &begin(&admin, &file, false).await).await;
    let forget = || Call::of("registration/forget").with("registration", &id);
    forget().by(&admin).await.done();
    assert_eq!(server.acts().await[0], "forget_first_passwords");
    let view = view(&admin, &id).await;
    assert_eq!((view.state, view.passwords), (RegistrationState::Finished, None));
    let twice = forget().by(&admin).await;
    assert!(matches!(twice.error(), AppError::Refused(_)), "{}", twice.text);
}

async fn passwords_are_for_the_session_that_had_them_made_and_stand_in_no_file(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let (id, made) = end(&server, &admin, &begin(&admin, &file, false).await).await;
    let made = passwords(made);
    assert_eq!(view(&admin, &id).await.passwords.unwrap(), made, "they can be looked at again");
    // The same person, in another browser.
    let elsewhere = server.visitor();
    assert_eq!(elsewhere.log_in("admin", PASSWORD).await.status, 200);
    assert_eq!(view(&elsewhere, &id).await.passwords, None);
    let page = elsewhere.page(&format!("/institusi/daftarkan/{id}")).await;
    assert!(page.text.contains("tidak disimpan di mana pun"), "{}", page.text);
    for one in &made {
        assert!(!page.text.contains(&one.password));
        assert!(!server.database_holds(&one.password).await, "{}", one.username);
    }
    assert!(server.database_holds("kota.depok").await, "or nothing was looked at");
}

async fn passwords_are_made_anew_for_all_who_have_none_of_their_own(server: Server) {
    let admin = server.client("admin").await;
    let file = file(&admin, GOOD).await;
    let (id, before) = end(&server, &admin, &begin(&admin, &file, false).await).await;
    assert_eq!((before.waiting, before.may_renew), (2, true));
    let before = passwords(before);
    // One of them comes and chooses a password.
    let depok = server.visitor();
    assert_eq!(depok.log_in("kota.depok", &before[1].password).await.status, 200);
    let own = "kuda-terbang-biru-42";
    let changed = Call::of("profile/change_password")
        .with("form[current]", &before[1].password)
        .with("form[password]", own)
        .with("form[confirmation]", own);
    assert_eq!(changed.by(&depok).await.status, 200);

    let again = Call::of("registration/renew").with("registration", &id);
    let begun = again.clone().by(&admin).await;
    let (second, after) = end(&server, &admin, &begun).await;
    assert_eq!((after.renews.map(|id| id.to_string()), after.total), (Some(id.clone()), 1));
    let after = passwords(after);
    assert_eq!(after.iter().map(|one| one.username.as_str()).collect::<Vec<_>>(), ["kemensos"]);
    assert_ne!(after[0].password, before[0].password);
    assert_eq!(server.visitor().log_in("kemensos", &before[0].password).await.status, 422);
    let kemensos = server.visitor();
    assert_eq!(kemensos.log_in("kemensos", &after[0].password).await.status, 200);
    assert_eq!(server.visitor().log_in("kota.depok", own).await.status, 200);
    assert!(server.acts().await.contains(&"renew_first_passwords".to_owned()));
    // The old list names nobody any more.
    assert!(view(&admin, &id).await.passwords.unwrap().is_empty());

    let page = admin.page(&format!("/institusi/daftarkan/{second}")).await;
    assert!(page.text.contains("Buat 1 password baru"), "{}", page.text);
    let changed = Call::of("profile/change_password")
        .with("form[current]", &after[0].password)
        .with("form[password]", own)
        .with("form[confirmation]", own);
    assert_eq!(changed.by(&kemensos).await.status, 200);
    let nobody = again.by(&admin).await;
    assert!(matches!(nobody.error(), AppError::Refused(_)), "{}", nobody.text);
}

async fn the_page_lists_what_runs_and_what_has_ended(server: Server) {
    let admin = server.client("admin").await;
    assert!(!admin.page("/institusi/daftarkan").await.text.contains("Pendaftaran sebelumnya"));
    let file = file(&admin, GOOD).await;
    let (id, _) = end(&server, &admin, &begin(&admin, &file, false).await).await;
    let lines: Vec<RegistrationLine> = Call::of("registration/list").by(&admin).await.json();
    assert_eq!(lines.iter().map(|line| (line.total, line.done)).collect::<Vec<_>>(), [(2, 2)]);
    assert_eq!((lines[0].by.as_str(), &lines[0].state), ("Admin KASN", &RegistrationState::Finished));
    let page = admin.page("/institusi/daftarkan").await.text;
    for text in [format!("href=\"/institusi/daftarkan/{id}\""), "2 institusi".into(), "Selesai".into()] {
        assert!(page.contains(&text), "{text}: {page}");
    }
}

async fn whoever_lost_the_role_meanwhile_registers_nothing(server: Server) {
    server.add("admin2", Role::Admin, "admin").await;
    let other = server.client("admin2").await;
    let file = file(&other, GOOD).await;
    server.close_account("admin2").await;
    assert_eq!(begin(&other, &file, false).await.error(), AppError::Unauthenticated);
    let mut tx = server.db.read().await.unwrap();
    let institutions = store::institution::list(&mut tx).await.unwrap();
    assert!(institutions.iter().all(|one| one.name != "Depok"));
}
