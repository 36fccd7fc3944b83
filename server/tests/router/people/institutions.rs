//! Institusi (Gambar 5, 6).

use std::collections::BTreeSet;

use app::{
    api::{
        Choice,
        institution::{InstitutionList, InstitutionView},
    },
    error::AppError,
};
use domain::{
    id::InstitutionId,
    identity::Role,
    institution::{InstitutionKind, form::Place},
};
use server::start::clock;
use store::institution::{NewInstitution, Registration};

use crate::{
    call::Call,
    support::{Client, Server},
    typed::{self, PASSWORD},
};

both!(
    a_new_institution_has_its_admin,
    names_user_names_and_addresses_are_there_once,
    a_kabupaten_lies_in_its_province,
    of_two_who_edit_the_second_is_told,
    kabupaten_are_shown_without_losing_what_was_typed,
    seven_hundred_institutions_are_paged_through,
    the_list_is_filtered,
);

const SAVE: &str = "institution/save";

async fn add(client: &Client, mark: &str, place: [&str; 3]) -> InstitutionId {
    let reply = Call::of(SAVE).form(&typed::institution(mark, place)).by(client).await;
    reply.done().go.unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

async fn a_new_institution_has_its_admin(server: Server) {
    let admin = server.client("admin").await;
    for (mark, place, region) in [
        ("a", ["ministry", "", ""], ""),
        ("b", ["agency", "31", ""], ""),
        ("c", ["non_structural", "", ""], ""),
        ("d", ["province", "32", ""], "Jawa Barat"),
        ("e", ["regency", "32", "32.01"], "Kabupaten Bogor"),
        ("f", ["city", "31", "31.71"], "Kota Jakarta Pusat"),
    ] {
        let mark = format!("baru.{mark}");
        let id = add(&admin, &mark, place).await;
        let view: InstitutionView =
            Call::of("institution/get").with("institution", id).by(&admin).await.json();
        assert_eq!((view.row.kind.code(), view.row.region.as_str()), (place[0], region));
        let [account] = view.accounts.rows.as_slice() else { panic!("{view:?}") };
        assert_eq!((account.role, account.active), (Role::InstitutionAdmin, true));
        let user = server.user(&format!("admin.{mark}")).await;
        assert!(user.must_change_password);
        assert_eq!((user.name, user.institution.unwrap().id), (view.row.name, id));
    }
    assert_eq!(server.visitor().log_in("admin.baru.f", PASSWORD).await.status, 200);
    let acts = server.acts().await;
    assert_eq!(acts[1..3], ["create_account", "create_institution"]);
    let log = server.log().await;
    assert!(!log.contains(PASSWORD) && !log.contains("argon2"), "{log}");
}

async fn names_user_names_and_addresses_are_there_once(server: Server) {
    let admin = server.client("admin").await;
    add(&admin, "satu", ["city", "32", "32.75"]).await;
    let form = typed::institution("dua", ["city", "32", "32.76"]);
    for (field, value, at) in [
        ("form[name]", "Pemerintah satu", "name"),
        ("form[regency]", "32.75", "regency"),
        ("form[username]", "ADMIN.satu", "username"),
        ("form[email]", "BKD.satu@contoh.go.id", "email"),
    ] {
        let reply = Call::of(SAVE).form(&form).with(field, value).by(&admin).await;
        assert!(reply.complaint(at).contains("sudah"), "{field}: {}", reply.text);
    }
    // Nothing of the refused ones stayed, and a Kabupaten may be called like a Kota.
    assert_eq!(Call::of(SAVE).form(&form).by(&admin).await.status, 200);
    let form = typed::institution("tiga", ["regency", "32", "32.16"]);
    let reply = Call::of(SAVE).form(&form).with("form[name]", "Pemerintah satu").by(&admin).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

async fn a_kabupaten_lies_in_its_province(server: Server) {
    let admin = server.client("admin").await;
    for (place, field, words) in [
        (["regency", "31", "32.01"], "regency", "tidak berada di Provinsi"),
        (["city", "32", "32.01"], "regency", "bukan Kota"),
        (["regency", "32", "32.69"], "regency", "tidak dikenal"),
        (["province", "99", ""], "province", "tidak dikenal"),
        (["regency", "", "32.01"], "province", "Pilih Provinsi."),
    ] {
        let reply = Call::of(SAVE).form(&typed::institution("x", place)).by(&admin).await;
        assert!(reply.complaint(field).contains(words), "{place:?}: {}", reply.text);
    }
    let choices: Vec<Choice> =
        Call::of("institution/regencies").with("province", "31").by(&admin).await.json();
    assert_eq!(choices.len(), 6);
    assert!(choices.contains(&Choice::new("31.74", "Kota Jakarta Selatan")));
    let none: Vec<Choice> = Call::of("institution/regencies").with("province", "").by(&admin).await.json();
    assert!(none.is_empty());
}

async fn of_two_who_edit_the_second_is_told(server: Server) {
    let admin = server.client("admin").await;
    let id = add(&admin, "asal", ["province", "32", ""]).await;
    let edit = |name: &str, version: i64| {
        let form = typed::institution("asal", ["city", "32", "32.75"]);
        Call::of(SAVE).with("institution", id).with("version", version).form(&form).with("form[name]", name)
    };
    assert_eq!(edit("Bekasi", 1).by(&admin).await.status, 200);
    let AppError::Conflict(conflict) = edit("Kota Bekasi", 1).by(&admin).await.error() else {
        panic!("no conflict");
    };
    assert_eq!((conflict.by(), conflict.current_version), ("Admin KASN", 2));
    let labels: Vec<_> = conflict.fields.iter().map(|change| change.label.as_str()).collect();
    assert_eq!(labels, ["Nama"]);
    assert_eq!(edit("Kota Bekasi", 2).by(&admin).await.status, 200);
}

async fn kabupaten_are_shown_without_losing_what_was_typed(server: Server) {
    let admin = server.client("admin").await;
    let page = admin.page("/institusi/tambah").await;
    assert!(page.text.contains("Tampilkan Kabupaten/Kota") && !page.text.contains(">Kota Jakarta Selatan"));
    let typed = [
        ("_page", "/institusi/tambah"),
        ("form[name]", "Jakarta Selatan Baru"),
        ("form[kind]", "city"),
        ("form[province]", "31"),
        ("form[username]", "jaksel.baru"),
        ("form[password]", PASSWORD),
        ("form[confirmation]", PASSWORD),
        ("intent", "regencies"),
    ];
    let page = admin.submit("/institusi/tambah", "/api/institution/save", &typed).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains(">Kota Jakarta Selatan"), "{}", page.text);
    assert!(!page.text.contains(">Kabupaten Kepulauan Seribu"), "that is no Kota: {}", page.text);
    for text in ["value=\"Jakarta Selatan Baru\"", "value=\"jaksel.baru\"", "Pilih Kota dari daftar"] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    assert!(!page.text.contains(PASSWORD), "the password is in the page");
    let shown = page.text.split("<option").filter(|option| option.contains("selected")).collect::<Vec<_>>();
    assert!(shown.iter().any(|option| option.contains("DKI Jakarta")), "{shown:?}");
}

async fn seven_hundred_institutions_are_paged_through(server: Server) {
    let new = |number: u32| Registration {
        institution: NewInstitution {
            // As long as names come.
            name: format!("Badan {number:04} {}", "Pengelolaan ".repeat(14)),
            kind: InstitutionKind::Agency,
            region: String::new(),
            place: Place::default(),
            email: format!("badan{number}@contoh.go.id"),
            at: clock(),
        },
        username: format!("badan{number}"),
        password_hash: "belum".into(),
    };
    let mut tx = server.db.begin().await.unwrap();
    let all: Vec<_> = (0..700).map(new).collect();
    store::institution::register(&mut tx, &all).await.unwrap();
    tx.commit().await.unwrap();

    let chief = server.client("komisioner").await;
    let mut seen = BTreeSet::new();
    let mut call = Call::of("institution/list");
    loop {
        let list: InstitutionList = call.by(&chief).await.json();
        assert!(list.rows.len() <= 25 && !list.aside.can_manage);
        let before = seen.len();
        seen.extend(list.rows.iter().map(|row| row.id));
        assert_eq!(seen.len(), before + list.rows.len(), "one was shown twice");
        let Some(next) = list.next else { break };
        call = Call::of("institution/list").with("filter[sesudah]", next);
    }
    assert_eq!(seen.len(), 702);
    assert_eq!(chief.page("/institusi").await.status, 200);
}

async fn the_list_is_filtered(server: Server) {
    let admin = server.client("admin").await;
    add(&admin, "pusat", ["ministry", "", ""]).await;
    for (filter, names) in [
        (vec![], vec!["Bandung", "Jakarta Selatan", "Pemerintah pusat"]),
        (vec![("q", "JAKARTA")], vec!["Jakarta Selatan"]),
        (vec![("jenis", "city")], vec!["Bandung", "Jakarta Selatan"]),
        (vec![("provinsi", "32")], vec!["Bandung"]),
        (vec![("jenis", "ministry"), ("provinsi", "32")], vec![]),
    ] {
        let call = filter.iter().fold(Call::of("institution/list"), |call, (name, value)| {
            call.with(&format!("filter[{name}]"), value)
        });
        let list: InstitutionList = call.by(&admin).await.json();
        let found: Vec<_> = list.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(found, names, "{filter:?}");
    }
}
