//! What stands below the form of an account that is logged in somewhere.

use domain::id::UserId;
use leptos::prelude::*;

use crate::{
    api::identity::sessions::EndAccountSessions,
    components::{Dialog, DialogButton, DialogFooter, Form, Section, Variant},
};

const DIALOG: &str = "dialog-akhiri-sesi";

/// Says in how many sessions, with a button that ends them; nothing for one's own account and for a new one.
pub(super) fn section(user: Option<UserId>, sessions: Option<usize>) -> Option<AnyView> {
    let (user, sessions) = user.zip(sessions)?;
    let end = ServerAction::<EndAccountSessions>::new();
    let open = RwSignal::new(sessions);
    let ended = move |_| open.set(0);
    Some(
        view! {
            <Section title="Sesi">
                <Show
                    when=move || open.get() != 0
                    fallback=|| view! { <p>"Akun ini tidak sedang masuk di perangkat mana pun."</p> }
                >
                    <p>{move || sentence(open.get())}</p>
                    <DialogButton dialog=DIALOG>"Akhiri semua sesi"</DialogButton>
                    <Dialog id=DIALOG title="Akhiri semua sesi">
                        <p>"Pemilik akun ini dikeluarkan dari semua perangkat, dan isian yang belum disimpan di sana hilang."</p>
                        <Form action=end key=("user".to_owned(), user.to_string()) on_done=ended>
                            <DialogFooter submit="Akhiri" variant=Variant::Danger note=false/>
                        </Form>
                    </Dialog>
                </Show>
            </Section>
        }
        .into_any(),
    )
}

fn sentence(open: usize) -> String {
    format!(
        "Akun ini sedang masuk dalam {open} sesi. Akhiri semuanya bila sebuah perangkat hilang atau dipakai orang \
         lain: password diminta lagi di sana, dan isian yang belum disimpan tidak ikut tersimpan."
    )
}
