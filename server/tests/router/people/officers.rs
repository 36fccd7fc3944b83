//! Petugas (Gambar 4).

use app::{api::identity::people::PeopleList, error::AppError};
use domain::identity::{Role, account::OfficerForm};
use server::demo::PASSWORD as DEMO;
use store::identity::User;

use super::{close, switch};
use crate::{
    call::Call,
    support::{
        Client, Reply, Server,
        multipart::Multipart,
        samples::{JPEG, PDF, PNG},
    },
    typed::{self, PASSWORD},
};

both!(
    a_new_officer_logs_in_and_must_change_the_password,
    the_log_never_holds_a_password,
    ones_own_email_and_username_ask_for_the_password,
    a_photo_is_a_picture,
    a_new_photo_takes_the_old_ones_place_without_javascript,
    a_photo_is_for_whoever_may_see_the_account,
    of_two_who_edit_the_second_is_told,
    a_new_password_must_be_changed_and_is_not_ones_own,
    the_last_admin_stays,
    two_admins_do_not_close_each_other,
    nobody_closes_their_own_account,
    whoever_is_closed_is_out_at_once_and_keeps_the_name,
    an_account_of_an_institution_is_no_officer,
    a_job_title_is_added_without_losing_what_was_typed,
    the_list_is_filtered,
);

const SAVE: &str = "identity/save_officer";

async fn form(server: &Server) -> OfficerForm {
    let title = server.user("asisten1").await.job_title.unwrap().id;
    typed::officer("baru", title)
}

async fn add(server: &Server, client: &Client) -> User {
    let reply = Call::of(SAVE).form(&form(server).await).by(client).await;
    assert_eq!(reply.done().go.as_deref(), Some("/petugas"));
    server.user("rina.baru").await
}

/// What the form of somebody holds now, to be changed.
fn form_of(user: &User) -> OfficerForm {
    OfficerForm {
        name: user.name.clone(),
        role: user.role.code().into(),
        job_title: user.job_title.as_ref().unwrap().id.to_string(),
        username: user.username.clone(),
        email: user.email.clone(),
        photo: user.photo.iter().map(ToString::to_string).collect(),
        ..OfficerForm::default()
    }
}

async fn edit(client: &Client, user: &User, form: &OfficerForm) -> Reply {
    let call = Call::of(SAVE).with("user", user.id).with("version", user.version).form(form);
    call.with("own_password", DEMO).by(client).await
}

async fn a_new_officer_logs_in_and_must_change_the_password(server: Server) {
    let user = add(&server, &server.client("admin").await).await;
    assert!(user.must_change_password && user.active && user.institution.is_none());
    assert_eq!((user.role, user.job_title.unwrap().name.as_str()), (Role::Assistant, "Asisten Komisioner"));
    assert_eq!(server.visitor().log_in("rina.baru", PASSWORD).await.status, 200);
}

async fn the_log_never_holds_a_password(server: Server) {
    let admin = server.client("admin").await;
    let user = add(&server, &admin).await;
    let secret = "gajah-menari-hijau-7";
    let form = OfficerForm { password: secret.into(), confirmation: secret.into(), ..form_of(&user) };
    assert_eq!(edit(&admin, &user, &form).await.status, 200);
    let acts = server.acts().await;
    assert_eq!(acts[..3], ["reset_password", "edit_officer", "create_officer"]);
    let log = server.log().await;
    assert!(log.contains("rina.baru@contoh.go.id"), "{log}");
    for secret in [PASSWORD, secret, "argon2", "password_hash"] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}

async fn ones_own_email_and_username_ask_for_the_password(server: Server) {
    let admin = server.client("admin").await;
    let user = server.user("admin").await;
    let call = Call::of(SAVE).with("user", user.id).with("version", user.version).form(&form_of(&user));
    for (field, value) in [("form[email]", "lain@contoh.go.id"), ("form[username]", "admin.lain")] {
        let reply = call.clone().with(field, value).by(&admin).await;
        assert!(!reply.complaint("own_password").is_empty(), "{}", reply.text);
    }
    let other = server.user("asisten1").await;
    let greater = OfficerForm { role: "admin".into(), ..form_of(&other) };
    let raised = Call::of(SAVE).with("user", other.id).with("version", other.version).form(&greater);
    let reply = raised.by(&admin).await;
    assert!(
        !reply.complaint("own_password").is_empty(),
        "another role is not an open session's to give: {}",
        reply.text
    );
    let kept = call.clone().with("form[name]", "Admin Utama").with("form[email]", "admin@contoh.go.id");
    assert_eq!(kept.with("own_password", DEMO).by(&admin).await.status, 200);
    let user = server.user("admin").await;
    let name = OfficerForm { name: "Admin Satu".into(), ..form_of(&user) };
    let call = Call::of(SAVE).with("user", user.id).with("version", user.version).form(&name);
    assert_eq!(call.by(&admin).await.status, 200, "a name alone asks for nothing");
}

async fn a_photo_is_a_picture(server: Server) {
    let admin = server.client("admin").await;
    let user = add(&server, &admin).await;
    let with = |photo: String| OfficerForm { photo: vec![photo], ..form_of(&user) };
    let letter = admin.attach("foto.pdf", PDF).await;
    let reply = edit(&admin, &user, &with(letter)).await;
    assert_eq!(reply.complaint("photo"), "Foto harus berupa gambar PNG atau JPEG.");
    let strangers = server.client("komisioner").await.attach("foto.png", PNG).await;
    let reply = edit(&admin, &user, &with(strangers)).await;
    assert_eq!(reply.complaint("photo"), "Foto tidak ditemukan. Unggah sekali lagi.");
    assert_eq!(server.user("rina.baru").await.version, user.version, "nothing was saved");
    let picture = admin.attach("foto.jpg", JPEG).await;
    assert_eq!(edit(&admin, &user, &with(picture.clone())).await.status, 200);
    assert_eq!(server.user("rina.baru").await.photo.unwrap().to_string(), picture);
}

async fn a_new_photo_takes_the_old_ones_place_without_javascript(server: Server) {
    let admin = server.client("admin").await;
    let mut photos = Vec::new();
    for (name, content) in [("lama.png", PNG), ("baru.jpg", JPEG)] {
        let user = server.user("asisten1").await;
        let form = form_of(&user);
        let page = format!("/petugas/{}/ubah", user.id);
        let mut sent = Multipart::default()
            .text("_page", &page)
            .text("user", &user.id.to_string())
            .text("version", &user.version.to_string())
            .text("form[name]", &form.name)
            .text("form[role]", &form.role)
            .text("form[job_title]", &form.job_title)
            .text("form[username]", &form.username)
            .text("form[email]", &form.email);
        for photo in &form.photo {
            sent = sent.text("form[photo][]", photo);
        }
        let sent = sent.file("form[photo][]", name, content);
        let reply = admin.submit_files(&page, "/api/identity/save_officer", sent).await;
        assert_eq!((reply.status, reply.location()), (303, "/petugas"), "{name}");
        photos.push(server.user("asisten1").await.photo.unwrap());
    }
    assert_ne!(photos[0], photos[1]);
    assert_eq!(admin.get(&format!("/files/{}", photos[1])).await.bytes, JPEG);
}

async fn a_photo_is_for_whoever_may_see_the_account(server: Server) {
    let admin = server.client("admin").await;
    let user = server.user("asisten1").await;
    let photo = admin.attach("foto.png", PNG).await;
    let form = OfficerForm { photo: vec![photo.clone()], ..form_of(&user) };
    assert_eq!(edit(&admin, &user, &form).await.status, 200);
    let path = format!("/files/{photo}");
    for (name, status) in
        [("admin", 200), ("asisten1", 200), ("asisten2", 404), ("komisioner", 404), ("jaksel", 404)]
    {
        assert_eq!(server.client(name).await.get(&path).await.status, status, "{name}");
    }
    let page = admin.page(&format!("/petugas/{}/ubah", user.id)).await;
    assert!(page.text.contains(&format!("src=\"{path}\"")), "{}", page.text);
}

async fn of_two_who_edit_the_second_is_told(server: Server) {
    let admin = server.client("admin").await;
    let before = server.user("asisten2").await;
    let first = OfficerForm { name: "Asisten Dua".into(), ..form_of(&before) };
    assert_eq!(edit(&admin, &before, &first).await.status, 200);
    let second = OfficerForm { name: "Asisten II".into(), ..form_of(&before) };
    let AppError::Conflict(conflict) = edit(&admin, &before, &second).await.error() else {
        panic!("no conflict");
    };
    assert_eq!((conflict.by(), conflict.current_version), ("Admin KASN", before.version + 1));
    let [change] = conflict.fields.as_slice() else { panic!("{:?}", conflict.fields) };
    assert_eq!(
        (change.label.as_str(), change.before.as_str(), change.after.as_str()),
        ("Nama", "Asisten II", "Asisten Dua")
    );
}

async fn a_new_password_must_be_changed_and_is_not_ones_own(server: Server) {
    let admin = server.client("admin").await;
    let user = server.user("asisten1").await;
    assert!(!user.must_change_password);
    let form = OfficerForm { password: PASSWORD.into(), confirmation: PASSWORD.into(), ..form_of(&user) };
    assert_eq!(edit(&admin, &user, &form).await.status, 200);
    assert!(server.user("asisten1").await.must_change_password);
    assert_eq!(server.visitor().log_in("asisten1", DEMO).await.status, 422);
    assert_eq!(server.visitor().log_in("asisten1", PASSWORD).await.status, 200);

    let me = server.user("admin").await;
    let form = OfficerForm { password: PASSWORD.into(), confirmation: PASSWORD.into(), ..form_of(&me) };
    assert!(edit(&admin, &me, &form).await.complaint("password").contains("Profil"));
}

async fn the_last_admin_stays(server: Server) {
    let admin = server.client("admin").await;
    let me = server.user("admin").await;
    let lesser = OfficerForm { role: "assistant".into(), ..form_of(&me) };
    let reply = edit(&admin, &me, &lesser).await;
    assert!(matches!(reply.error(), AppError::Refused(_)), "{}", reply.text);
    assert!(reply.text.contains("Admin terakhir"), "{}", reply.text);

    // With another one it goes; then that one is the last.
    let other = server.user("komisioner").await;
    let greater = OfficerForm { role: "admin".into(), ..form_of(&other) };
    assert_eq!(edit(&admin, &other, &greater).await.status, 200);
    assert_eq!(edit(&admin, &me, &lesser).await.status, 200);
    let reply = Call::of("identity/list_officers").by(&admin).await;
    assert!(matches!(reply.error(), AppError::Denied(_)), "who is no Admin any more: {}", reply.text);
    let other = server.user("komisioner").await;
    let chief = server.client("komisioner").await;
    let reply = edit(&chief, &other, &OfficerForm { role: "commissioner".into(), ..form_of(&other) }).await;
    assert!(matches!(reply.error(), AppError::Refused(_)), "{}", reply.text);
}

async fn two_admins_do_not_close_each_other(server: Server) {
    let (one, other) = (server.client("admin").await, server.client("komisioner").await);
    let user = server.user("komisioner").await;
    let greater = OfficerForm { role: "admin".into(), ..form_of(&user) };
    assert_eq!(edit(&one, &user, &greater).await.status, 200);
    let (first, second) = (server.user("admin").await, server.user("komisioner").await);
    let (a, b) = tokio::join!(close(&one, &second), close(&other, &first));
    let closed = [a.status, b.status].iter().filter(|status| **status == 200).count();
    assert_eq!(closed, 1, "{} {}", a.text, b.text);
    let active = [server.user("admin").await.active, server.user("komisioner").await.active];
    assert_eq!(active.iter().filter(|active| **active).count(), 1);
}

async fn nobody_closes_their_own_account(server: Server) {
    let admin = server.client("admin").await;
    let reply = close(&admin, &server.user("admin").await).await;
    assert!(
        matches!(reply.error(), AppError::Refused(_)) && reply.text.contains("sendiri"),
        "{}",
        reply.text
    );
    let list: PeopleList = Call::of("identity/list_officers").by(&admin).await.json();
    let own = list.rows.iter().find(|row| row.username == "admin").unwrap();
    assert!(own.toggle.reason().unwrap().contains("sendiri"));
}

async fn whoever_is_closed_is_out_at_once_and_keeps_the_name(server: Server) {
    let (admin, officer) = (server.client("admin").await, server.client("asisten1").await);
    assert!(officer.is_logged_in().await);
    let user = server.user("asisten1").await;
    assert_eq!(close(&admin, &user).await.status, 200);
    assert!(!officer.is_logged_in().await);
    assert_eq!(Call::of("selection/list_plans").by(&officer).await.error(), AppError::Unauthenticated);
    assert_eq!(server.visitor().log_in("asisten1", DEMO).await.status, 422);
    assert!(server.log().await.contains("Asisten 1 KASN"));

    let closed = server.user("asisten1").await;
    assert_eq!((closed.active, closed.name.as_str()), (false, "Asisten 1 KASN"));
    let again = close(&admin, &closed).await;
    assert!(matches!(again.error(), AppError::Refused(_)), "{}", again.text);
    let reply = switch(&admin, "identity/reactivate_account", (closed.id, closed.version)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(server.visitor().log_in("asisten1", DEMO).await.status, 200);
    assert_eq!(server.acts().await[1..3], ["reactivate_account", "log_in_failed"]);
}

async fn an_account_of_an_institution_is_no_officer(server: Server) {
    let admin = server.client("admin").await;
    let manager = server.user("adminjaksel").await;
    for call in [Call::of("identity/edit_officer_form"), Call::of(SAVE).form(&form(&server).await)] {
        let reply = call.with("user", manager.id).by(&admin).await;
        assert_eq!(reply.error(), AppError::NotFound);
    }
}

async fn a_job_title_is_added_without_losing_what_was_typed(server: Server) {
    let admin = server.client("admin").await;
    let typed = Multipart::default()
        .text("_page", "/petugas/tambah")
        .text("form[name]", "Rina Wulandari")
        .text("form[role]", "assistant")
        .text("form[password]", PASSWORD)
        .text("form[confirmation]", PASSWORD)
        .text("form[email]", "rina@contoh.go.id")
        .text("new_job_title", "Analis Kebijakan")
        .text("intent", "job_title")
        .file("form[photo][]", "foto.png", PNG);
    let page = admin.submit_files("/petugas/tambah", "/api/identity/save_officer", typed).await;
    assert!(page.text.contains("Jabatan Analis Kebijakan telah ditambahkan dan dipilih."), "{}", page.text);
    for text in ["value=\"Rina Wulandari\"", "value=\"rina@contoh.go.id\"", "Tetap lampirkan"] {
        assert!(page.text.contains(text), "{text} is lost: {}", page.text);
    }
    let option =
        page.text.split("<option").skip(1).find(|option| option.contains("Analis Kebijakan")).unwrap();
    assert!(option.contains("selected"), "{option}");
    assert!(!page.text.contains(PASSWORD), "the password is in the page");
    assert_eq!(server.acts().await[0], "create_job_title");

    let again =
        [("intent", "job_title"), ("new_job_title", "analis kebijakan"), ("_page", "/petugas/tambah")];
    let page = admin.submit("/petugas/tambah", "/api/identity/save_officer", &again).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("Jabatan ini sudah ada."), "{}", page.text);
}

async fn the_list_is_filtered(server: Server) {
    let admin = server.client("admin").await;
    assert_eq!(close(&admin, &server.user("asisten2").await).await.status, 200);
    for (filter, names) in [
        (vec![], vec!["Admin KASN", "Asisten 1 KASN", "Asisten 2 KASN", "Komisioner Admin"]),
        (vec![("q", "ASISTEN")], vec!["Asisten 1 KASN", "Asisten 2 KASN"]),
        (vec![("role", "commissioner")], vec!["Komisioner Admin"]),
        (vec![("status", "nonaktif")], vec!["Asisten 2 KASN"]),
        (vec![("q", "asisten"), ("status", "aktif")], vec!["Asisten 1 KASN"]),
        (vec![("q", "jaksel")], vec![]),
    ] {
        let call = filter.iter().fold(Call::of("identity/list_officers"), |call, (name, value)| {
            call.with(&format!("filter[{name}]"), value)
        });
        let list: PeopleList = call.by(&admin).await.json();
        let found: Vec<_> = list.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(found, names, "{filter:?}");
    }
}
