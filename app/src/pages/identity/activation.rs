//! `Nonaktifkan` and `Aktifkan`, each with a dialog that asks first.

use domain::access::Control;
use leptos::prelude::*;

use crate::{
    api::identity::{
        activation::{DeactivateAccount, ReactivateAccount},
        people::PersonRow,
    },
    components::{Dialog, DialogButton, DialogFooter, Form, Variant},
    error::Done,
};

fn dialog_id(row: &PersonRow) -> String {
    format!("dialog-akun-{}", row.id)
}

/// The button in a row; none where the account is not the caller's to close.
pub(super) fn button(row: &PersonRow) -> Option<AnyView> {
    if !row.toggle.is_shown() {
        return None;
    }
    let word = if row.active { "Nonaktifkan" } else { "Aktifkan" };
    let label = format!("{word} {}", row.name);
    let reason = row.toggle.reason();
    Some(
        view! {
            <DialogButton dialog=dialog_id(row) small=true label disabled_reason=reason>{word}</DialogButton>
        }
        .into_any(),
    )
}

/// The dialog behind the button.
pub(super) fn dialog(row: &PersonRow, done: Callback<Done>) -> Option<AnyView> {
    if row.toggle == Control::Absent {
        return None;
    }
    let id = dialog_id(row);
    let key = ("user".to_owned(), row.id.to_string());
    let version = Signal::stored(row.version);
    let name = row.name.clone();
    Some(if row.active {
        let close = ServerAction::<DeactivateAccount>::new();
        view! {
            <Dialog id title=format!("Nonaktifkan {name}")>
                <Form action=close key version on_done=done>
                    <p>
                        {name}
                        " tidak dapat masuk lagi, dan sesi yang sedang berjalan langsung berakhir. Riwayat dan namanya tetap tersimpan. Akun dapat diaktifkan kembali."
                    </p>
                    <DialogFooter submit="Nonaktifkan" variant=Variant::Danger note=false/>
                </Form>
            </Dialog>
        }
        .into_any()
    } else {
        let open = ServerAction::<ReactivateAccount>::new();
        view! {
            <Dialog id title=format!("Aktifkan {name}")>
                <Form action=open key version on_done=done>
                    <p>{name} " dapat masuk lagi dengan username dan password yang sama."</p>
                    <DialogFooter submit="Aktifkan" variant=Variant::Success note=false/>
                </Form>
            </Dialog>
        }
        .into_any()
    })
}
