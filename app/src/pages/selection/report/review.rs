//! `Lulus` and `Perbaiki` (Gambar 45 to 47).

use domain::selection::review::MessageForm;
use leptos::{
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};
use serde::de::DeserializeOwned;

use super::Report;
use crate::{
    api::selection::report::{PassReport, ReturnReport},
    components::{Dialog, DialogFooter, FileField, Form, Hidden, RichText, Variant},
    error::{AppError, Done},
};

pub(super) const PASS: &str = "dialog-lulus";
pub(super) const RETURN: &str = "dialog-perbaiki";

/// A verdict in words.
struct Verdict {
    id: &'static str,
    title: &'static str,
    label: &'static str,
    variant: Variant,
}

/// Always there for the commission: a command that comes back opens its dialog again.
pub(super) fn dialogs(report: Report) -> impl IntoView {
    report.view.with_untracked(|view| view.commission).then(|| {
        let pass = Verdict { id: PASS, title: "Lulus", label: "Rekomendasi", variant: Variant::Success };
        let back =
            Verdict { id: RETURN, title: "Perbaiki", label: "Alasan perbaikan", variant: Variant::Warning };
        view! {
            {dialog(report, ServerAction::<PassReport>::new(), |call| &call.form, pass)}
            {dialog(report, ServerAction::<ReturnReport>::new(), |call| &call.form, back)}
        }
    })
}

fn dialog<S, O>(
    report: Report,
    action: ServerAction<S>,
    form_of: fn(&S) -> &MessageForm,
    verdict: Verdict,
) -> AnyView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, O>, Output = Done, Error = AppError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<AppError>,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    O: 'static,
{
    let Verdict { id, title, label, variant } = verdict;
    view! {
        <Dialog id title wide=true>
            <Form
                action
                version=report.version()
                multipart=true
                validate=move |call: S| form_of(&call).validate(label).map(drop)
                on_done=report.done
            >
                <Hidden name="plan" value=report.plan()/>
                <RichText name="form[text]" label required=true/>
                <FileField name="form[files][]" label="Lampiran" multiple=true/>
                <DialogFooter submit=title variant/>
            </Form>
        </Dialog>
    }
    .into_any()
}
