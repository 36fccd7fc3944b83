//! What opens a dialog asks for the page with the dialog open: no script is needed, nor any newer browser.

use domain::selection::Phase;

use crate::{
    scene::{Far, Scene},
    support::{Client, Server},
};

both!(every_dialog_is_a_page_too, what_the_dialog_sends_leads_back_to_the_page_itself);

/// The dialogs that this page has a usable button for.
fn offered(page: &str) -> Vec<String> {
    let buttons = page.split("<button").skip(1).filter_map(|rest| rest.split('>').next());
    let usable = buttons.filter(|button| {
        button.contains("name=\"dialog\"")
            && button.contains("type=\"submit\"")
            && button.contains("form=\"buka-dialog\"")
    });
    usable
        .map(|button| {
            button.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
        })
        .collect()
}

/// Whether the dialog stands open in this page.
fn stands_open(page: &str, id: &str) -> bool {
    let mut dialogs = page.split("<dialog").skip(1).filter_map(|rest| rest.split('>').next());
    dialogs.any(|dialog| dialog.contains(&format!("id=\"{id}\"")) && dialog.contains(" open"))
}

/// Opens each of a page's dialogs; how many there were.
async fn open_all(client: &Client, page: &str) -> usize {
    let plain = client.page(page).await;
    assert_eq!(plain.status, 200, "{page}");
    assert!(plain.text.contains("id=\"buka-dialog\""), "{page} has no form to open dialogs with");
    assert!(!plain.text.contains("commandfor"), "{page}");
    let ids = offered(&plain.text);
    let mark = if page.contains('?') { '&' } else { '?' };
    for id in &ids {
        assert!(!stands_open(&plain.text, id), "{page} {id}");
        let asked = client.page(&format!("{page}{mark}dialog={id}")).await;
        assert!(stands_open(&asked.text, id), "{page} {id}: {}", asked.text);
        // A form within it is sent as ever, and comes back to the page without the dialog.
        assert!(!asked.text.contains("name=\"_page\" value=\"?"), "{page} {id}");
        assert!(!asked.text.contains(&format!("dialog={id}\"")), "{page} {id}");
    }
    ids.len()
}

async fn every_dialog_is_a_page_too(server: Server) {
    let draft = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    assert_eq!(open_all(&jaksel, &format!("/seleksi/{}", draft.plan)).await, 1);
    let reviewed = Scene::set(&server, Phase::Recommended, Far::Entered).await;
    assert!(open_all(&server.client("asisten1").await, &format!("/seleksi/{}", reviewed.plan)).await >= 3);
    assert!(open_all(&server.client("komisioner").await, &format!("/seleksi/{}", reviewed.plan)).await >= 1);
    let running = Scene::set(&server, Phase::Process, Far::Accepted).await;
    let process = format!("/seleksi/{}/lowongan/{}", running.plan, running.vacancy);
    assert_eq!(open_all(&jaksel, &format!("{process}?tahap=administrasi")).await, 5);
    assert_eq!(open_all(&jaksel, &process).await, 1);
    assert_eq!(open_all(&server.client("asisten1").await, &process).await, 1);
    let reported = Scene::set(&server, Phase::Reported, Far::Accepted).await;
    let report = format!("/seleksi/{}/pelaporan", reported.plan);
    assert_eq!(open_all(&server.client("asisten1").await, &report).await, 2);
    let admin = server.client("admin").await;
    assert!(open_all(&admin, "/petugas").await >= 2);
    assert!(open_all(&server.client("adminjaksel").await, "/akun").await >= 1);
}

async fn what_the_dialog_sends_leads_back_to_the_page_itself(server: Server) {
    let running = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let page = format!("/seleksi/{}/lowongan/{}", running.plan, running.vacancy);
    let asked = format!("{page}?dialog=dialog-ubah-jumlah");
    let vacancy = running.vacancy.to_string();
    let version = running.versions[1].to_string();
    let sent = |count| {
        [
            ("_page", page.as_str()),
            ("row", "dialog-ubah-jumlah"),
            ("vacancy", &vacancy),
            ("version", &version),
            ("form[count]", count),
        ]
    };
    // Refused, the dialog stands open again with what was typed.
    let refused = jaksel.submit(&asked, "/api/selection/record_applicant_count", &sent("nol")).await;
    assert_eq!(refused.status, 422);
    assert!(stands_open(&refused.text, "dialog-ubah-jumlah"), "{}", refused.text);
    let taken = jaksel.submit(&asked, "/api/selection/record_applicant_count", &sent("7")).await;
    assert_eq!((taken.status, taken.location()), (303, page.as_str()));
}
