//! What stands above the form of an account whose logins are slowed.

use domain::{calendar::moment, id::UserId};
use leptos::prelude::*;

use crate::{
    api::identity::slowed::{LiftThrottle, Slowed},
    components::{Alert, Form, SubmitButton, Tone},
};

/// So many networks are named.
const NAMED: usize = 3;

/// Says so, with a button that ends it; nothing when the account is not slowed.
pub(super) fn notice(user: Option<UserId>, slowed: Option<Slowed>) -> Option<AnyView> {
    let (user, slowed) = user.zip(slowed)?;
    let lift = ServerAction::<LiftThrottle>::new();
    let lifted = RwSignal::new(false);
    let text = StoredValue::new(sentence(&slowed));
    Some(
        view! {
            <Show when=move || !lifted.get()>
                <Alert tone=Tone::Warning>
                    <p>{text.get_value()}</p>
                    <Form action=lift key=("user".to_owned(), user.to_string()) compact=true on_done=move |_| lifted.set(true)>
                        <SubmitButton small=true>"Hapus perlambatan"</SubmitButton>
                    </Form>
                </Alert>
            </Show>
        }
        .into_any(),
    )
}

fn sentence(slowed: &Slowed) -> String {
    let mut named = slowed.networks.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if slowed.networks.len() > NAMED {
        named = format!("{named} dan {} lainnya", slowed.networks.len() - NAMED);
    }
    let from = if named.is_empty() { String::new() } else { format!(" dari jaringan {named}") };
    format!(
        "Masuk ke akun ini sedang diperlambat: {} password atau kode tidak sesuai{from}, terakhir {}. Perangkat yang \
         pernah dipakai pemilik akun tidak ikut diperlambat.",
        slowed.failures,
        moment(slowed.last)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_many_and_from_where() {
        let mut slowed = Slowed {
            failures: 7,
            networks: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            last: "2026-11-27T05:00:00Z".parse().unwrap(),
        };
        assert!(
            sentence(&slowed)
                .contains("7 password atau kode tidak sesuai dari jaringan a, b, c dan 1 lainnya")
        );
        slowed.networks.clear();
        assert!(sentence(&slowed).contains("tidak sesuai, terakhir Jumat"), "{}", sentence(&slowed));
    }
}
