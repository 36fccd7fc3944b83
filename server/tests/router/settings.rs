//! Pengaturan.

use app::{api::settings::SettingsView, error::AppError};

use crate::{call::Call, support::Server};

both!(the_admin_asks_a_second_factor_of_a_role, the_same_without_a_script, others_change_nothing);

async fn version(server: &Server, role: &str) -> (bool, i64) {
    let view: SettingsView = Call::of("settings/show").by(&server.client("admin").await).await.json();
    let rule = view.roles.into_iter().find(|rule| rule.role == role).unwrap();
    (rule.required, rule.version)
}

async fn the_admin_asks_a_second_factor_of_a_role(server: Server) {
    let admin = server.client("admin").await;
    assert_eq!(version(&server, "operator").await, (false, 0));
    let call = Call::of("settings/require_second_factor").with("role", "operator");
    let done = call.clone().with("version", 0).with("required", true).by(&admin).await.done();
    assert_eq!(done.message, "Autentikasi dua langkah sekarang wajib bagi Operator.");
    assert_eq!(version(&server, "operator").await, (true, 1));
    assert_eq!(server.acts().await[0], "change_setting");
    let stale = call.clone().with("version", 0).with("required", false).by(&admin).await;
    let AppError::Conflict(conflict) = stale.error() else { panic!("{}", stale.text) };
    assert_eq!((conflict.current_version, conflict.by()), (1, "Admin KASN"));
    assert_eq!(
        conflict.fields.iter().map(|field| (field.before.as_str(), field.after.as_str())).collect::<Vec<_>>(),
        [("Tidak wajib", "Wajib")]
    );
    call.with("version", 1).with("required", false).by(&admin).await.done();
    assert_eq!(version(&server, "operator").await, (false, 2));
}

async fn the_same_without_a_script(server: Server) {
    let admin = server.client("admin").await;
    let page = admin.page("/pengaturan").await;
    assert!(page.text.contains("Wajibkan bagi Operator"), "{}", page.text);
    let fields = [("role", "operator"), ("version", "0"), ("required", "true")];
    let reply = admin.submit("/pengaturan", "/api/settings/require_second_factor", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/pengaturan"));
    let page = admin.page("/pengaturan").await;
    assert!(page.text.contains("Jadikan tidak wajib bagi Operator"), "{}", page.text);
}

async fn others_change_nothing(server: Server) {
    for name in ["komisioner", "asisten1", "jaksel"] {
        let client = server.client(name).await;
        assert_eq!(client.page("/pengaturan").await.status, 403, "{name}");
        assert!(!client.page("/profil").await.text.contains("/pengaturan"), "{name}");
    }
    assert!(server.client("admin").await.page("/profil").await.text.contains("/pengaturan"));
}
