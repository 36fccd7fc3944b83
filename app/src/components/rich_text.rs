//! Rich text: a plain text area, and with JavaScript the Trix editor.

use leptos::{html, prelude::*};

use super::field::{Binding, escape, mark};

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
    let area_id = move || if mounted.get() { format!("{}-isi", binding.id.get()) } else { binding.id.get() };
    let label_id = move || format!("{}-label", binding.id.get());

    #[cfg(feature = "hydrate")]
    browser::mount(area, frame, mounted, binding, label.clone());
    binding.follow(value, move |html| {
        if let Some(area) = area.get_untracked() {
            area.set_value(html);
        }
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
                name=move || binding.name.get()
                rows="8"
                required=required
                aria-invalid=move || if mounted.get() { None } else { binding.invalid() }
                aria-describedby=move || binding.described_by()
                inner_html=escape(&binding.first(value))
            ></textarea>
            <div class="rich-editor" node_ref=frame on:click=on_click>{editor}</div>
            {binding.notes()}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{html, prelude::*, wasm_bindgen::JsValue};
    use web_sys::{HtmlDivElement, HtmlTextAreaElement};

    use super::super::{field::Binding, trix};

    /// Puts the editor in the text area's place, not while somebody types there.
    pub fn mount(
        area: NodeRef<html::Textarea>,
        frame: NodeRef<html::Div>,
        mounted: RwSignal<bool>,
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
                area.set_value(&as_html(&area.value()));
                area.set_id(&format!("{id}-isi"));
                mounted.set(true);
                request_animation_frame(move || {
                    if let Some(Some(frame)) = frame.try_get_untracked() {
                        _ = trix::open_toolbar(&frame, &label);
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

    /// Text typed before the editor came has no markup; keep its lines.
    fn as_html(text: &str) -> String {
        if text.contains('<') { text.to_owned() } else { text.replace('&', "&amp;").replace('\n', "<br>") }
    }

    /// Shows what somebody else saved.
    pub fn show(frame: &HtmlDivElement, html: &str) {
        if let Ok(Some(editor)) = frame.query_selector("trix-editor") {
            _ = js_sys::Reflect::set(&editor, &JsValue::from_str("value"), &JsValue::from_str(html));
        }
    }
}
