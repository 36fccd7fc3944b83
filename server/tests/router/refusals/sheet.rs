//! Applicants from a spreadsheet.

use app::{api::selection::views::VacancyView, error::AppError, ports::work::Ticket};
use domain::{
    identity::Role,
    selection::{
        Phase,
        forms::{CountForm, LinesForm, SheetForm},
    },
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Client, Reply, Server, samples},
};

both!(
    every_row_becomes_an_applicant,
    hidden_rows_are_told_and_merged_cells_filled,
    a_bad_row_keeps_all_out,
    pasted_lines_are_read_before_anybody_waits_for_them,
    what_is_no_spreadsheet_is_refused,
    what_a_file_really_is_is_said_with_what_to_do,
    a_table_is_read_whatever_its_name,
    each_account_has_one_spreadsheet_read_at_a_time,
    somebody_elses_spreadsheet_is_not_read,
    a_late_saver_is_told_of_whoever_saved_the_vacancy,
    the_template_is_for_those_who_upload,
);

const HEADS: &[&str] = &["Nama", "NIP", "Instansi"];
const FIRST: &str = "197203101998032001";
const SECOND: &str = "197504122000121003";

async fn import(scene: &Scene, person: &Client, file: &str) -> Reply {
    let form = SheetForm { sheet: vec![file.to_owned()] };
    Call::of("selection/import_applicants").with("vacancy", scene.vacancy).form(&form).by(person).await
}

async fn names(scene: &Scene, person: &Client) -> Vec<String> {
    let view: VacancyView =
        Call::of("selection/get_vacancy").with("vacancy", scene.vacancy).by(person).await.json();
    view.applicants.into_iter().map(|applicant| applicant.name).collect()
}

async fn every_row_becomes_an_applicant(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let before = names(&scene, &jaksel).await;
    let rows = samples::sheet(&[HEADS, &["Rina", FIRST, "Dinas A"], &["Yusuf", SECOND, "Dinas B"]]);
    let file = jaksel.attach("pelamar.xlsx", &rows).await;
    assert_eq!(import(&scene, &jaksel, &file).await.done().message, "2 pelamar tersimpan.");
    let after = names(&scene, &jaksel).await;
    assert_eq!(after, [before, vec!["Rina".into(), "Yusuf".into()]].concat());
    let twice = import(&scene, &jaksel, &file).await;
    // The sentence names who is there, whatever the name in the file.
    assert!(twice.complaint("sheet").contains(&format!("{FIRST} (Rina) sudah terdaftar")), "{}", twice.text);
}

async fn hidden_rows_are_told_and_merged_cells_filled(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Petunjuk").unwrap().write(0, 0, "Isi lembar Data").unwrap();
    let page = book.add_worksheet().set_name("Data").unwrap();
    page.write(0, 0, "DAFTAR PELAMAR").unwrap();
    for (row, cells) in (2..).zip([["No", "Nama", "NIP"], ["1", "Rina\nS.E.", FIRST], ["2", "Yusuf", SECOND]])
    {
        for (column, cell) in (0..).zip(cells) {
            page.write(row, column, cell).unwrap();
        }
    }
    page.write(2, 3, "Instansi").unwrap();
    page.merge_range(3, 3, 4, 3, "Dinas\nA", &rust_xlsxwriter::Format::new()).unwrap();
    page.set_row_hidden(4).unwrap();
    let file = jaksel.attach("pelamar.xlsx", &book.save_to_buffer().unwrap()).await;
    assert_eq!(
        import(&scene, &jaksel, &file).await.done().message,
        "2 pelamar tersimpan. 1 di antaranya dari baris yang tersembunyi di spreadsheet; periksa daftarnya."
    );
    let view: VacancyView =
        Call::of("selection/get_vacancy").with("vacancy", scene.vacancy).by(&jaksel).await.json();
    let stored: Vec<(&str, &str)> =
        view.applicants.iter().rev().take(2).map(|one| (one.name.as_str(), one.agency.as_str())).collect();
    assert_eq!(stored, [("Yusuf", "Dinas A"), ("Rina S.E.", "Dinas A")]);
}

async fn a_bad_row_keeps_all_out(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let before = names(&scene, &jaksel).await;
    for (rows, said) in [
        (samples::sheet(&[HEADS, &["Rina", FIRST, "A"], &["Yusuf", "123", "B"]]), "Baris 3, kolom NIP"),
        (samples::sheet(&[HEADS]), "belum berisi pelamar"),
        (samples::sheet(&[&["Nama", "NIP"], &["Rina", FIRST]]), "Instansi"),
    ] {
        let file = jaksel.attach("pelamar.xlsx", &rows).await;
        let reply = import(&scene, &jaksel, &file).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
        assert!(reply.complaint("sheet").contains(said), "{}", reply.text);
    }
    assert_eq!(names(&scene, &jaksel).await, before);
}

async fn pasted_lines_are_read_before_anybody_waits_for_them(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let before = names(&scene, &jaksel).await;
    // While somebody writes, nothing that needs the writer's turn can be answered.
    let writing = server.db.begin().await.unwrap();
    for (lines, said) in [
        ("Ani;198503012010011000;Dinas Uji\n".repeat(20_000), "Paling banyak 500 baris"),
        (format!("Ani;{FIRST};Dinas\nBudi;1.98503012010012e+17;Dinas"), "digit terakhirnya hilang"),
    ] {
        let call = Call::of("selection/add_applicants").with("vacancy", scene.vacancy);
        let reply = call.form(&LinesForm { lines }).by(&jaksel).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
        assert!(reply.complaint("lines").contains(said), "{}", reply.text);
    }
    drop(writing);
    assert_eq!(names(&scene, &jaksel).await, before);
}

async fn what_is_no_spreadsheet_is_refused(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    // A document, and what only looks like a workbook.
    for (name, content) in [("surat.pdf", samples::PDF.to_vec()), ("pelamar.xlsx", samples::xlsx())] {
        let file = jaksel.attach(name, &content).await;
        let reply = import(&scene, &jaksel, &file).await;
        assert_eq!(reply.status, 422, "{name}: {}", reply.text);
        assert!(!reply.complaint("sheet").is_empty(), "{name}");
    }
}

async fn what_a_file_really_is_is_said_with_what_to_do(server: Server) {
    let jaksel = server.client("jaksel").await;
    let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    for (content, said) in [
        ("<html><table><tr><td>Nama</td></tr></table></html>", "halaman web (HTML)"),
        ("\u{feff}<html><table>", "halaman web (HTML)"),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "arsip halaman web (MHTML)"),
        (xml, "Spreadsheet XML 2003"),
    ] {
        let reply = jaksel.upload_sheet("pelamar.xls", content.as_bytes()).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
        let sentence = reply.complaint("file");
        assert!(sentence.contains(said) && sentence.contains("simpan sebagai .xlsx"), "{sentence}");
    }
}

async fn a_table_is_read_whatever_its_name(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let text = format!("Nama\tNIP\tInstansi\nRina\t{FIRST}\tDinas A\n");
    let file = jaksel.attach_sheet("pelamar.xls", text.as_bytes()).await;
    assert_eq!(import(&scene, &jaksel, &file).await.done().message, "Rina tersimpan sebagai pelamar.");
    let rows = samples::sheet(&[HEADS, &["Yusuf", SECOND, "Dinas B"]]);
    let file = jaksel.attach_sheet("pelamar.xls", &rows).await;
    assert_eq!(import(&scene, &jaksel, &file).await.done().message, "Yusuf tersimpan sebagai pelamar.");
}

async fn each_account_has_one_spreadsheet_read_at_a_time(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let rows = samples::sheet(&[HEADS, &["Rina", FIRST, "Dinas A"]]);
    let file = jaksel.attach("pelamar.xlsx", &rows).await;
    let mut tx = server.db.read().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    drop(tx);
    // Another spreadsheet of theirs is being read.
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (began, running) = tokio::sync::oneshot::channel();
    let place = server.work.sheets.clone();
    let reading = tokio::spawn(async move {
        let job = move |_: &Ticket| {
            began.send(()).unwrap();
            wait.recv().unwrap();
        };
        place.run(user, job).await
    });
    running.await.unwrap();
    let reply = import(&scene, &jaksel, &file).await;
    let AppError::Busy(sentence) = reply.error() else { panic!("{}", reply.text) };
    assert_eq!(reply.status, 503);
    assert!(sentence.contains("Tunggu sampai selesai"), "{sentence}");
    go.send(()).unwrap();
    reading.await.unwrap().unwrap();
    import(&scene, &jaksel, &file).await.done();
}

async fn somebody_elses_spreadsheet_is_not_read(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    server.add("jaksel2", Role::Operator, "jaksel").await;
    let rows = samples::sheet(&[HEADS, &["Rina", FIRST, "Dinas A"]]);
    let file = server.client("jaksel2").await.attach("pelamar.xlsx", &rows).await;
    let reply = import(&scene, &server.client("jaksel").await, &file).await;
    assert!(reply.complaint("sheet").contains("tidak ditemukan"), "{}", reply.text);
}

async fn a_late_saver_is_told_of_whoever_saved_the_vacancy(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    server.add("jaksel2", Role::Operator, "jaksel").await;
    let (first, second) = (server.client("jaksel2").await, server.client("jaksel").await);
    let count = |count: &str| {
        let call = Call::of("selection/record_applicant_count").with("vacancy", scene.vacancy);
        call.with("version", scene.versions[1]).form(&CountForm { count: count.into() })
    };
    count("8").by(&first).await.done();
    let reply = count("9").by(&second).await;
    let AppError::Conflict(conflict) = reply.error() else { panic!("{}", reply.text) };
    assert_eq!(conflict.by(), "Operator jaksel2");
}

async fn the_template_is_for_those_who_upload(server: Server) {
    let path = "/seleksi/templat-pelamar.xlsx";
    let reply = server.client("jaksel").await.get(path).await;
    assert_eq!(reply.status, 200);
    assert!(reply.bytes.starts_with(b"PK"));
    let sheet = server::sheet::read(&reply.bytes, server::sheet::Limits::default()).unwrap();
    let heads: Vec<String> = sheet.rows[0].cells.iter().map(|cell| cell.text().into_owned()).collect();
    assert_eq!(heads, HEADS);
    server.add("pyb2", Role::AuthorisedOfficial, "jaksel").await;
    assert_eq!(server.client("pyb2").await.get(path).await.status, 403);
    assert_eq!(server.visitor().get(path).await.status, 401);
}
