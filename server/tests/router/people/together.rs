//! Two people who save the same thing at the same moment: one has not committed yet when the other's command
//! arrives.

use app::error::{AppError, Conflict};
use domain::{
    identity::{Role, duty::second_factor_setting},
    institution::form::InstitutionForm,
};
use store::{
    Tx,
    identity::{self, AccountChange, User},
    institution::{self, InstitutionChange},
    setting,
};

use server::demo::PASSWORD;

use super::close;
use crate::{
    call::Call,
    support::{Reply, Server},
    typed,
};

both!(
    the_later_of_two_who_save_an_account_is_told_both_versions,
    the_later_of_two_who_save_an_officer_is_told_both_versions,
    the_later_of_two_who_save_an_institution_is_told_both_versions,
    who_closes_an_account_that_is_being_saved_is_told,
    the_later_of_two_who_set_something_for_the_first_time_is_told_both_versions,
    the_later_of_two_who_change_a_setting_is_told_both_versions,
    the_later_of_two_who_add_the_same_job_title_is_told_at_its_name,
);

/// Commits once the command waits for what the transaction holds; the command's answer.
async fn overtaken(server: &Server, first: Tx, later: impl Future<Output = Reply>) -> Reply {
    let mut later = std::pin::pin!(later);
    // A command that is answered before it had to wait was refused for another reason.
    tokio::select! {
        reply = &mut later, if server.postgres.is_some() => panic!("it did not wait: {}", reply.text),
        () = server.until_somebody_waits() => {}
    }
    let commit = async { first.commit().await.unwrap() };
    tokio::join!(later, commit).0
}

fn conflict(reply: &Reply) -> Conflict {
    let AppError::Conflict(conflict) = reply.error() else { panic!("{}", reply.text) };
    conflict
}

/// What differs: its label, what the later one wants, and what is saved.
fn told(conflict: &Conflict) -> Vec<(&str, &str, &str)> {
    conflict
        .fields
        .iter()
        .map(|field| (field.label.as_str(), field.before.as_str(), field.after.as_str()))
        .collect()
}

fn renamed(user: &User, name: &str) -> AccountChange {
    AccountChange {
        id: user.id,
        version: user.version,
        username: user.username.clone(),
        name: name.into(),
        role: user.role,
        email: user.email.clone(),
        job_title: user.job_title.as_ref().map(|title| title.id),
    }
}

/// An account whose new name is not committed yet.
async fn being_renamed(server: &Server, username: &str, name: &str) -> (User, Tx) {
    let user = server.user(username).await;
    let mut tx = server.db.begin().await.unwrap();
    identity::update(&mut tx, &renamed(&user, name)).await.unwrap();
    (user, tx)
}

async fn the_later_of_two_who_save_an_account_is_told_both_versions(server: Server) {
    let manager = server.client("adminjaksel").await;
    let (user, first) = being_renamed(&server, "jaksel", "Yang Pertama").await;
    let mut form = typed::member("x");
    form.name = "Yang Kedua".into();
    let save = Call::of("identity/save_account")
        .with("own_password", PASSWORD)
        .with("user", user.id)
        .with("version", user.version)
        .form(&form);
    let conflict = conflict(&overtaken(&server, first, save.by(&manager)).await);
    assert_eq!(conflict.current_version, user.version + 1);
    assert!(told(&conflict).contains(&("Nama", "Yang Kedua", "Yang Pertama")), "{conflict:?}");
    assert_eq!(server.user("jaksel").await.name, "Yang Pertama", "nothing is overwritten");
}

async fn the_later_of_two_who_save_an_officer_is_told_both_versions(server: Server) {
    let admin = server.client("admin").await;
    let (user, first) = being_renamed(&server, "asisten1", "Yang Pertama").await;
    let mut form = typed::officer("x", user.job_title.as_ref().unwrap().id);
    form.name = "Yang Kedua".into();
    let save = Call::of("identity/save_officer")
        .with("own_password", PASSWORD)
        .with("user", user.id)
        .with("version", user.version)
        .form(&form);
    let conflict = conflict(&overtaken(&server, first, save.by(&admin)).await);
    assert_eq!(conflict.current_version, user.version + 1);
    assert!(told(&conflict).contains(&("Nama", "Yang Kedua", "Yang Pertama")), "{conflict:?}");
    assert_eq!(server.user("asisten1").await.name, "Yang Pertama", "nothing is overwritten");
}

async fn the_later_of_two_who_save_an_institution_is_told_both_versions(server: Server) {
    let admin = server.client("admin").await;
    let id = server.user("bandung").await.institution.unwrap().id;
    let mut tx = server.db.begin().await.unwrap();
    let record = institution::record(&mut tx, id).await.unwrap().unwrap();
    let change = InstitutionChange {
        id,
        version: record.version,
        name: "Kota Kembang".into(),
        kind: record.institution.kind,
        region: record.institution.region.clone(),
        place: record.place.clone(),
        email: record.email.clone(),
        at: server::start::clock(),
    };
    institution::update(&mut tx, &change).await.unwrap();
    let form = InstitutionForm {
        name: "Bandung Raya".into(),
        kind: record.institution.kind.code().into(),
        province: record.place.province,
        regency: record.place.regency,
        email: record.email,
        ..InstitutionForm::default()
    };
    let save =
        Call::of("institution/save").with("institution", id).with("version", record.version).form(&form);
    let conflict = conflict(&overtaken(&server, tx, save.by(&admin)).await);
    assert_eq!(conflict.current_version, record.version + 1);
    assert_eq!(told(&conflict), [("Nama", "Bandung Raya", "Kota Kembang")]);
}

async fn who_closes_an_account_that_is_being_saved_is_told(server: Server) {
    let admin = server.client("admin").await;
    let (user, first) = being_renamed(&server, "asisten2", "Yang Pertama").await;
    let conflict = conflict(&overtaken(&server, first, close(&admin, &user)).await);
    assert_eq!(conflict.current_version, user.version + 1);
    assert!(server.user("asisten2").await.active);
}

async fn require(server: &Server, first: Tx, version: i64, required: bool) -> Conflict {
    let admin = server.client("admin").await;
    let call = Call::of("settings/require_second_factor")
        .with("role", Role::Operator.code())
        .with("version", version)
        .with("required", required);
    conflict(&overtaken(server, first, call.by(&admin)).await)
}

async fn the_later_of_two_who_set_something_for_the_first_time_is_told_both_versions(server: Server) {
    server.client("admin").await;
    let mut tx = server.db.begin().await.unwrap();
    setting::set(&mut tx, &second_factor_setting(Role::Operator), "0", 0).await.unwrap();
    let conflict = require(&server, tx, 0, true).await;
    assert_eq!(conflict.current_version, 1);
    assert_eq!(told(&conflict), [("Autentikasi dua langkah bagi Operator", "Wajib", "Tidak wajib")]);
}

async fn the_later_of_two_who_change_a_setting_is_told_both_versions(server: Server) {
    server.client("admin").await;
    server.require_second_factor(Role::Operator).await;
    let mut tx = server.db.begin().await.unwrap();
    setting::set(&mut tx, &second_factor_setting(Role::Operator), "0", 1).await.unwrap();
    let conflict = require(&server, tx, 1, true).await;
    assert_eq!(conflict.current_version, 2);
    assert_eq!(told(&conflict).len(), 1);
}

async fn the_later_of_two_who_add_the_same_job_title_is_told_at_its_name(server: Server) {
    let admin = server.client("admin").await;
    let mut tx = server.db.begin().await.unwrap();
    identity::insert_job_title(&mut tx, "Analis").await.unwrap();
    let call = Call::of("identity/create_job_title").with("form[name]", "analis");
    let reply = overtaken(&server, tx, call.by(&admin)).await;
    assert_eq!(reply.complaint("name"), "Jabatan ini sudah ada. Pilih dari daftar.");
}
