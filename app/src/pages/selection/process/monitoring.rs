//! Monitoring Seleksi by the commission (Gambar 41, 42).

use chrono::NaiveDate;
use domain::{access::Control, calendar::long_date, selection::access::PlanAction};
use leptos::prelude::*;

use super::state::{Here, Process};
use crate::{
    api::selection::{monitoring::AddMonitoring, views::MonitoringView},
    components::{
        Attachments, DateField, Dialog, DialogButton, DialogFooter, Empty, FileField, Form, Hidden, RichText,
        RichView, Section, Select, Variant,
    },
    zone::moment,
};

/// The records, which both sides read; the commission adds to them.
#[component]
pub(super) fn MonitoringSection(process: Process) -> impl IntoView {
    let control = Memo::new(move |_| process.view.with(|view| view.rights.control(PlanAction::Monitor)));
    let records = Memo::new(move |_| process.view.with(|view| view.monitoring.clone()));
    let shown =
        Memo::new(move |_| control.with(Control::is_shown) || records.with(|records| !records.is_empty()));
    let list = move || {
        let records = records.get();
        if records.is_empty() {
            view! { <Empty title="Belum ada monitoring"/> }.into_any()
        } else {
            let items = records.into_iter().map(item).collect_view();
            view! { <ul class="stack">{items}</ul> }.into_any()
        }
    };
    let button = move || {
        view! {
            <Show when=move || control.with(Control::is_shown)>
                <DialogButton
                    dialog="dialog-monitoring"
                    variant=Variant::Primary
                    disabled_reason=Signal::derive(move || control.with(Control::reason))
                >
                    "Tambah Monitoring Seleksi"
                </DialogButton>
            </Show>
        }
    };
    view! {
        <Show when=move || shown.get()>
            <Section title="Monitoring Seleksi" actions=button>
                {list}
            </Section>
        </Show>
        <Show when=move || control.with(Control::is_enabled)>{dialog(process)}</Show>
    }
}

fn item(record: MonitoringView) -> impl IntoView {
    view! {
        <li>
            <h3>{long_date(record.day)} ": " {record.stage}</h3>
            <RichView html=record.findings/>
            <Attachments files=record.files none="Tidak ada laporan"/>
            <p class="muted">
                "Dicatat oleh " {record.by} ", " <time datetime=record.at.to_rfc3339()>{moment(record.at)}</time>
            </p>
        </li>
    }
}

fn dialog(process: Process) -> impl IntoView {
    let save = ServerAction::<AddMonitoring>::new();
    let stages: Vec<_> = [("administration".to_owned(), "Seleksi administrasi".to_owned())]
        .into_iter()
        .chain(process.stages().into_iter().map(named))
        .collect();
    view! {
        <Dialog id="dialog-monitoring" title="Tambah Monitoring Seleksi" wide=true>
            <Form
                action=save
                multipart=true
                // What day it is, the server knows better than this machine.
                validate=move |call: AddMonitoring| {
                    process.view.with_untracked(|view| call.form.validate(&view.scheme, NaiveDate::MAX)).map(drop)
                }
                on_done=move |_| process.reload()
            >
                <Hidden name="vacancy" value=process.vacancy.to_string()/>
                <DateField name="form[day]" label="Tanggal" required=true/>
                <Select name="form[stage]" label="Tahapan" options=stages required=true/>
                <RichText name="form[findings]" label="Temuan" required=true/>
                <FileField name="form[files][]" label="Laporan" multiple=true/>
                <DialogFooter/>
            </Form>
        </Dialog>
    }
}

fn named(here: Here) -> (String, String) {
    (here.stage.code().to_owned(), here.label().into_owned())
}
