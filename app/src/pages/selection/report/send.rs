//! Tambah Pelaporan (Gambar 44); after Perbaiki it begins with what was sent last.

use domain::{access::Control, attachment::Attachment, selection::access::PlanAction};
use leptos::prelude::*;

use super::Report;
use crate::{
    api::selection::{report::SendReport, views::RoundView},
    components::{
        Alert, ButtonLink, FileField, Form, Hidden, Keeper, Kept, KeptNote, Restored, RichText, Section,
        SubmitButton, Tone,
    },
    pages::{frame::use_session, selection::process::sentence},
};

/// The form, while a report can be sent.
pub(super) fn section(report: Report) -> impl IntoView {
    let control = report.control(PlanAction::SendReport);
    let open = Memo::new(move |_| control.with(Control::is_enabled));
    view! { <Show when=move || open.get()>{form(report)}</Show> }
}

/// What stood in the last round, or nothing.
fn last<T: Default>(report: Report, part: fn(&RoundView) -> T) -> T {
    report.view.with(|view| view.rounds.first().map(part).unwrap_or_default())
}

fn text(report: Report, part: fn(&RoundView) -> String) -> Signal<String> {
    Signal::derive(move || last(report, part))
}

fn files(report: Report, part: fn(&RoundView) -> Vec<Attachment>) -> Signal<Vec<Attachment>> {
    Signal::derive(move || last(report, part))
}

fn form(report: Report) -> impl IntoView {
    let keeper = kept(report);
    view! {
        <Section title="Tambah Pelaporan">
            <Restored keeper/>
            <Kept keeper form=move || fields(report, keeper)/>
        </Section>
    }
}

/// In this browser, until it is sent.
fn kept(report: Report) -> Keeper {
    let user = use_session().map(|session| session.me.with_untracked(|me| me.username.clone()));
    let address = format!("{}/pelaporan", report.plan_path());
    Keeper::new(&address, &user.unwrap_or_default(), false, None)
}

fn fields(report: Report, keeper: Keeper) -> impl IntoView {
    let send = ServerAction::<SendReport>::new();
    let obstacles = Memo::new(move |_| {
        report.view.with(|view| {
            let of = |label: &str, text: &String| format!("{label}: {}", sentence(text));
            let lacking = view.vacancies.iter();
            lacking
                .flat_map(|vacancy| vacancy.obstacles.iter().map(|text| of(&vacancy.label, text)))
                .collect::<Vec<_>>()
        })
    });
    let missing = move || {
        obstacles.with(|obstacles| {
            (!obstacles.is_empty()).then(|| {
                let items = obstacles.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
                view! {
                    <Alert tone=Tone::Warning title="Laporan belum dapat dikirim">
                        <ul class="list-disc pl-5">{items}</ul>
                    </Alert>
                }
            })
        })
    };
    let blocked = Signal::derive(move || {
        obstacles.with(|all| !all.is_empty()).then(|| "Lengkapi dahulu setiap lowongan.".to_owned())
    });
    view! {
            {missing}
            <Form
                action=send
                keep=keeper
                version=report.version()
                multipart=true
                validate=|call: SendReport| call.form.validate().map(drop)
                on_done=report.done
            >
                <Hidden name="plan" value=report.plan()/>
                <RichText
                    name="form[note]"
                    label="Keterangan laporan"
                    required=true
                    value=text(report, |round| round.note.clone())
                />
                <FileField
                    name="form[cover_files][]"
                    label="Surat pengantar PPK dan PyB"
                    required=true
                    multiple=true
                    existing=files(report, |round| round.cover_files.clone())
                />
                <FileField
                    name="form[stage_files][]"
                    label="Laporan Lengkap Setiap Tahapan"
                    required=true
                    multiple=true
                    existing=files(report, |round| round.stage_files.clone())
                />
                <RichText
                    name="form[minutes]"
                    label="Berita acara pansel"
                    required=true
                    value=text(report, |round| round.minutes.clone())
                />
                <FileField
                    name="form[minutes_files][]"
                    label="Lampiran berita acara pansel"
                    required=true
                    multiple=true
                    existing=files(report, |round| round.minutes_files.clone())
                />
                <p class="required-note">"*) Field Wajib Diisi"</p>
                <div class="actions">
                    <SubmitButton disabled_reason=blocked>"Kirim laporan"</SubmitButton>
                    <ButtonLink href=report.plan_path()>"Batal"</ButtonLink>
                    <KeptNote keeper/>
                </div>
            </Form>
    }
}
