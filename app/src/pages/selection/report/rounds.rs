//! Hasil Pelaporan and Hasil Rekomendasi: every round, newest first (Gambar 45 and 47).

use domain::{access::Control, selection::access::PlanAction};
use leptos::prelude::*;

use super::{Report, review};
use crate::{
    api::selection::views::{ReviewView, RoundView},
    components::{
        Alert, Attachments, Badge, Definition, DefinitionList, DialogButton, RichView, Section, Tone, Variant,
    },
    zone::moment,
};

/// Every round; only one that changed is shown anew.
pub(super) fn list(report: Report) -> impl IntoView {
    let rounds = Memo::new(move |_| report.view.with(|view| view.rounds.clone()));
    let several = Memo::new(move |_| rounds.with(|rounds| rounds.len() > 1));
    let control = report.control(PlanAction::ReviewReport);
    view! {
        <For
            each=move || rounds.get()
            key=move |round| (round.round, round.review.is_some(), several.get_untracked())
            children=move |round| section(control, round, several.get_untracked())
        />
    }
}

fn section(control: Memo<Control>, round: RoundView, several: bool) -> impl IntoView {
    let title = if several {
        format!("Hasil Pelaporan putaran {}", round.round)
    } else {
        "Hasil Pelaporan".to_owned()
    };
    let RoundView { by, at, note, cover_files, stage_files, minutes, minutes_files, review, .. } = round;
    let verdict = match review {
        Some(review) => answer(review).into_any(),
        None => buttons(control).into_any(),
    };
    view! {
        <Section title>
            <p class="muted">
                "Dikirim oleh " {by} ", " <time datetime=at.to_rfc3339()>{moment(at)}</time>
            </p>
            <DefinitionList>
                <Definition label="Keterangan laporan"><RichView html=note/></Definition>
                <Definition label="Surat pengantar PPK dan PyB"><Attachments files=cover_files/></Definition>
                <Definition label="Laporan Lengkap Setiap Tahapan"><Attachments files=stage_files/></Definition>
                <Definition label="Berita acara pansel"><RichView html=minutes/></Definition>
                <Definition label="Lampiran berita acara pansel"><Attachments files=minutes_files/></Definition>
            </DefinitionList>
            {verdict}
        </Section>
    }
}

/// `Lulus` and `Perbaiki`; the institution sees that it waits.
fn buttons(control: Memo<Control>) -> impl IntoView {
    let reason = Signal::derive(move || control.with(Control::reason));
    view! {
        <Show
            when=move || control.with(Control::is_shown)
            fallback=|| view! { <Alert tone=Tone::Info>"Laporan menunggu reviu komisi."</Alert> }
        >
            <div class="actions">
                <DialogButton dialog=review::PASS variant=Variant::Success disabled_reason=reason>"Lulus"</DialogButton>
                <DialogButton dialog=review::RETURN disabled_reason=reason>
                    "Perbaiki"
                </DialogButton>
            </div>
        </Show>
    }
}

fn answer(review: ReviewView) -> impl IntoView {
    let (title, label, badge, tone) = if review.passed {
        ("Hasil Rekomendasi", "Rekomendasi", "Lulus", Tone::Success)
    } else {
        ("Hasil Reviu", "Alasan perbaikan", "Perbaiki", Tone::Warning)
    };
    view! {
        <h3>{title} " " <Badge label=badge tone/></h3>
        <p class="muted">
            "Oleh " {review.by} ", " <time datetime=review.at.to_rfc3339()>{moment(review.at)}</time>
        </p>
        <DefinitionList>
            <Definition label><RichView html=review.text/></Definition>
            <Definition label="Lampiran"><Attachments files=review.files/></Definition>
        </DefinitionList>
    }
}
