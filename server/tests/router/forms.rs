//! Forms that a browser sends without JavaScript.

use server::demo::PASSWORD;

use crate::support::{
    Server,
    multipart::Multipart,
    samples::{HTML, PDF},
};

const LOG_IN: &str = "/api/identity/log_in";
const LOG_OUT: &str = "/api/identity/log_out";

both!(
    what_goes_through_leads_on_with_a_word,
    the_word_is_said_once,
    what_does_not_comes_back_as_it_was_typed,
    whoever_is_not_logged_in_logs_in_first,
    without_a_page_to_return_to_there_is_a_plain_one,
    another_sites_page_is_not_returned_to,
    files_go_along_as_numbers,
    a_refused_file_is_named_and_the_rest_comes_back,
    every_refused_file_is_named_and_what_was_stored_keeps_its_name,
    strangers_files_are_not_stored,
    what_was_not_taken_says_so_in_title_and_summary_and_marks_its_groups,
);

fn login<'a>(username: &'a str, password: &'a str, next: &'a str) -> [(&'a str, &'a str); 3] {
    [("form[username]", username), ("form[password]", password), ("next", next)]
}

async fn what_goes_through_leads_on_with_a_word(server: Server) {
    let visitor = server.visitor();
    let reply =
        visitor.submit("/masuk?next=%2Fseleksi", LOG_IN, &login("jaksel", PASSWORD, "/seleksi")).await;
    assert_eq!((reply.status, reply.location()), (303, "/seleksi"));
    let cookie = reply.set_cookie("kabar").unwrap();
    assert!(cookie.starts_with("kabar=Selamat%20datang"), "{cookie}");
    assert!(cookie.contains("Max-Age=20") && !cookie.contains("HttpOnly"), "{cookie}");
    assert!(visitor.is_logged_in().await);
}

async fn the_word_is_said_once(server: Server) {
    let visitor = server.visitor();
    let reply = visitor.submit("/masuk", LOG_IN, &login("jaksel", PASSWORD, "")).await;
    let page = visitor.page(reply.location()).await;
    assert!(
        page.text.contains("toast-ok") && page.text.contains("Selamat datang, Jakarta Selatan."),
        "{}",
        page.text
    );
    assert!(page.set_cookie("kabar").unwrap().contains("Max-Age=0"));
    assert!(!visitor.page("/").await.text.contains("toast-ok"));
}

async fn what_does_not_comes_back_as_it_was_typed(server: Server) {
    let visitor = server.visitor();
    let page = "/masuk?next=%2Fseleksi";
    let reply = visitor.submit(page, LOG_IN, &login("jaksel", "Rahasia yang salah", "/seleksi")).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("Username atau password tidak sesuai."), "{}", reply.text);
    assert!(reply.text.contains("value=\"jaksel\""), "the name was typed: {}", reply.text);
    assert!(!reply.text.contains("Rahasia yang salah"), "the password is in the page");
    assert!(reply.text.contains("value=\"/seleksi\""), "the page to go to is lost");
    // The address becomes that of the page again, by a script the browser may run.
    let policy = reply.header("content-security-policy");
    let nonce = policy.split_once("'nonce-").unwrap().1.split('\'').next().unwrap();
    let script = format!("<script nonce=\"{nonce}\">history.replaceState(null,'',\"{page}\")</script>");
    assert!(reply.text.contains(&script), "{policy}");
    let empty = visitor.submit(page, LOG_IN, &login("", "", "")).await;
    assert!(empty.text.contains("Username wajib diisi.") && empty.text.contains("Password wajib diisi."));
}

async fn whoever_is_not_logged_in_logs_in_first(server: Server) {
    let fields = [("plan", ""), ("version", "0"), ("intent", "draft")];
    let reply = server.visitor().submit("/seleksi/tambah?x=1", "/api/selection/save_plan", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/masuk?next=%2Fseleksi%2Ftambah%3Fx%3D1"));
}

async fn without_a_page_to_return_to_there_is_a_plain_one(server: Server) {
    let visitor = server.visitor();
    let request = visitor.to(http::Method::POST, LOG_IN).header("origin", "http://sijapti.test");
    let request =
        request.header("accept", "text/html").header("content-type", "application/x-www-form-urlencoded");
    let reply = visitor.read(request, "form%5Busername%5D=jaksel&form%5Bpassword%5D=salah").await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("Username atau password tidak sesuai."), "{}", reply.text);
}

async fn another_sites_page_is_not_returned_to(server: Server) {
    let person = server.client("jaksel").await;
    let request = person.to(http::Method::POST, LOG_OUT).header("origin", "http://sijapti.test");
    let request = request.header("accept", "text/html").header("referer", "http://evil.test/masuk");
    assert_eq!(person.read(request, "").await.location(), "/masuk");
}

async fn files_go_along_as_numbers(server: Server) {
    let person = server.client("jaksel").await;
    // Logging in takes no files, but what stands in a form is what stands in a form.
    let form = Multipart::default()
        .text("form[username]", "jaksel")
        .file("form[scan][]", "surat.pdf", PDF)
        .file("form[scan][]", "", b"")
        .text("form[password]", "salah lagi");
    let reply = person.submit_files("/masuk", LOG_IN, form).await;
    assert_eq!(reply.status, 422);
    assert_eq!(server.stored_files(), 1);
    assert_eq!(server.acts().await[..2], ["log_in_failed", "upload_file"]);
    assert_eq!(person.get("/files/1").await.bytes, PDF);
}

async fn a_refused_file_is_named_and_the_rest_comes_back(server: Server) {
    let person = server.client("jaksel").await;
    let large = [PDF, &vec![b' '; 3 * 1024 * 1024]].concat();
    let form = Multipart::default()
        .file("form[scan]", "surat.pdf", HTML)
        .file("form[besar][]", "besar.pdf", &large)
        .text("form[username]", "Nama yang diketik")
        .text("form[password]", PASSWORD);
    let reply = person.submit_files("/masuk", LOG_IN, form).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("bukan PDF") && reply.text.contains("melebihi 1 MiB"), "{}", reply.text);
    assert!(reply.text.contains("value=\"Nama yang diketik\""));
    assert_eq!(server.acts().await, ["log_in"], "the command ran although a file was refused");
    assert_eq!(server.stored_files(), 0);
}

async fn every_refused_file_is_named_and_what_was_stored_keeps_its_name(server: Server) {
    let person = server.client("jaksel").await;
    let form = Multipart::default()
        .file("form[letter_scan][]", "surat satu.pdf", PDF)
        .file("form[letter_scan][]", "kosong.pdf", b"")
        .file("form[letter_scan][]", "halaman.pdf", HTML)
        .text("plan", "")
        .text("version", "0")
        .text("intent", "draft");
    let reply = person.submit_files("/seleksi/tambah", "/api/selection/save_plan", form).await;
    assert_eq!(reply.status, 422);
    for part in ["kosong.pdf", "halaman.pdf", "surat satu.pdf"] {
        assert!(reply.text.contains(part), "{part}: {}", reply.text);
    }
    assert!(!reply.text.contains("Berkas nomor"), "{}", reply.text);
}

async fn strangers_files_are_not_stored(server: Server) {
    let form = Multipart::default().file("form[letter_scan][]", "surat.pdf", PDF).text("plan", "");
    let reply = server.visitor().submit_files("/seleksi/tambah", "/api/selection/save_plan", form).await;
    assert_eq!((reply.status, reply.location()), (303, "/masuk?next=%2Fseleksi%2Ftambah"));
    assert_eq!(server.stored_files(), 0);
}

async fn what_was_not_taken_says_so_in_title_and_summary_and_marks_its_groups(server: Server) {
    let person = server.client("jaksel").await;
    assert!(person.page("/seleksi/tambah").await.text.contains("<title>Tambah Seleksi · SIJAPTI</title>"));
    let fields = [
        ("plan", ""),
        ("version", "0"),
        ("intent", "send"),
        ("form[weights][managerial]", "40"),
        ("form[weights][paper]", "20"),
        ("form[weights][interview]", "25"),
        ("form[weights][track_record]", "10"),
        ("form[order][managerial]", "1"),
        ("form[order][paper]", "2"),
        ("form[order][interview]", "3"),
        ("form[order][track_record]", "4"),
    ];
    let page = person.submit("/seleksi/tambah", "/api/selection/save_plan", &fields).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("<title>Belum terkirim: Tambah Seleksi · SIJAPTI</title>"), "{}", page.text);
    let (before, after) = page.text.split_once("form-alert").unwrap();
    let (tag, rest) = (before.rsplit('<').next().unwrap(), after.split_once('>').unwrap());
    assert!(tag.contains("autofocus") || rest.0.contains("autofocus"), "{tag}");
    assert!(rest.1.split("</p>").next().unwrap().contains("Belum terkirim."), "{}", rest.1);
    for id in ["save-plan-positions", "save-plan-weights", "save-plan-committee"] {
        let group = page
            .text
            .split("<fieldset")
            .find(|rest| rest.split('>').next().unwrap().contains(&format!("id=\"{id}\"")));
        let group = group.unwrap_or_else(|| panic!("no {id}: {}", page.text));
        assert!(group.split('>').next().unwrap().contains("aria-invalid=\"true\""), "{group}");
    }
}
