//! Loads the Trix editor when a page first needs it.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Object, Promise, Reflect};
use leptos::{
    prelude::{document, window, window_event_listener_untyped},
    wasm_bindgen::{JsCast as _, JsValue, closure::Closure},
};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

const WORDS: [(&str, &str); 17] = [
    ("attachFiles", "Lampirkan berkas"),
    ("bold", "Tebal"),
    ("bullets", "Daftar berbutir"),
    ("code", "Kode"),
    ("heading1", "Judul"),
    ("indent", "Tambah tingkat"),
    ("italic", "Miring"),
    ("link", "Tautan"),
    ("numbers", "Daftar bernomor"),
    ("outdent", "Kurangi tingkat"),
    ("quote", "Kutipan"),
    ("redo", "Ulangi"),
    ("strike", "Coret"),
    ("undo", "Urungkan"),
    ("unlink", "Hapus tautan"),
    ("url", "Alamat tautan"),
    ("urlPlaceholder", "Tulis alamat tautan…"),
];

/// Resolves once `<trix-editor>` works, in Indonesian and without attachments.
pub async fn load() -> Result<(), JsValue> {
    let trix = JsValue::from_str("Trix");
    if Reflect::get(&window(), &trix)?.is_undefined() {
        JsFuture::from(loaded(&script()?)).await?;
    }
    let trix = Reflect::get(&window(), &trix)?;
    let config = Reflect::get(&trix, &"config".into())?;
    let lang: Object = Reflect::get(&config, &"lang".into())?.unchecked_into();
    for (key, word) in WORDS {
        Reflect::set(&lang, &key.into(), &word.into())?;
    }
    let registry = Reflect::get(&window(), &"customElements".into())?;
    let when: Function = Reflect::get(&registry, &"whenDefined".into())?.dyn_into()?;
    let defined: Promise = when.call1(&registry, &"trix-editor".into())?.dyn_into()?;
    JsFuture::from(defined).await?;
    Ok(())
}

/// The script element, put into the head by whoever comes first.
fn script() -> Result<Element, JsValue> {
    let document = document();
    if let Some(script) = document.get_element_by_id("trix-script") {
        return Ok(script);
    }
    let head = document.query_selector("head")?.ok_or(JsValue::NULL)?;
    let style = document.create_element("link")?;
    style.set_attribute("rel", "stylesheet")?;
    style.set_attribute("href", &meta("trix-css").ok_or(JsValue::NULL)?)?;
    // Before the page's own style, which adapts it.
    head.insert_before(&style, head.first_child().as_ref())?;
    let script = document.create_element("script")?;
    script.set_id("trix-script");
    if let Some(nonce) = meta("csp-nonce") {
        script.set_attribute("nonce", &nonce)?;
    }
    script.set_attribute("src", &meta("trix-js").ok_or(JsValue::NULL)?)?;
    head.append_child(&script)?;
    // Files go into file fields, where they are checked.
    _ = window_event_listener_untyped("trix-file-accept", |event| event.prevent_default());
    Ok(script)
}

fn loaded(script: &Element) -> Promise {
    Promise::new(&mut |resolve, reject| {
        _ = script.add_event_listener_with_callback("load", &resolve);
        _ = script.add_event_listener_with_callback("error", &reject);
    })
}

fn meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name={name}]")).ok()??;
    element.get_attribute("content").filter(|text| !text.is_empty())
}

/// Makes the toolbar of an editor usable with the keyboard: Trix takes its buttons out of the tab
/// order and listens to the mouse only.
pub fn open_toolbar(frame: &Element, label: &str) -> Result<(), JsValue> {
    let Some(toolbar) = frame.query_selector("trix-toolbar")? else { return Ok(()) };
    toolbar.set_attribute("role", "toolbar")?;
    toolbar.set_attribute("aria-label", &format!("Format {label}"))?;
    let buttons = toolbar.query_selector_all("button")?;
    for button in (0..buttons.length()).filter_map(|at| buttons.item(at)) {
        button.unchecked_ref::<Element>().remove_attribute("tabindex")?;
    }
    Ok(())
}

/// A keyboard's click has no press before it; Trix needs one.
pub fn press(event: &web_sys::MouseEvent) {
    if event.detail() != 0 {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(button) = target.filter(|element| element.class_list().contains("trix-button"))
        && let Ok(down) = bubbling("mousedown")
    {
        _ = button.dispatch_event(&down);
    }
}

const PICTURE: &str = "Gambar tidak disimpan; pakai Lampiran.";
const FILE: &str = "Berkas tidak disimpan di sini; pakai Lampiran.";
const TABLE: &str = "Tabel disimpan sebagai baris teks. Bila bentuknya harus tetap, pakai Lampiran.";

/// What is pasted or dropped and would not be kept is not shown either, and a sentence says so; with nothing to
/// say, the sentence before is taken away.
pub fn refuse_files(frame: &Element, say: impl Fn(Option<String>) + Clone + 'static) {
    let said = Rc::new(RefCell::new(Vec::new()));
    let add = {
        let said = Rc::clone(&said);
        let say = say.clone();
        move |sentence: &'static str| {
            let mut said = said.borrow_mut();
            if !said.contains(&sentence) {
                said.push(sentence);
            }
            say(Some(said.join(" ")));
        }
    };
    let tell = add.clone();
    listen(frame, "trix-before-paste", move |event| {
        let html = within(event, &["paste", "html"]).as_string().unwrap_or_default().to_ascii_lowercase();
        said.borrow_mut().clear();
        if html.contains("<table") { tell(TABLE) } else { say(None) }
    });
    let tell = add.clone();
    listen(frame, "trix-file-accept", move |event| {
        event.prevent_default();
        let kind = within(event, &["file", "type"]).as_string().unwrap_or_default();
        tell(if kind.starts_with("image/") { PICTURE } else { FILE });
    });
    // A picture within pasted text comes without asking.
    listen(frame, "trix-attachment-add", move |event| {
        let attachment = within(event, &["attachment"]);
        if let Ok(remove) = Reflect::get(&attachment, &"remove".into())
            && let Ok(remove) = remove.dyn_into::<Function>()
        {
            _ = remove.call0(&attachment);
        }
        add(PICTURE);
    });
}

fn listen(target: &Element, name: &str, heard: impl FnMut(&web_sys::Event) + 'static) {
    let mut heard = heard;
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| heard(&event));
    // It lives as long as the element.
    _ = target.add_event_listener_with_callback(name, closure.into_js_value().unchecked_ref());
}

/// A property of a property.
fn within(event: &web_sys::Event, path: &[&str]) -> JsValue {
    path.iter().fold(event.into(), |value: JsValue, name| {
        Reflect::get(&value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    })
}

fn bubbling(kind: &str) -> Result<web_sys::Event, JsValue> {
    let event = document().create_event("MouseEvents")?;
    event.init_event_with_bubbles_and_cancelable(kind, true, true);
    Ok(event)
}
