//! Sending one file with XMLHttpRequest, which, unlike fetch, tells how far it is.

use domain::attachment::{Attachment, Purpose};
use leptos::wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use crate::{error::AppError, json};

const URL: &str = "/files";
const SHEET_URL: &str = "/files?untuk=sheet";

/// How far an upload is, or how it ended.
pub enum Step {
    /// Sent so far, in percent.
    Sent(u8),
    /// Stored.
    Stored(Attachment),
    /// Not stored, with a sentence that says why.
    Failed(String),
}

/// Starts sending a file of at most `limit` bytes; `report` hears of every step. The request is handed back so that it
/// can be stopped.
pub fn send(
    file: &File,
    purpose: Purpose,
    limit: u64,
    report: impl Fn(Step) + Clone + 'static,
) -> Option<XmlHttpRequest> {
    if file.size() > limit as f64 {
        let limit = limit / (1024 * 1024);
        report(Step::Failed(format!(
            "Berkas “{}” melebihi {limit} MiB. Perkecil atau bagi berkasnya.",
            file.name()
        )));
        return None;
    }
    start(file, purpose, report.clone())
        .map_err(|_| report(Step::Failed("Berkas tidak dapat dikirim oleh peramban ini.".to_owned())))
        .ok()
}

fn start(
    file: &File,
    purpose: Purpose,
    report: impl Fn(Step) + Clone + 'static,
) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", if purpose == Purpose::Sheet { SHEET_URL } else { URL })?;
    request.set_request_header("Accept", "application/json")?;

    let progress = {
        let report = report.clone();
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                report(Step::Sent((event.loaded() / event.total() * 100.0) as u8));
            }
        })
    };
    request.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));

    // Runs once, whatever the end, and takes both closures with it.
    let end = {
        let request = request.clone();
        Closure::once_into_js(move || {
            drop(progress);
            report(outcome(&request));
        })
    };
    request.set_onloadend(Some(end.unchecked_ref()));

    let body = FormData::new()?;
    body.append_with_blob_and_filename("file", file, &file.name())?;
    request.send_with_opt_form_data(Some(&body))?;
    Ok(request)
}

fn outcome(request: &XmlHttpRequest) -> Step {
    let status = request.status().unwrap_or(0);
    let text = request.response_text().ok().flatten().unwrap_or_default();
    if (200..300).contains(&status)
        && let Ok(file) = json::read(&text)
    {
        return Step::Stored(file);
    }
    let sentence = match (status, json::read::<AppError>(&text)) {
        (_, Ok(AppError::Invalid(errors))) => {
            errors.iter().map(|(_, sentence)| sentence.to_owned()).collect::<Vec<_>>().join(" ")
        }
        (_, Ok(error)) => error.sentence(),
        (0, _) => "Pengiriman terputus. Periksa jaringan, lalu coba lagi.".to_owned(),
        (413, _) => "Berkas ditolak di perjalanan karena terlalu besar. Perkecil berkasnya, atau sampaikan kepada Admin.".to_owned(),
        // Whatever else it is, it is not this server's answer.
        _ => "Server sedang tidak dapat dihubungi. Tunggu sebentar, lalu coba lagi.".to_owned(),
    };
    Step::Failed(sentence)
}
