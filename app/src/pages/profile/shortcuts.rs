//! The switch for keys that do what a control does.

use leptos::prelude::*;

use crate::{
    components::{Section, Variant, use_alive},
    shell::shortcuts::{are_on, turn},
};

/// Only where a script runs: without one there are no such keys.
pub(super) fn section() -> impl IntoView {
    let alive = use_alive();
    let on = RwSignal::new(true);
    Effect::new(move |_| on.set(are_on()));
    let toggle = move |_| {
        on.update(|on| *on = !*on);
        turn(on.get_untracked());
    };
    view! {
        <Show when=move || alive.get()>
            <Section title="Pintasan papan ketik">
                <p>
                    <kbd>"/"</kbd> " atau " <kbd>"Ctrl K"</kbd> " menuju pencarian; " <kbd>"j"</kbd> " dan "
                    <kbd>"k"</kbd> " membuka seleksi berikutnya dan sebelumnya dalam daftar."
                </p>
                <div class="actions">
                    <button type="button" class=Variant::Secondary.class() on:click=toggle>
                        {move || if on.get() { "Matikan pintasan" } else { "Aktifkan pintasan" }}
                    </button>
                </div>
                <p class="muted">"Berlaku di peramban ini."</p>
            </Section>
        </Show>
    }
}
