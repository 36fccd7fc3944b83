//! New passwords for all who have none of their own yet, asked for once more before it is done.

use domain::{id::RegistrationId, number::thousands};
use leptos::prelude::*;

use crate::{
    api::institution::registration::RenewPasswords,
    components::{ButtonLink, Dialog, DialogButton, DialogFooter, Form, Hidden, Section, Variant},
};

const DIALOG: &str = "dialog-password-baru";

pub(super) fn renew(id: RegistrationId, waiting: u32, may: bool) -> AnyView {
    if waiting == 0 {
        return view! {
            <p>"Semua pemegang akun dari pendaftaran ini sudah memilih password sendiri."</p>
            <div class="actions">
                <ButtonLink href="/institusi">"Daftar Institusi"</ButtonLink>
            </div>
        }
        .into_any();
    }
    let renew = ServerAction::<RenewPasswords>::new();
    let count = thousands(waiting);
    let title = format!("Buat {count} password baru");
    let button = title.clone();
    let text = format!(
        "{count} akun dari pendaftaran ini belum memakai password pilihan pemegangnya. Bila daftar password hilang, atau sudah lewat 72 jam, buat password baru untuk semuanya sekaligus."
    );
    let reason = (!may).then(|| "Password sedang dibuat ulang. Tunggu sampai selesai.".to_owned());
    view! {
        <Section title="Password baru untuk semua">
            <p>{text}</p>
            <div class="actions">
                <DialogButton dialog=DIALOG disabled_reason=reason>{button}</DialogButton>
                <ButtonLink href="/institusi">"Daftar Institusi"</ButtonLink>
            </div>
        </Section>
        <Dialog id=DIALOG title>
            <Form action=renew>
                <Hidden name="registration" value=id.to_string()/>
                <p>
                    "Password yang sudah dibagikan tetapi belum diganti oleh pemegangnya tidak berlaku lagi. Akun yang pemegangnya sudah memilih password sendiri tidak berubah."
                </p>
                <DialogFooter submit="Buat password baru" variant=Variant::Danger note=false/>
            </Form>
        </Dialog>
    }
    .into_any()
}
