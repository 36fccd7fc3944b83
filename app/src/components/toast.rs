//! Short messages that appear by themselves.

use std::time::Duration;

use leptos::prelude::*;

use crate::json::shared;

/// On the server: the message of the cookie `kabar`, left by a form sent without JavaScript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flash(pub Option<String>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    id: usize,
    text: String,
    error: bool,
}

/// Shows toasts.
#[derive(Clone, Copy, Debug)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<usize>,
}

impl Toaster {
    /// Something went through; goes away by itself.
    pub fn ok(&self, text: impl Into<String>) {
        let id = self.add(text.into(), false);
        self.fade(id);
    }

    /// Something failed; stays until it is closed.
    pub fn error(&self, text: impl Into<String>) {
        self.add(text.into(), true);
    }

    /// What was complained about is right by now.
    pub fn settle(&self) {
        _ = self.toasts.try_update(|toasts| toasts.retain(|toast| !toast.error));
    }

    /// What went through is over with the next message; what failed is shown again after it.
    fn add(&self, text: String, error: bool) -> usize {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.error);
            toasts.push(Toast { id, text, error });
        });
        id
    }

    fn fade(self, id: usize) {
        set_timeout(move || self.close(id), Duration::from_secs(8));
    }

    fn close(self, id: usize) {
        _ = self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Makes toasts available. Call once, in `App`, on both sides.
pub fn provide_toasts() {
    let left = shared(|| use_context::<Flash>().and_then(|Flash(text)| text));
    let toaster = Toaster { toasts: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    if let Some(text) = left {
        toaster.add(text, false);
        Effect::new(move |_| {
            clear_cookie();
            toaster.fade(0);
        });
    }
    provide_context(toaster);
}

/// The page's toasts.
#[must_use]
pub fn use_toast() -> Toaster {
    use_context().unwrap_or_else(|| Toaster { toasts: RwSignal::new(Vec::new()), next: StoredValue::new(0) })
}

/// Seen once is enough: a reload must not show it again.
fn clear_cookie() {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsValue;
        // Under its name with HTTPS, and without.
        for cleared in [
            "__Host-kabar=; Max-Age=0; Path=/; SameSite=Lax; Secure",
            "kabar=; Max-Age=0; Path=/; SameSite=Lax",
        ] {
            _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(cleared));
        }
    }
}

/// Where toasts appear; once, in the shell's layout.
#[component]
pub fn Toasts() -> impl IntoView {
    let toaster = use_toast();
    // One at a time, the latest.
    let shown = move || toaster.toasts.with(|toasts| toasts.last().cloned());
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=shown key=|toast| toast.id let:toast>
                <div class=if toast.error { "toast-item toast-error" } else { "toast-item toast-ok" }>
                    <p>{toast.text}</p>
                    <button type="button" class="toast-close" aria-label="Tutup pesan" on:click=move |_| toaster.close(toast.id)>
                        "×"
                    </button>
                </div>
            </For>
        </div>
    }
}
