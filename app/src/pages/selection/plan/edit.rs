//! Tambah Seleksi, changing a draft, and answering a Perbaikan (Gambar 21 to 23).

use domain::field::FieldErrors;
use leptos::prelude::*;

use super::{
    committee::Committee,
    fields::{Basics, Reasons},
    schedule::Schedule,
    send::{NoEnter, Send},
    weights::Weights,
};
use crate::{
    api::selection::{
        plan::{SavePlan, edit_plan_form},
        views::{MessageView, PlanEditor},
    },
    components::{Attachments, Card, Form, Hidden, PageTitle, RichView, Section},
    json::resource,
    pages::{Loaded, page_once_of},
};

/// `/seleksi/tambah`; `?nomenklatur=` chooses a post beforehand.
#[component]
pub fn NewPlanPage() -> impl IntoView {
    let query = crate::query::use_query();
    let position = Memo::new(move |_| query.with(|query| query.get("nomenklatur")));
    let editor = resource(move || position.get(), |position| edit_plan_form(None, position));
    view! {
        <Loaded resource=editor let:view>
            <Editor editor=view.get_untracked()/>
        </Loaded>
    }
}

/// `/seleksi/:plan/ubah`.
#[component]
pub fn EditPlanPage() -> impl IntoView {
    page_once_of("plan", |plan| edit_plan_form(Some(plan), None), |editor| view! { <Editor editor/> })
}

#[component]
fn Editor(editor: PlanEditor) -> impl IntoView {
    let save = ServerAction::<SavePlan>::new();
    let intent = RwSignal::new(String::new());
    let check = move |call: SavePlan| -> Result<(), FieldErrors> {
        intent.set(call.intent.clone());
        if call.intent == "send" { call.form.validate().map(drop) } else { call.form.validate_draft() }
    };
    let PlanEditor { plan, version, answers_correction, .. } = editor;
    let (title, back) = match plan {
        None => ("Tambah Seleksi", "/seleksi".to_owned()),
        Some(id) if answers_correction => ("Perbaikan Rencana Seleksi", format!("/seleksi/{id}")),
        Some(id) => ("Ubah Rencana Seleksi", format!("/seleksi/{id}")),
    };
    let mut crumbs = vec![crate::pages::selection::list_crumb()];
    if plan.is_some() {
        crumbs.push(("Rencana Seleksi".to_owned(), back.clone()));
    }
    let editor = StoredValue::new(editor);
    view! {
        <PageTitle title crumbs/>
        {editor.with_value(|editor| editor.request.clone()).map(request)}
        <Card>
            <Form action=save version=Signal::stored(version) multipart=true validate=check>
                <NoEnter/>
                <Hidden name="plan" value=plan.map(|id| id.to_string()).unwrap_or_default()/>
                <Basics editor/>
                <Reasons editor/>
                <Weights form=editor.with_value(|editor| editor.form.clone())/>
                <Committee editor/>
                <Schedule form=editor.with_value(|editor| editor.form.clone())/>
                <Send answers=answers_correction back intent/>
            </Form>
        </Card>
    }
}

/// What the commission asks for, beside the form that answers it.
fn request(message: MessageView) -> AnyView {
    let MessageView { author, at, text, files, .. } = message;
    view! {
        <Section title="Permintaan perbaikan dari komisi">
            <p class="muted">{author} " · " {crate::zone::moment(at)}</p>
            <RichView html=text/>
            {(!files.is_empty()).then(|| view! { <Attachments files/> })}
        </Section>
    }
    .into_any()
}
