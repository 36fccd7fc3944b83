//! Terima, Tolak and Batalkan keputusan (Gambar 39).

use domain::{field::FieldErrors, selection::shortlist::Ground};
use leptos::prelude::*;

use super::{
    command::row_command,
    pick::{Pick, pick_button},
    state::{Process, Row},
};
use crate::{
    api::selection::{
        process::{AcceptApplicant, RejectApplicant, RevokeDecision},
        views::ApplicantView,
    },
    components::{Alert, Badge, DialogFooter, Form, Hidden, TextArea, Tone, Variant},
    error::Done,
};

const FULL: &str = "tiga-lengkap";

/// Above the last table: why nobody else can be accepted.
pub(super) fn full_note(process: Process) -> impl IntoView {
    let shown = Memo::new(move |_| process.may.get() && process.full.get());
    view! {
        <Show when=move || shown.get()>
            <p id=FULL class="muted">
                "Sudah ada tiga pelamar yang diterima. Batalkan salah satunya bila ingin menggantinya."
            </p>
        </Show>
    }
}

/// A row's controls in the last table.
pub(super) fn actions(process: Process, person: &ApplicantView) -> impl IntoView + use<> {
    if let Some(accepted) = person.accepted {
        let (label, tone) = if accepted { ("Diterima", Tone::Success) } else { ("Ditolak", Tone::Danger) };
        let revoke = format!("Batalkan keputusan untuk {}", person.name);
        let reason = person.reason.clone().map(|reason| view! { <span class="muted">{reason}</span> });
        return view! {
            <Badge label tone/>
            {reason}
            {row_command::<RevokeDecision>(process, person, Variant::Ghost, "Batalkan keputusan", revoke)}
        }
        .into_any();
    }
    if person.total.is_none() {
        return ().into_any();
    }
    if !person.described {
        return view! { <span class="muted">"Isi dahulu deskripsi rekam jejak."</span> }.into_any();
    }
    let reject = format!("Tolak {}", person.name);
    view! {
        {accept_button(process, person)}
        {pick_button(Pick::Reject(person.id), person.version, Variant::Danger, "Tolak", reject)}
    }
    .into_any()
}

fn accept_button(process: Process, person: &ApplicantView) -> AnyView {
    let label = format!("Terima {}", person.name);
    let class = format!("{} btn-sm", Variant::Success.class());
    if process.full.get() {
        return view! {
            <button type="button" class=class aria-disabled="true" aria-describedby=FULL aria-label=label>"Terima"</button>
        }
        .into_any();
    }
    if person.ground.is_some() {
        return pick_button(Pick::Accept(person.id), person.version, Variant::Success, "Terima", label)
            .into_any();
    }
    row_command::<AcceptApplicant>(process, person, Variant::Success, "Terima", label).into_any()
}

/// Terima out of rank, or as one of several equals: with a reason that the reviewer sees.
pub(super) fn accept(process: Process, pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let save = ServerAction::<AcceptApplicant>::new();
    let place = move || row.with(|person| place(person, &process.equals_of(person)));
    let label = row.with_untracked(|person| match person.ground {
        Some(Ground::BetweenEquals) => "Alasan memilih di antara yang sama",
        _ => "Alasan menerima di luar urutan",
    });
    view! {
        <Alert tone=Tone::Warning>{place}</Alert>
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            validate=check
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <TextArea name="form[reason]" label=label required=true/>
            <DialogFooter submit="Terima" variant=Variant::Success/>
        </Form>
    }
    .into_any()
}

/// Where somebody stands whose acceptance needs a reason.
fn place(person: &ApplicantView, equals: &str) -> String {
    let name = &person.name;
    let rank = person.rank.map(|rank| rank.to_string()).unwrap_or_default();
    match person.ground {
        Some(Ground::BetweenEquals) => format!(
            "{name} berada pada peringkat {rank} dengan total nilai yang sama dengan {equals}, dan tidak semuanya dapat masuk tiga besar. Alasan memilihnya dibaca komisi."
        ),
        _ => format!(
            "{name} berada pada peringkat {rank}. Menerimanya melewati pelamar dengan total nilai lebih tinggi; alasannya dibaca komisi."
        ),
    }
}

fn check(call: AcceptApplicant) -> Result<(), FieldErrors> {
    if call.form.reason.trim().is_empty() {
        return Err(FieldErrors::of("reason", "Alasan menerima pelamar ini wajib diisi."));
    }
    call.form.optional().map(drop)
}

/// Tolak, with a reason if there is one.
pub(super) fn reject(pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let save = ServerAction::<RejectApplicant>::new();
    view! {
        <p>
            {move || row.with(|person| person.name.clone())} " tidak masuk tiga besar. Keputusan ini dapat dibatalkan sampai laporan dikirim."
        </p>
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            validate=|call: RejectApplicant| call.form.optional().map(drop)
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <TextArea name="form[reason]" label="Alasan" rows=3/>
            <DialogFooter submit="Tolak" variant=Variant::Danger note=false/>
        </Form>
    }
    .into_any()
}
