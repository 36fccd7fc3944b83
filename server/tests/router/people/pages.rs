//! Who may open which page, and what the menu offers.

use crate::support::Server;

both!(pages_are_for_whom_they_are_for, the_menu_offers_what_one_may, dialogs_work_without_javascript);

const WHO: [&str; 5] = ["admin", "komisioner", "adminjaksel", "jaksel", "bandung"];

async fn pages_are_for_whom_they_are_for(server: Server) {
    let officer = server.user("asisten1").await.id;
    let operator = server.user("jaksel").await;
    let manager = server.user("adminjaksel").await.id;
    let institution = operator.institution.unwrap().id;
    for (path, expected) in [
        ("/petugas".to_owned(), [200, 403, 403, 403, 403]),
        ("/petugas/tambah".to_owned(), [200, 403, 403, 403, 403]),
        (format!("/petugas/{officer}/ubah"), [200, 403, 403, 403, 403]),
        (format!("/petugas/{manager}/ubah"), [404, 403, 403, 403, 403]),
        ("/petugas/999999/ubah".to_owned(), [404, 403, 403, 403, 403]),
        ("/institusi".to_owned(), [200, 200, 403, 403, 403]),
        ("/institusi/tambah".to_owned(), [200, 403, 403, 403, 403]),
        (format!("/institusi/{institution}"), [200, 200, 403, 403, 403]),
        (format!("/institusi/{institution}/ubah"), [200, 403, 403, 403, 403]),
        (format!("/institusi/{institution}/akun/tambah"), [200, 403, 200, 403, 404]),
        ("/institusi/999999".to_owned(), [404, 404, 403, 403, 403]),
        ("/akun".to_owned(), [404, 404, 200, 403, 403]),
        ("/akun/tambah".to_owned(), [404, 404, 200, 403, 403]),
        (format!("/akun/{}/ubah", operator.id), [403, 403, 200, 403, 404]),
        (format!("/akun/{manager}/ubah"), [200, 403, 403, 403, 404]),
        ("/akun/x/ubah".to_owned(), [404, 404, 404, 404, 404]),
    ] {
        for (name, status) in WHO.into_iter().zip(expected) {
            let reply = server.client(name).await.page(&path).await;
            assert_eq!(reply.status, status, "{path} {name}");
        }
        let visitor = server.visitor().page(&path).await;
        assert!(visitor.location().starts_with("/masuk?next="), "{path}: {}", visitor.status);
    }
}

async fn the_menu_offers_what_one_may(server: Server) {
    for (name, offered) in [
        ("admin", [true, true, false]),
        ("komisioner", [false, true, false]),
        ("asisten1", [false, true, false]),
        ("adminjaksel", [false, false, true]),
        ("jaksel", [false, false, false]),
    ] {
        let page = server.client(name).await.page("/").await.text;
        let found =
            ["/petugas", "/institusi", "/akun"].map(|path| page.contains(&format!("href=\"{path}\"")));
        assert_eq!(found, offered, "{name}");
    }
}

async fn dialogs_work_without_javascript(server: Server) {
    let admin = server.client("admin").await;
    let user = server.user("asisten2").await;
    let page = admin.page("/petugas").await.text;
    assert!(page.contains(&format!("value=\"dialog-akun-{}\"", user.id)), "{page}");
    let (id, version) = (user.id.to_string(), user.version.to_string());
    let fields = [("_page", "/petugas?q=asisten"), ("user", id.as_str()), ("version", version.as_str())];
    let path = "/api/identity/deactivate_account";
    let reply = admin.submit("/petugas?q=asisten", path, &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/petugas?q=asisten"));
    // Once more, from the page as it was: the dialog stands open and says so.
    let reply = admin.submit("/petugas?q=asisten", path, &fields).await;
    assert_eq!(reply.status, 409);
}
