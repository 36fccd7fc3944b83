//! Lists as files: one reading of the database, noted in the log, and never more than the filter asks for.

use std::{collections::HashSet, io::Cursor};

use app::api::activity::ActivityList;
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use domain::{
    id::PlanId,
    selection::{FillingMethod, Phase, plan::PlanForm},
};
use http::Method;
use server::start::clock;
use store::{
    official::{self, NewOfficial},
    selection::plan::{self, NewPlan},
};

use crate::{
    scene::{Far, Scene},
    support::{Reply, Server, pdf},
};

both!(
    every_row_of_the_beginning_is_there_once_while_others_save,
    a_filter_that_cannot_be_read_is_a_sentence_and_no_file,
    a_filter_is_told_by_names,
    whoever_takes_a_list_along_is_in_the_log_before_the_first_byte,
    what_is_refused_is_not_noted,
    a_name_is_no_formula_wherever_cells_are_parted,
    every_list_is_a_worksheet_too,
    a_nip_in_a_worksheet_is_text_and_in_a_pdf_whole,
);

/// So many that a download which is not taken up is still being read: several readings more than lie ready.
const MANY: usize = 3_000;

async fn plans(server: &Server, count: usize) -> Vec<PlanId> {
    let mut tx = server.db.begin().await.unwrap();
    let operator = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    let at = clock();
    let mut ids = Vec::new();
    for number in 0..count {
        let form = PlanForm {
            letter_number: format!("800/{number}"),
            reason: "death".into(),
            ..PlanForm::default()
        };
        let institution = operator.institution.as_ref().unwrap().id;
        let new = NewPlan { institution, form, by: &operator.person(), at };
        ids.push(plan::insert(&mut tx, new).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

async fn every_row_of_the_beginning_is_there_once_while_others_save(server: Server) {
    let plans = plans(&server, MANY).await;
    let jaksel = server.client("jaksel").await;
    let export = jaksel.send(jaksel.to(Method::GET, "/seleksi/ekspor.csv"), "").await;
    // It stands still: nobody reads it. The first plan is the list's last row, far from what was read.
    let mut tx = server.db.begin().await.unwrap();
    let mut saved = plan::load(&mut tx, plans[0]).await.unwrap().unwrap();
    let by = saved.updated.by.clone();
    saved.form.reason = "retirement".into();
    plan::save(&mut tx, &mut saved, &by, clock()).await.unwrap();
    plan::delete(&mut tx, plans[1], clock()).await.unwrap();
    tx.commit().await.unwrap();
    let file = Reply::read(export).await;
    assert_eq!(file.text.matches("Meninggal").count(), MANY, "as they were");
    assert_eq!(file.text.matches("Pensiun").count(), 0);
    let next = jaksel.get("/seleksi/ekspor.csv").await;
    assert_eq!((next.text.matches("Meninggal").count(), next.text.matches("Pensiun").count()), (MANY - 2, 1));
}

async fn a_filter_that_cannot_be_read_is_a_sentence_and_no_file(server: Server) {
    let (jaksel, admin) = (server.client("jaksel").await, server.client("adminjaksel").await);
    plans(&server, 1).await;
    let long = "a".repeat(50_001);
    let filters: [(&str, &[(&str, &str)]); 4] = [
        (
            "/log",
            &[
                ("dari=besok", "“besok”"),
                ("dari=31/02/2016", "“31/02/2016”"),
                ("sampai=2016-13-01", "“2016-13-01”"),
                ("dari=02/01/2016&sampai=01/01/2016", "tidak boleh sebelum"),
                ("kegiatan=zzz", "“zzz” bukan pilihan pada Kegiatan"),
                ("jenis=zzz", "“zzz” bukan pilihan pada Jenis data"),
                ("nomor=7", "Pilih Jenis data"),
                ("jenis=plan&nomor=tujuh", "“tujuh”"),
            ],
        ),
        (
            "/seleksi",
            &[
                ("status=zzz", "“zzz” bukan pilihan pada Status"),
                ("alasan=zzz", "“zzz” bukan pilihan pada Alasan"),
                ("cara=zz", "“zz” bukan pilihan pada Cara Pengisian JPT"),
            ],
        ),
        ("/pejabat", &[]),
        (
            "/akun",
            &[("role=zzz", "“zzz” bukan pilihan pada Role Pengguna"), ("status=x", "“x” bukan pilihan")],
        ),
    ];
    let long = format!("q={long}");
    for (list, filters) in filters {
        for (filter, told) in filters.iter().copied().chain([(long.as_str(), "paling banyak 200 karakter")]) {
            let person = if list == "/akun" { &admin } else { &jaksel };
            let page = person.page(&format!("{list}?{filter}")).await;
            assert_eq!(page.status, 200, "{list} {filter:.40}");
            assert!(page.text.contains(told), "{list} {filter:.40} does not say {told}");
            assert!(
                page.text.contains("field-error") && !page.text.contains("<tbody"),
                "{list} {filter:.40}"
            );
            for kind in ["csv", "pdf", "xlsx"] {
                if list == "/akun" || (list == "/log" && kind == "pdf") {
                    continue;
                }
                let path = format!("{list}/ekspor.{kind}?{filter}");
                let file = jaksel.get(&path).await;
                assert_eq!((file.status, file.header("content-disposition")), (400, ""), "{path:.60}");
                assert!(file.text.contains(told), "{path:.60}: {}", file.text);
                let page = jaksel.page(&path).await;
                assert!(page.status == 400 && page.text.contains(told), "{path:.60}");
            }
        }
    }
    for path in ["/seleksi/ekspor.csv", "/log/ekspor.csv", "/pejabat/ekspor.pdf", "/pejabat/ekspor.xlsx"] {
        for place in ["sesudah=x", "sebelum=1.x", "q=a&q=b"] {
            assert_eq!(jaksel.get(&format!("{path}?{place}")).await.status, 400, "{path} {place}");
        }
    }
    // The page a list was on is no filter.
    assert_eq!(jaksel.get("/seleksi/ekspor.csv?sesudah=1470815000000000.1").await.status, 200);
}

async fn lines(server: &Server, username: &str) -> Vec<(String, Vec<(String, String)>)> {
    let list: ActivityList = server.client(username).await.post("/api/activity/list", &[]).await.json();
    list.rows
        .into_iter()
        .filter(|line| line.act.starts_with("Mengekspor"))
        .map(|line| (line.act, line.changes.into_iter().map(|change| (change.label, change.after)).collect()))
        .collect()
}

async fn a_filter_is_told_by_names(server: Server) {
    let chief = server.client("komisioner").await;
    let (officer, institution) = (server.user("asisten1").await, server.user("jaksel").await.institution);
    let institution = institution.unwrap();
    let told = async |address: String| {
        assert_eq!(chief.get(&address).await.status, 200, "{address}");
        let line = lines(&server, "komisioner").await.into_iter().next().unwrap();
        line.1.into_iter().find(|(label, _)| label == "Filter").unwrap().1
    };
    assert_eq!(
        told(format!("/log/ekspor.csv?institusi={}&dari=2016-01-01", institution.id)).await,
        format!("institusi {}; dari 01/01/2016", institution.name)
    );
    assert_eq!(
        told(format!("/seleksi/ekspor.csv?petugas={}", officer.id)).await,
        format!("petugas {}", officer.name)
    );
    assert_eq!(told("/pejabat/ekspor.csv".to_owned()).await, "tidak ada");
}

async fn whoever_takes_a_list_along_is_in_the_log_before_the_first_byte(server: Server) {
    let jaksel = server.client("jaksel").await;
    let export = jaksel.send(jaksel.to(Method::GET, "/seleksi/ekspor.csv?status=draft&q=dinas"), "").await;
    let told = lines(&server, "jaksel").await;
    assert_eq!(told.len(), 1, "nothing of it was read yet");
    assert_eq!(told[0].0, "Mengekspor Daftar Seleksi");
    let told: HashSet<(&str, &str)> = told[0].1.iter().map(|(label, text)| (&**label, &**text)).collect();
    let expected = [
        ("Daftar", "Daftar Seleksi"),
        ("Format berkas", "CSV"),
        ("Filter", "status Draf; kata kunci “dinas”"),
    ];
    assert_eq!(told, HashSet::from(expected));
    Reply::read(export).await;
    for path in ["/pejabat/ekspor.csv", "/pejabat/ekspor.pdf", "/seleksi/ekspor.pdf", "/log/ekspor.csv"] {
        assert_eq!(jaksel.get(path).await.status, 200);
    }
    let acts: Vec<String> = lines(&server, "komisioner").await.into_iter().map(|(act, _)| act).collect();
    assert_eq!(
        acts,
        [
            "Mengekspor log aktivitas",
            "Mengekspor Daftar Seleksi",
            "Mengekspor Daftar Pejabat",
            "Mengekspor Daftar Pejabat",
            "Mengekspor Daftar Seleksi",
        ]
    );
    assert!(lines(&server, "bandung").await.is_empty(), "an institution's are its own");
}

async fn what_is_refused_is_not_noted(server: Server) {
    let jaksel = server.client("jaksel").await;
    assert_eq!(jaksel.get("/seleksi/ekspor.csv?status=zzz").await.status, 400);
    for path in ["/seleksi/ekspor.csv", "/seleksi/ekspor.xlsx", "/tenggat/ekspor.xlsx"] {
        assert_eq!(server.visitor().get(path).await.status, 401, "{path}");
    }
    assert!(lines(&server, "komisioner").await.is_empty());
}

async fn a_name_is_no_formula_wherever_cells_are_parted(server: Server) {
    Scene::set(&server, Phase::Process, Far::Entered).await;
    server.visitor().log_in("x,=cmd|'/c calc'!A1", "apa saja").await;
    server.visitor().log_in("＝1+1", "apa saja").await;
    let file = server.client("komisioner").await.get("/log/ekspor.csv").await;
    assert!(file.text.contains("\"x,'=cmd|'/c calc'!a1\""), "{}", file.text);
    assert!(file.text.contains("\"'＝1+1\""), "{}", file.text);
    let heads = r#""Nomor";"Waktu";"Pengguna";"Alamat";"Kegiatan";"Data";"Perubahan""#;
    assert!(file.text.contains(heads), "{}", file.text);
}

/// The one worksheet, row by row.
fn sheet(file: &Reply) -> Vec<Vec<Data>> {
    assert_eq!(file.status, 200, "{}", file.text);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.bytes.clone())).unwrap();
    assert_eq!(book.sheet_names().len(), 1);
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

async fn every_list_is_a_worksheet_too(server: Server) {
    Scene::set(&server, Phase::Process, Far::Entered).await;
    let chief = server.client("komisioner").await;
    for (list, name) in [
        ("/seleksi", "daftar-seleksi"),
        ("/pejabat", "daftar-pejabat"),
        ("/log", "log-aktivitas"),
        ("/tenggat", "daftar-tenggat"),
    ] {
        let file = chief.get(&format!("{list}/ekspor.xlsx")).await;
        let rows = sheet(&file);
        assert!(file.header("content-type").ends_with("spreadsheetml.sheet"), "{list}");
        let named = file.header("content-disposition");
        assert!(named.starts_with(&format!("attachment; filename=\"{name}-")), "{named}");
        assert!(named.ends_with(".xlsx\""), "{named}");
        let csv = chief.get(&format!("{list}/ekspor.csv")).await;
        let heads: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
        let expected = format!("\u{feff}\"{}\"", heads.join("\";\""));
        assert_eq!(csv.text.lines().next(), Some(expected.as_str()), "{list}");
        let page = if list == "/tenggat" { "/" } else { list };
        let link = format!("href=\"{list}/ekspor.xlsx\"");
        assert!(chief.page(page).await.text.contains(&link), "{page} leads to no worksheet");
    }
    let plans = sheet(&chief.get("/seleksi/ekspor.xlsx").await);
    assert_eq!(plans.len(), 2);
    let at = plans[0].iter().position(|head| *head == Data::String("Dikirim (WIB)".into())).unwrap();
    assert!(matches!(plans[1][at], Data::DateTime(_)), "{:?} is no day", plans[1][at]);
    assert_eq!(sheet(&chief.get("/seleksi/ekspor.xlsx?q=tidak-ada").await).len(), 1, "the filter counts");
    let acts: Vec<_> = lines(&server, "komisioner").await;
    assert!(acts[0].1.contains(&("Format berkas".to_owned(), "XLSX".to_owned())), "{acts:?}");
}

async fn a_nip_in_a_worksheet_is_text_and_in_a_pdf_whole(server: Server) {
    const NIP: &str = "096001011985011001";
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 2).unwrap();
    let new = NewOfficial {
        institution: user.institution.unwrap().id,
        position: scene.position,
        name: "Pejabat Lama".into(),
        nip: NIP.into(),
        rank: String::new(),
        decree: "821.2/1/2012".into(),
        start: day(2012),
        end: day(2020),
        appointment: FillingMethod::OpenSelection,
        filling_plan: FillingMethod::OpenSelection,
        vacancy: None,
        at: clock(),
    };
    official::insert(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    for name in ["jaksel", "komisioner"] {
        let person = server.client(name).await;
        let rows = sheet(&person.get("/pejabat/ekspor.xlsx?q=Pejabat+Lama").await);
        assert_eq!(rows[1][..2], ["Pejabat Lama", NIP].map(|text| Data::String(text.into())), "{name}");
        let printed = pdf::text(&person.get("/pejabat/ekspor.pdf?q=Pejabat+Lama").await.bytes);
        assert!(printed.lines().any(|line| line == NIP), "{name}: {printed}");
    }
}
