//! Rich text: a plain text area, and with JavaScript the Trix editor.

use domain::rich_text::{TypedText, from_text, is_plain, to_text};
use leptos::{html, prelude::*};

use super::field::{Binding, escape, mark};

/// Said where the text area stands and its text has formatting.
const LOST: &str = "<p class=\"field-hint\">Tanpa JavaScript, teks ini diubah sebagai teks biasa: cetak tebal, \
                    daftar, tautan, dan tabel hilang bila disimpan.</p>";

/// A field for rich text. The server sanitises it; plain text becomes paragraphs there.
#[component]
pub fn RichText(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// The record's sanitised HTML.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let area = NodeRef::<html::Textarea>::new();
    let frame = NodeRef::<html::Div>::new();
    let mounted = RwSignal::new(false);
    let warning = RwSignal::new(None::<String>);
    let area_id = move || if mounted.get() { format!("{}-isi", binding.id.get()) } else { binding.id.get() };
    let label_id = move || format!("{}-label", binding.id.get());
    // What the area holds is text; markup only once the editor fills it.
    let sent_as = move || {
        if mounted.get() { as_html(&binding.name.get()) } else { binding.name.get() }
    };
    let first = Both::first(binding, value);
    let lost = (!is_plain(&first.html)).then(|| view! { <noscript inner_html=LOST></noscript> });
    let shown = escape(&first.text);
    let held = StoredValue::new(first);

    #[cfg(feature = "hydrate")]
    browser::mount(area, frame, mounted, held, warning, binding, label.clone());
    binding.follow(value, move |html| {
        let both = Both::of_html(html.clone());
        if let Some(area) = area.get_untracked() {
            let content = if mounted.get_untracked() { &both.html } else { &both.text };
            area.set_text_content(Some(content));
            area.set_value(content);
        }
        held.set_value(both);
        #[cfg(feature = "hydrate")]
        if let Some(frame) = frame.get_untracked() {
            browser::show(&frame, html);
        }
    });

    let editor = move || {
        mounted.get().then(|| {
            view! {
                <trix-editor
                    class="rich-text"
                    id=move || binding.id.get()
                    input=area_id
                    aria-labelledby=label_id
                    aria-multiline="true"
                    aria-required=required.then_some("true")
                    aria-invalid=move || binding.invalid()
                    aria-describedby=move || binding.described_by()
                ></trix-editor>
            }
        })
    };
    let on_click = move |_event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        super::trix::press(&_event);
    };
    view! {
        <div class="field" class:field-invalid=move || binding.error.get().is_some()>
            <label class="field-label" id=label_id for=move || binding.id.get()>{label}{mark(required)}</label>
            <textarea
                node_ref=area
                class="textarea"
                class:hidden=move || mounted.get()
                id=area_id
                name=sent_as
                rows="8"
                required=required
                aria-invalid=move || if mounted.get() { None } else { binding.invalid() }
                aria-describedby=move || binding.described_by()
                inner_html=shown
            ></textarea>
            <div class="rich-editor" node_ref=frame on:click=on_click>{editor}</div>
            {lost}
            {move || warning.get().map(|text| view! { <p class="field-error" role="alert">{text}</p> })}
            {binding.notes()}
        </div>
    }
}

/// The name under which the editor's markup is sent.
fn as_html(name: &str) -> String {
    format!("{name}[{}]", TypedText::HTML)
}

/// The same content for the text area and for the editor.
#[derive(Clone)]
struct Both {
    text: String,
    html: String,
}

impl Both {
    fn of_html(html: String) -> Self {
        Self { text: to_text(&html), html }
    }

    /// What had been typed, or else the record's value.
    fn first(binding: Binding, value: Signal<String>) -> Self {
        let name = binding.name.get_untracked();
        let markup = || binding.state.returned_value(&as_html(&name)).filter(|html| !html.is_empty());
        match binding.state.returned_value(&name).filter(|text| !text.is_empty()) {
            Some(text) => Self { html: from_text(&text), text },
            None => Self::of_html(markup().unwrap_or_else(|| {
                if binding.state.was_returned() { String::new() } else { value.get_untracked() }
            })),
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::rich_text::from_text;
    use leptos::{html, prelude::*, wasm_bindgen::JsValue};
    use web_sys::{HtmlDivElement, HtmlTextAreaElement};

    use super::{
        super::{field::Binding, trix},
        Both,
    };

    /// Puts the editor in the text area's place, not while somebody types there.
    pub(super) fn mount(
        area: NodeRef<html::Textarea>,
        frame: NodeRef<html::Div>,
        mounted: RwSignal<bool>,
        held: StoredValue<Both>,
        warning: RwSignal<Option<String>>,
        binding: Binding,
        label: String,
    ) {
        Effect::new(move |_| {
            let Some(area) = area.get() else { return };
            let label = label.clone();
            leptos::task::spawn_local(async move {
                // Without the editor the text area goes on working.
                if let Err(error) = trix::load().await {
                    leptos::logging::warn!("Trix: {error:?}");
                    return;
                }
                wait_until_left(&area).await;
                let Some(id) = binding.id.try_get_untracked() else { return };
                let Some(html) = held.try_with_value(|both| content(&area.value(), both)) else { return };
                // What a reset goes back to, first; setting it may change the value.
                area.set_text_content(Some(&html));
                area.set_value(&html);
                area.set_id(&format!("{id}-isi"));
                mounted.set(true);
                request_animation_frame(move || {
                    if let Some(Some(frame)) = frame.try_get_untracked() {
                        _ = trix::open_toolbar(&frame, &label);
                        trix::refuse_files(&frame, move |said| _ = warning.try_set(said));
                    }
                });
            });
        });
    }

    async fn wait_until_left(area: &HtmlTextAreaElement) {
        let focused = document().active_element().is_some_and(|element| element.is_same_node(Some(area)));
        if focused {
            let left = js_sys::Promise::new(&mut |resolve, _| {
                _ = area.add_event_listener_with_callback("blur", &resolve);
            });
            _ = wasm_bindgen_futures::JsFuture::from(left).await;
        }
    }

    /// The markup the editor begins with: the record's, unless somebody typed before the editor came.
    fn content(typed: &str, both: &Both) -> String {
        let same = typed.replace("\r\n", "\n").trim() == both.text.replace("\r\n", "\n").trim();
        if same { both.html.clone() } else { from_text(typed) }
    }

    /// Shows what somebody else saved.
    pub fn show(frame: &HtmlDivElement, html: &str) {
        if let Ok(Some(editor)) = frame.query_selector("trix-editor") {
            _ = js_sys::Reflect::set(&editor, &JsValue::from_str("value"), &JsValue::from_str(html));
        }
    }
}
