//! An applicant who resigns: recorded from Rekap, also after Lulus, where another may move up.

use domain::selection::{Phase, access::PlanAction};
use leptos::prelude::*;

use super::{
    command::row_command,
    menu::menu,
    pick::{Pick, pick_button},
    state::{Process, Row},
};
use crate::{
    api::selection::{
        views::ApplicantView,
        withdrawal::{RejoinApplicant, WithdrawApplicant},
    },
    components::{Alert, DateField, DialogFooter, Form, Hidden, Select, TextArea, Tone, Variant},
    error::Done,
};

/// What can be done about it in a row.
pub(super) fn actions(process: Process, person: &ApplicantView) -> Option<AnyView> {
    if person.is_present() {
        let may = process.view.with(|view| view.rights.may(PlanAction::Withdraw));
        let label = format!("Catat pengunduran diri {}", person.name);
        return may.then(|| {
            let pick = Pick::Withdraw(person.id);
            let text = "Catat pengunduran diri";
            menu(&person.name, pick_button(pick, person.version, Variant::Ghost, text, label).into_any())
        });
    }
    let label = format!("Batalkan pengunduran diri {}", person.name);
    process.may.get().then(|| {
        let back = row_command::<RejoinApplicant>(process, person, Variant::Ghost, "Batalkan", label);
        menu(&person.name, back.into_any())
    })
}

pub(super) fn form(process: Process, pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let save = ServerAction::<WithdrawApplicant>::new();
    let passed = process.view.with_untracked(|view| view.phase == Phase::Inauguration);
    let accepted = row.with_untracked(|person| person.accepted == Some(true));
    let successor = (passed && accepted).then(|| successor(process, row));
    view! {
        <p>
            {move || row.with(|person| person.name.clone())}
            " tidak diperingkat lagi; skor yang sudah diberikan tetap tercatat, dan peringkat pelamar lain naik."
        </p>
        {(!passed && accepted).then(|| view! {
            <Alert tone=Tone::Warning>"Ia termasuk tiga besar: terima pelamar berikutnya sesudah ini."</Alert>
        })}
        {passed.then(|| view! {
            <Alert tone=Tone::Warning>
                "Laporan telah lulus: pengunduran diri yang dicatat sekarang tidak dapat dibatalkan, dan seleksi selesai bila tidak ada lagi yang diterima."
            </Alert>
        })}
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <DateField name="form[day]" label="Tanggal surat" required=true/>
            <TextArea name="form[reason]" label="Alasan" rows=3 required=true/>
            {successor}
            <DialogFooter submit="Catat pengunduran diri" variant=Variant::Danger/>
        </Form>
    }
    .into_any()
}

/// Pengganti: everybody with a total, the next in rank first and chosen already.
fn successor(process: Process, row: Row) -> AnyView {
    let own = row.with_untracked(|person| person.id);
    let fits = |person: &ApplicantView| {
        person.id != own && person.rank.is_some() && person.accepted != Some(true) && person.is_present()
    };
    let mut people = process.people(fits);
    people.sort_by_key(|person| person.rank);
    let options: Vec<_> = people
        .iter()
        .map(|person| {
            let rank = person.rank.unwrap_or_default();
            let total = person.total.clone().unwrap_or_default();
            (person.id.to_string(), format!("Peringkat {rank}: {} ({total})", person.name))
        })
        .collect();
    let first = options.first().map(|(id, _)| id.clone()).unwrap_or_default();
    view! {
        <Select
            name="form[successor]"
            label="Pengganti"
            options
            value=first
            placeholder="-- Tanpa pengganti --"
            hint="Hanya peringkat berikutnya yang dapat naik. Komisi membaca pergantian ini pada Dialog Perbaikan."
        />
    }
    .into_any()
}
