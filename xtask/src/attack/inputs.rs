//! What is sent.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Target;
use super::flood::{self, Tally};
use super::workbook;
use crate::bench::client::{Client, Request};

/// Lists with filters and cursors, and their files.
const LISTS: [&str; 8] = [
    "/seleksi",
    "/pejabat",
    "/akun",
    "/log",
    "/seleksi/ekspor.csv",
    "/pejabat/ekspor.csv",
    "/log/ekspor.csv",
    "/seleksi/ekspor.xlsx",
];

/// How long half a request is held; longer than a server should wait for its head.
const HELD: Duration = Duration::from_secs(20);

/// `<p>`, many kinds of bold that are never ended, and paragraphs in each of which they begin anew.
pub fn formatting(target: &Target) -> Result<Tally> {
    let mut html = String::from("<p>");
    for n in 0..900 {
        write!(html, "<b a{n}>")?;
    }
    html.push_str("</p>");
    html.push_str(&"<p>x".repeat(1_800));
    Ok(rich_text(target, &html, 64))
}

/// Deep, and long.
pub fn depth(target: &Target) -> Result<Tally> {
    let mut tally = rich_text(target, &"<div>".repeat(120_000), 24);
    let deep = format!("{}x{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    for (status, count) in rich_text(target, &deep, 24).0 {
        *tally.0.entry(status).or_default() += count;
    }
    Ok(tally)
}

/// As heavy as a text may be and still be read.
pub fn most(target: &Target) -> Result<Tally> {
    let block = "<div><b><i>x</i></b> &amp; <a href=\"https://a.go.id\">y</a></div>";
    Ok(rich_text(target, &block.repeat(1_200), 64))
}

/// What a parser looks up anew for each of many: references in a long text, and lines that no table may hold.
pub fn lookups(target: &Target) -> Result<Tally> {
    let references = format!("<div>{}{}</div>", "&amp;".repeat(10_000), "x".repeat(200_000));
    let mut tally = rich_text(target, &references, 24);
    for (status, count) in rich_text(target, &format!("<table>{}", "<br>x".repeat(5_900)), 24).0 {
        *tally.0.entry(status).or_default() += count;
    }
    Ok(tally)
}

fn rich_text(target: &Target, html: &str, times: usize) -> Tally {
    let field = |name: &str| {
        let body = format!("plan={}&version=1&form%5B{name}%5D%5Bhtml%5D={}", target.plan, encoded(html));
        target.post("/api/selection/post_message", &body)
    };
    let draft = format!("plan=&version=0&intent=draft&form%5Breason_text%5D%5Bhtml%5D={}", encoded(html));
    let two = [field("text"), target.post("/api/selection/save_plan", &draft)];
    let requests: Vec<Request> = two.into_iter().cycle().take(times).collect();
    flood::send(target.port, &requests, 8)
}

/// Lines of applicants that are fine one by one.
pub fn lines(target: &Target) -> Result<Tally> {
    let mut lines = String::with_capacity(3_000_000);
    for n in 0..130_000 {
        let (day, number) = (n / 999, n % 999 + 1);
        let (day, month) = (1 + day % 28, 1 + day / 28 % 12);
        writeln!(lines, "A;1975{month:02}{day:02}2005011{number:03};D")?;
    }
    let body = format!("vacancy={}&form%5Blines%5D={}", target.vacancy, encoded(&lines));
    let requests = vec![target.post("/api/selection/add_applicants", &body); 8];
    Ok(flood::send(target.port, &requests, 4))
}

/// One spreadsheet, read as often as it may be at once.
pub fn sheets(target: &Target) -> Result<Tally> {
    let file = workbook::of_rows(20_000)?;
    let upload = upload(target, &file);
    let mut client = Client::connect(target.port)?;
    let answer = client.send(&upload)?;
    if answer.status != 200 {
        bail!("the spreadsheet was not stored: {} {}", answer.status, String::from_utf8_lossy(client.body()));
    }
    let stored: Value = serde_json::from_slice(client.body()).context("an upload answered no JSON")?;
    let body = format!("vacancy={}&form%5Bsheet%5D%5B0%5D={}", target.vacancy, stored["id"]);
    let requests = vec![target.post("/api/selection/import_applicants", &body); 12];
    Ok(flood::send(target.port, &requests, 12))
}

fn upload(target: &Target, file: &[u8]) -> Request {
    const EDGE: &str = "tepi-1f0c";
    let mut body = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pelamar.xlsx\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={EDGE}");
    Request::post_as(target.port, "/files?untuk=sheet", &target.cookie, ["application/json", &kind], &body)
}

/// Requests that never end, from nobody.
pub fn halves(target: &Target) -> Result<Tally> {
    let head = b"GET /masuk HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a".to_vec();
    let body = format!(
        "POST /api/identity/log_in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nform%5Busername%5D=a",
        port = target.port
    );
    let halves: Vec<Vec<u8>> =
        (0..800).map(|n| if n % 2 == 0 { head.clone() } else { body.clone().into_bytes() }).collect();
    flood::hold(target.port, &halves, HELD)
}

/// Large bodies from nobody.
pub fn bodies(target: &Target) -> Result<Tally> {
    let body = format!("form%5Busername%5D={}", "a".repeat(4 * 1024 * 1024 - 64));
    let requests = vec![Request::post(target.port, "/api/identity/log_in", "", &body); 60];
    Ok(flood::send(target.port, &requests, 60))
}

/// Filters that are long, or hold a sign that no database takes.
pub fn filters(target: &Target) -> Result<Tally> {
    let long = "a".repeat(60_000);
    let mut requests = Vec::new();
    for list in LISTS {
        for name in ["q", "status", "dari", "nomor", "sesudah"] {
            for value in [long.as_str(), "%00", "a%00b", "%ff", "%25%25%25"] {
                requests.push(target.get(&format!("{list}?{name}={value}")));
            }
        }
    }
    for value in [long.as_str(), "%00"] {
        for (path, name) in [("selection/list_plans", "q"), ("official/list", "q"), ("activity/list", "q")] {
            requests.push(target.post(&format!("/api/{path}"), &format!("filter%5B{name}%5D={value}")));
        }
    }
    Ok(flood::send(target.port, &requests, 8))
}

/// Places in a list that no list has.
pub fn cursors(target: &Target) -> Result<Tally> {
    let mut requests = Vec::new();
    for list in LISTS {
        for name in ["sesudah", "sebelum"] {
            for place in [
                "-8000000000000000000.1",
                "8000000000000000000.1",
                "9223372036854775807.9223372036854775807",
                "99999999999999999999.1",
                "1.99999999999999999999",
                "..",
                "NaN.1",
                "x",
            ] {
                requests.push(target.get(&format!("{list}?{name}={place}")));
            }
        }
    }
    Ok(flood::send(target.port, &requests, 8))
}

/// Numbers of records, more than any statement takes.
pub fn numbers(target: &Target) -> Result<Tally> {
    let list = |name: &str| -> Result<String> {
        (1..=33_000).try_fold(String::new(), |mut text, n| -> Result<String> {
            write!(text, "&{name}={n}")?;
            Ok(text)
        })
    };
    let plan = |version: i64, name: &str| -> Result<Request> {
        let body = format!("plan={}&version={version}&intent=draft{}", target.plan, list(name)?);
        Ok(target.post("/api/selection/save_plan", &body))
    };
    let (positions, scan) = ("form%5Bpositions%5D%5B%5D", "form%5Bletter_scan%5D%5B%5D");
    let advance = format!("vacancy={}&stage=paper{}", target.vacancy, list("applicants%5B%5D")?);
    let message = format!("plan={}&form%5Btext%5D=x{}", target.plan, list("form%5Bfiles%5D%5B%5D")?);
    let mut requests = vec![
        plan(-1, positions)?,
        plan(-1, scan)?,
        plan(3, positions)?,
        plan(3, scan)?,
        target.post("/api/selection/advance_applicants", &advance),
        target.post("/api/selection/post_message", &message),
    ];
    let draft = format!("plan=&version=0&intent=draft{}", list(positions)?);
    requests.push(target.post("/api/selection/save_plan", &draft));
    // A page is drawn again with as many rows as somebody says there are.
    let rows = "_page=%2Fseleksi%2Ftambah&plan=&version=0&intent=send&form%5Bcommittee%5D%5B4000000000%5D%5Bname%5D=x";
    requests.push(Request::submit(target.port, "/api/selection/save_plan", &target.cookie, rows));
    Ok(flood::send(target.port, &requests, 4))
}

/// Percent-encoded, for a form.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encoded() {
        assert_eq!(encoded("<b a1>&é"), "%3Cb%20a1%3E%26%C3%A9");
    }

    #[test]
    fn the_formatting_is_as_small_as_it_was_when_it_took_half_a_gigabyte() {
        let mut html = String::from("<p>");
        for n in 0..900 {
            write!(html, "<b a{n}>").unwrap();
        }
        html.push_str(&"<p>x".repeat(1_800));
        assert!(html.len() < 16 * 1024);
    }
}
