//! Lists by their addresses: what is typed is looked for once decoded, nothing in an address breaks a page, and a
//! list that moves says so.

use app::api::selection::views::PlanList;
use domain::{id::PlanId, selection::plan::PlanForm};
use server::start::clock;
use store::selection::plan::{self, NewPlan};

use crate::support::{Client, Server};

both!(
    a_query_is_decoded_once,
    nothing_in_an_address_breaks_a_list,
    more_fields_than_a_form_has_are_refused_with_a_sentence,
    a_list_says_that_it_moved_since_one_began,
    the_way_back_leads_to_the_page_and_filter_one_came_from,
    a_name_is_found_and_taken_however_it_is_typed,
    dates_say_by_which_clock,
);

async fn a_query_is_decoded_once(server: Server) {
    let (chief, admin) = (server.client("komisioner").await, server.client("admin").await);
    for (list, person) in [
        ("/seleksi", &chief),
        ("/pejabat", &chief),
        ("/log", &chief),
        ("/institusi", &admin),
        ("/petugas", &admin),
    ] {
        for (query, shown) in [("%2541", "%41"), ("%2500", "%00"), ("a%2Bb+c", "a+b c"), ("x%00y", "xy")] {
            let page = person.page(&format!("{list}?q={query}")).await;
            assert_eq!(page.status, 200, "{list}?q={query}");
            assert!(page.text.contains(&format!("value=\"{shown}\"")), "{list}?q={query} shows no {shown}");
        }
    }
}

async fn nothing_in_an_address_breaks_a_list(server: Server) {
    let (chief, admin) = (server.client("komisioner").await, server.client("admin").await);
    let own = server.client("adminjaksel").await;
    let long = format!("q={}", "%25".repeat(15_000));
    let wild = [
        "q=%00",
        "nomor=1%00&institusi=1%00",
        "q=%ff%fe",
        "q=%",
        &long,
        "sesudah=-8000000000000000000.1",
        "sesudah=8000000000000000000.9223372036854775807",
        "sebelum=9223372036854775807.-9223372036854775808",
        "sesudah=2147483647.1",
        "sesudah=-2147483648.1",
        "sesudah=ffffffff.1",
        "sesudah=1470815000000000.1.8000000000000000000",
        "sesudah=00.1&sebelum=.",
        "dari=-200000-01-01",
        "dari=9999-12-31",
        "jenis=plan&nomor=9223372036854775807",
        "jenis=plan&nomor=99999999999999999999",
        "institusi=9223372036854775807",
    ];
    for query in wild {
        for (list, person) in [
            ("/seleksi", &chief),
            ("/pejabat", &chief),
            ("/log", &chief),
            ("/institusi", &admin),
            ("/institusi/1", &admin),
            ("/petugas", &admin),
        ] {
            let page = person.page(&format!("{list}?{query}")).await;
            assert_eq!(page.status, 200, "{list}?{query:.60}");
        }
        assert_eq!(own.page(&format!("/akun?{query}")).await.status, 200, "/akun?{query:.60}");
        for list in ["/seleksi", "/pejabat", "/log"] {
            let file = chief.get(&format!("{list}/ekspor.csv?{query}")).await;
            assert!(file.status == 200 || file.status == 400, "{list}?{query:.60}: {}", file.status);
        }
    }
    for (path, person) in [
        ("selection/list_plans", &chief),
        ("official/list", &chief),
        ("activity/list", &chief),
        ("institution/list", &admin),
        ("identity/list_officers", &admin),
    ] {
        for (field, value) in [("q", "a".repeat(60_000)), ("sesudah", "-8000000000000000000.1".into())] {
            let field = format!("filter[{field}]");
            assert_eq!(person.post(&format!("/api/{path}"), &[(&field, &value)]).await.status, 200, "{path}");
        }
    }
}

async fn more_fields_than_a_form_has_are_refused_with_a_sentence(server: Server) {
    let jaksel = server.client("jaksel").await;
    let fields: Vec<(String, String)> =
        (0..50_000).map(|at| (format!("form[letter_scan][{at}]"), (at + 1).to_string())).collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.push(("intent", "draft"));
    let reply = jaksel.post("/api/selection/save_plan", &fields).await;
    assert_eq!(reply.status, 413, "{:.200}", reply.text);
    assert!(reply.text.contains("lebih dari 50000 isian"), "{:.200}", reply.text);
}

async fn plans(server: &Server, count: usize) -> Vec<PlanId> {
    let mut tx = server.db.begin().await.unwrap();
    let operator = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    let mut ids = Vec::new();
    for number in 0..count {
        let form = PlanForm { letter_number: format!("800/{number}"), ..PlanForm::default() };
        let institution = operator.institution.as_ref().unwrap().id;
        let new = NewPlan { institution, form, by: &operator.person(), at: clock() };
        ids.push(plan::insert(&mut tx, new).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

/// A page without the marks at which the browser's part finds its texts.
async fn shown(client: &Client, path: &str) -> String {
    let page = client.page(path).await;
    assert_eq!(page.status, 200, "{path}");
    page.text.replace("<!>", "")
}

async fn list(client: &Client, fields: &[(&str, &str)]) -> PlanList {
    client.post("/api/selection/list_plans", fields).await.json()
}

async fn a_list_says_that_it_moved_since_one_began(server: Server) {
    let plans = plans(&server, 60).await;
    let jaksel = server.client("jaksel").await;
    let first = list(&jaksel, &[]).await;
    assert_eq!((first.rows.len(), first.aside.changed), (25, 0));
    let next = first.next.unwrap();
    let second = list(&jaksel, &[("filter[sesudah]", &next)]).await;
    assert_eq!(second.aside.changed, 0);

    let mut tx = server.db.begin().await.unwrap();
    for id in &plans[..3] {
        let mut record = plan::load(&mut tx, *id).await.unwrap().unwrap();
        let by = record.updated.by.clone();
        plan::save(&mut tx, &mut record, &by, clock()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let third = list(&jaksel, &[("filter[sesudah]", second.next.as_deref().unwrap())]).await;
    assert_eq!(
        (third.rows.len(), third.aside.changed),
        (7, 3),
        "three of the ten have gone to the first page"
    );
    let found = [("filter[sesudah]", second.next.as_deref().unwrap()), ("filter[q]", "800/1")];
    assert_eq!(list(&jaksel, &found).await.aside.changed, 1, "of those that the filter finds");
    let back = list(&jaksel, &[("filter[sebelum]", third.previous.as_deref().unwrap())]).await;
    assert_eq!((back.rows.len(), back.aside.changed), (25, 3));

    let page = shown(&jaksel, &format!("/seleksi?q=800&sesudah={next}")).await;
    assert!(page.contains("3 rencana berubah sejak Anda mulai; "), "{page}");
    assert!(page.contains("<a href=\"/seleksi?q=800\">muat dari awal</a>"), "{page}");
    assert!(!jaksel.page("/seleksi").await.text.contains("berubah sejak Anda mulai"));
}

async fn the_way_back_leads_to_the_page_and_filter_one_came_from(server: Server) {
    plans(&server, 60).await;
    let jaksel = server.client("jaksel").await;
    let first = list(&jaksel, &[("filter[status]", "draft")]).await;
    let here = format!("/seleksi?status=draft&sesudah={}", first.next.unwrap());
    let page = shown(&jaksel, &here).await;
    let link =
        page.split('"').find(|part| part.starts_with("/seleksi/") && part.contains("?daftar=")).unwrap();
    let plan = shown(&jaksel, link).await;
    let crumb = format!("<a href=\"{}\">Daftar Seleksi</a>", here.replace('&', "&amp;"));
    assert!(plan.contains(&crumb), "{crumb} in {plan}");
    // An address that somebody made up leads nowhere else.
    let id = link.split(['/', '?']).nth(2).unwrap();
    for wrong in ["//evil.example", "https%3A%2F%2Fevil.example", "next%3D%2Fkeluar"] {
        let plan = shown(&jaksel, &format!("/seleksi/{id}?daftar={wrong}")).await;
        assert!(plan.contains("<a href=\"/seleksi\">Daftar Seleksi</a>"), "{wrong}");
    }
}

async fn a_name_is_found_and_taken_however_it_is_typed(server: Server) {
    let admin = server.client("admin").await;
    let save = |name: &str, username: &str| {
        [
            ("form[name]", name.to_owned()),
            ("form[kind]", "agency".to_owned()),
            ("form[email]", format!("{username}@contoh.go.id")),
            ("form[username]", username.to_owned()),
            ("form[password]", "Kuda-Laut-Biru-77".to_owned()),
            ("form[confirmation]", "Kuda-Laut-Biru-77".to_owned()),
        ]
    };
    let send = async |fields: [(&str, String); 6]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        admin.post("/api/institution/save", &fields).await
    };
    let reply = send(save("Badan Ma’ruf Éric", "maruf1")).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let reply = send(save("BADAN MA'RUF E\u{301}RIC", "maruf2")).await;
    assert!(reply.complaint("name").contains("sudah terdaftar"), "{}", reply.text);
    let page = admin.page("/institusi?q=badan+ma%60ruf+eric").await;
    assert!(page.text.contains("Badan Ma’ruf Éric"), "{}", page.text);
}

async fn dates_say_by_which_clock(server: Server) {
    let jaksel = server.client("jaksel").await;
    let file = jaksel.get("/seleksi/ekspor.csv").await;
    assert!(file.text.lines().next().unwrap().contains("\"Terakhir Berubah (WIB)\""), "{}", file.text);
    assert!(jaksel.page("/log").await.text.contains("Dari tanggal (WIB)"));
}
