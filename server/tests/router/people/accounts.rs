//! The accounts of an institution's people.

use app::{
    api::{
        identity::{account::AccountEditor, people::PeopleList},
        institution::InstitutionView,
        selection::views::PlanList,
    },
    error::AppError,
};
use domain::identity::Role;
use server::demo::PASSWORD as DEMO;

use super::{close, switch};
use crate::{
    call::Call,
    support::Server,
    typed::{self, PASSWORD},
};

both!(
    an_admin_institusi_adds_each_role_but_their_own,
    nobody_reaches_beyond_their_institution,
    the_commissions_admin_has_the_institutions_admins_only,
    a_closed_operator_is_out_at_once,
    a_pyb_reads,
    a_new_password_must_be_changed,
    who_is_slowed_is_shown_and_lifted,
    an_admin_ends_the_sessions_of_others,
    a_new_password_lets_the_owner_in_at_once,
);

const SAVE: &str = "identity/save_account";

async fn an_admin_institusi_adds_each_role_but_their_own(server: Server) {
    let manager = server.client("adminjaksel").await;
    let editor: AccountEditor = Call::of("identity/edit_account_form").by(&manager).await.json();
    let offered: Vec<_> = editor.roles.iter().map(|role| role.value.as_str()).collect();
    assert_eq!(offered, Role::MEMBERS.map(Role::code));
    for role in Role::ALL {
        let mark = role.code().replace('_', "");
        let call = Call::of(SAVE).form(&typed::member(&mark)).with("form[role]", role.code());
        let reply = call.by(&manager).await;
        if Role::MEMBERS.contains(&role) {
            assert_eq!(reply.done().go.as_deref(), Some("/akun"), "{role:?}");
            let user = server.user(&format!("siti.{mark}")).await;
            assert_eq!((user.role, user.must_change_password), (role, true));
            assert_eq!(user.institution.unwrap().name, "Jakarta Selatan");
        } else {
            assert_eq!(reply.complaint("role"), "Pilih Role Pengguna.", "{role:?}");
        }
    }
    let list: PeopleList = Call::of("identity/list_accounts").by(&manager).await.json();
    assert!(list.aside.can_add);
    assert_eq!(list.rows.len(), 7);
    let own = list.rows.iter().find(|row| row.username == "adminjaksel").unwrap();
    assert!(!own.edit.is_shown() && !own.toggle.is_enabled(), "the commission has that account");
}

async fn nobody_reaches_beyond_their_institution(server: Server) {
    let manager = server.client("adminjaksel").await;
    let other = server.user("bandung").await;
    let theirs = other.institution.as_ref().unwrap().id;
    assert_eq!(close(&manager, &other).await.error(), AppError::NotFound);
    let form = typed::member("x");
    for call in [
        Call::of("identity/edit_account_form").with("user", other.id),
        Call::of("identity/edit_account_form").with("institution", theirs),
        Call::of(SAVE).with("user", other.id).with("version", other.version).form(&form),
        Call::of(SAVE).with("institution", theirs).form(&form),
        Call::of("identity/reactivate_account")
            .with("user", server.user("admin").await.id)
            .with("version", 1),
    ] {
        assert_eq!(call.by(&manager).await.error(), AppError::NotFound, "{call:?}");
    }
    assert_eq!(server.user("bandung").await.version, other.version);
    for path in [format!("/akun/{}/ubah", other.id), format!("/institusi/{theirs}/akun/tambah")] {
        assert_eq!(manager.page(&path).await.status, 404, "{path}");
    }
}

async fn the_commissions_admin_has_the_institutions_admins_only(server: Server) {
    let admin = server.client("admin").await;
    let institution = server.user("jaksel").await.institution.unwrap().id;
    let view: InstitutionView =
        Call::of("institution/get").with("institution", institution).by(&admin).await.json();
    for row in &view.accounts.rows {
        let may = row.role == Role::InstitutionAdmin;
        assert_eq!((row.edit.is_shown(), row.toggle.is_shown()), (may, may), "{}", row.name);
    }
    let call = Call::of(SAVE).with("institution", institution);
    let reply = call.clone().form(&typed::member("x")).by(&admin).await;
    assert_eq!(reply.complaint("role"), "Pilih Role Pengguna.");
    let form = typed::member("kedua");
    let reply = call.form(&form).with("form[role]", "institution_admin").by(&admin).await;
    assert_eq!(reply.done().go, Some(format!("/institusi/{institution}")));
    let added = server.user("siti.kedua").await;
    assert_eq!(added.role, Role::InstitutionAdmin);
    assert_eq!(close(&admin, &added).await.status, 200);
    let operator = server.user("jaksel").await;
    assert!(matches!(close(&admin, &operator).await.error(), AppError::Denied(_)));
    let unknown = Call::of(SAVE).with("institution", 999_999).form(&form).by(&admin).await;
    assert_eq!(unknown.error(), AppError::NotFound);
}

async fn a_closed_operator_is_out_at_once(server: Server) {
    let (manager, operator) = (server.client("adminjaksel").await, server.client("jaksel").await);
    let user = server.user("jaksel").await;
    assert_eq!(close(&manager, &user).await.status, 200);
    assert!(!operator.is_logged_in().await);
    let closed = server.user("jaksel").await;
    let reply = switch(&manager, "identity/reactivate_account", (closed.id, closed.version)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(server.acts().await[..2], ["reactivate_account", "deactivate_account"]);
}

async fn a_pyb_reads(server: Server) {
    server.add("pyb", Role::AuthorisedOfficial, "jaksel").await;
    let plan = server.draft_of("jaksel").await;
    let reader = server.client("pyb").await;
    let list: PlanList = Call::of("selection/list_plans").by(&reader).await.json();
    assert_eq!((list.rows.len(), list.aside.can_create), (1, false));
    let form = Call::of("selection/edit_plan_form").with("plan", plan).by(&reader).await;
    assert!(matches!(form.error(), AppError::Denied(_)), "{}", form.text);
}

async fn a_new_password_must_be_changed(server: Server) {
    let manager = server.client("adminjaksel").await;
    let user = server.user("jaksel").await;
    let form = typed::member("x");
    let call = Call::of(SAVE)
        .with("user", user.id)
        .with("version", user.version)
        .form(&form)
        .with("form[username]", "jaksel")
        .with("form[role]", "operator");
    // Whoever resets a colleague's login shows once more who they are.
    for own in ["", "bukan kata sandinya"] {
        let reply = call.clone().with("own_password", own).by(&manager).await;
        assert!(!reply.complaint("own_password").is_empty());
    }
    assert_eq!(server.visitor().log_in("jaksel", DEMO).await.status, 200, "nothing was changed");
    assert_eq!(call.with("own_password", DEMO).by(&manager).await.status, 200);
    let user = server.user("jaksel").await;
    assert!(user.must_change_password && user.name == "Siti x");
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 200);
    assert_eq!(server.acts().await[1..3], ["reset_password", "edit_account"]);
}

/// Somebody guesses from their own network until they have to wait.
async fn guess(server: &Server, name: &str) {
    let guesser = server.visitor();
    for _ in 0..5 {
        assert_eq!(guesser.log_in(name, "tebakan").await.status, 422);
    }
    assert_eq!(guesser.log_in(name, DEMO).await.status, 429);
}

async fn who_is_slowed_is_shown_and_lifted(server: Server) {
    let manager = server.client("adminjaksel").await;
    let user = server.user("jaksel").await;
    let edit = format!("/akun/{}/ubah", user.id);
    assert!(!manager.page("/akun").await.text.contains("Diperlambat"));
    assert!(!manager.page(&edit).await.text.contains("Hapus perlambatan"));
    guess(&server, "jaksel").await;
    let list: PeopleList = Call::of("identity/list_accounts").by(&manager).await.json();
    let slowed: Vec<_> = list.rows.iter().filter(|row| row.slowed).map(|row| row.username.as_str()).collect();
    assert_eq!(slowed, ["jaksel"]);
    assert!(manager.page("/akun").await.text.contains("Diperlambat"));
    let page = manager.page(&edit).await;
    assert!(
        page.text.contains("5 password atau kode tidak sesuai dari jaringan 203.0.113.7"),
        "{}",
        page.text
    );

    let id = user.id.to_string();
    let reply = manager.submit(&edit, "/api/identity/lift_throttle", &[("user", &id)]).await;
    assert_eq!((reply.status, reply.location()), (303, edit.as_str()));
    assert_eq!(server.acts().await[0], "lift_throttle");
    assert!(!manager.page(&edit).await.text.contains("Hapus perlambatan"));
    assert_eq!(server.visitor().log_in("jaksel", DEMO).await.status, 200);
    let again = Call::of("identity/lift_throttle").with("user", user.id).by(&manager).await.done();
    assert!(again.message.contains("tidak sedang diperlambat"), "{}", again.message);
}

async fn a_new_password_lets_the_owner_in_at_once(server: Server) {
    guess(&server, "jaksel").await;
    server.force_change("jaksel").await;
    assert_eq!(server.visitor().log_in("jaksel", DEMO).await.status, 200);
}

async fn an_admin_ends_the_sessions_of_others(server: Server) {
    let (manager, operator) = (server.client("adminjaksel").await, server.client("jaksel").await);
    let second = server.visitor();
    assert_eq!(second.log_in("jaksel", DEMO).await.status, 200);
    let user = server.user("jaksel").await;
    let edit = format!("/akun/{}/ubah", user.id);
    let page = manager.page(&edit).await.text;
    assert!(page.contains("sedang masuk dalam 2 sesi"), "{page}");
    let id = user.id.to_string();
    let fields = [("user", id.as_str())];
    let reply = manager.submit(&edit, "/api/identity/end_account_sessions", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, edit.as_str()));
    assert!(!operator.is_logged_in().await && !second.is_logged_in().await);
    assert!(manager.is_logged_in().await);
    assert_eq!(server.acts().await[0], "end_session");
    server.every_line_has_its_words().await;
    assert!(manager.page(&edit).await.text.contains("tidak sedang masuk di perangkat mana pun"));
    let again = Call::of("identity/end_account_sessions").with("user", user.id).by(&manager).await.done();
    assert!(again.message.contains("tidak sedang masuk"), "{}", again.message);
    // One's own are ended in Profil, and another institution's Admin finds no such account.
    let own = server.user("admin").await.id;
    let own =
        Call::of("identity/end_account_sessions").with("user", own).by(&server.client("admin").await).await;
    assert!(own.error().to_string().contains("Profil"), "{}", own.text);
    assert!(!manager.page("/akun/tambah").await.text.contains("Akhiri semua sesi"));
}
