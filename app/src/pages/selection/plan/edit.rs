//! Tambah Seleksi, changing a draft, and answering a Perbaikan (Gambar 21 to 23).

use std::sync::Arc;

use domain::{field::FieldErrors, id::PlanId};
use leptos::{form::FromFormData as _, prelude::*, web_sys::FormData};

use super::{
    committee::Committee,
    fields::{Basics, ReasonText},
    schedule::Schedule,
    send::{NoEnter, Send},
    weights::Weights,
};
use crate::{
    api::{
        Choice,
        selection::{
            keep_plan::{Kept as KeptPlan, keep_plan},
            plan::{SavePlan, edit_plan_form},
            views::{MessageView, PlanEditor, PlanStart},
        },
    },
    components::{
        Attachments, Button, Card, DateField, Form, Hidden, Keeper, Kept, PageTitle, Restored, RichView,
        Saved, Section, Select, keep,
    },
    error::AppError,
    json::resource,
    pages::{Loaded, frame::use_session, page_once_of},
};

/// Names the draft that a new plan was kept as.
const KEPT: &str = "rencana";

/// `/seleksi/tambah`; `?nomenklatur=` chooses a post beforehand, `?salin=` copies from an earlier plan, and `?mulai=` is
/// the first day of the usual schedule.
#[component]
pub fn NewPlanPage() -> impl IntoView {
    let query = crate::query::use_query();
    // Once its draft is kept, the address names that; the page stays, and finds it when it is loaded again.
    let start = Memo::new(move |before: Option<&(Option<PlanId>, PlanStart)>| {
        query.with(|query| match (query.get(KEPT).and_then(|number| number.parse().ok()), before) {
            (Some(_), Some(before)) => before.clone(),
            (kept, _) => {
                let start = PlanStart {
                    position: query.get("nomenklatur"),
                    copy: query.get("salin"),
                    first: query.get("mulai"),
                };
                (kept, start)
            }
        })
    });
    let editor = resource(move || start.get(), |(kept, start)| edit_plan_form(kept, start));
    view! {
        <Loaded resource=editor let:view>
            {move || view! { <Editor editor=view.get()/> }}
        </Loaded>
    }
}

/// `/seleksi/:plan/ubah`.
#[component]
pub fn EditPlanPage() -> impl IntoView {
    let load = |plan| edit_plan_form(Some(plan), PlanStart::default());
    page_once_of("plan", load, |editor| view! { <Editor editor/> })
}

#[component]
fn Editor(editor: PlanEditor) -> impl IntoView {
    let PlanEditor { plan, answers_correction, .. } = editor;
    let (title, back) = match plan {
        None => ("Tambah Seleksi", "/seleksi".to_owned()),
        Some(id) if answers_correction => ("Perbaikan Rencana Seleksi", format!("/seleksi/{id}")),
        Some(id) => ("Ubah Rencana Seleksi", format!("/seleksi/{id}")),
    };
    let mut crumbs = vec![crate::pages::selection::list_crumb()];
    if plan.is_some() {
        crumbs.push(("Rencana Seleksi".to_owned(), back.clone()));
    }
    // A draft's number is known once it is kept for the first time.
    let number = RwSignal::new(plan);
    let keeper = keeper(plan, answers_correction, number);
    provide_context(keeper);
    let intent = RwSignal::new(String::new());
    let editor = StoredValue::new(editor);
    let (wanted, earlier) = editor.with_value(|editor| (editor.request.clone(), editor.earlier.clone()));
    view! {
        <PageTitle title crumbs/>
        {wanted.map(request)}
        {plan.is_none().then(|| begin(earlier, keeper))}
        <Restored keeper/>
        <Card>
            <Kept keeper form=move || view! { <PlanForm editor keeper number intent back=back.clone()/> }/>
        </Card>
    }
}

/// Keeps what is typed; the server keeps drafts.
fn keeper(plan: Option<PlanId>, answers: bool, number: RwSignal<Option<PlanId>>) -> Keeper {
    let new = plan.is_none();
    let user = use_session().map(|session| session.me.with_untracked(|me| me.username.clone()));
    let send = move |data: FormData| -> keep::Answer {
        Box::pin(async move {
            // No button was pressed.
            _ = data.set_with_str("intent", "draft");
            let call =
                SavePlan::from_form_data(&data).map_err(|error| AppError::Malformed(error.to_string()))?;
            let KeptPlan { plan, version, at } = keep_plan(call.plan, call.version, call.form).await?;
            number.try_set(Some(plan));
            let shown = format!("/seleksi/tambah?{KEPT}={plan}");
            let shown = if new { shown } else { address(Some(plan)) };
            Ok(Saved { version, at, address: address(Some(plan)), shown })
        })
    };
    let send: Option<keep::Send> = (!answers).then(|| Arc::new(send) as keep::Send);
    Keeper::new(&address(plan), &user.unwrap_or_default(), plan.is_none(), send)
}

/// Where the form of a plan, or of a new one, is found.
fn address(plan: Option<PlanId>) -> String {
    plan.map_or_else(|| "/seleksi/tambah".to_owned(), |id| format!("/seleksi/{id}/ubah"))
}

/// The parts of the form, to jump to.
const PARTS: [(&str, &str); 5] = [
    ("bagian-dasar", "Jabatan dan surat"),
    ("bagian-tahapan", "Bobot dan tahapan"),
    ("bagian-panitia", "Panitia Seleksi"),
    ("bagian-jadwal", "Jadwal"),
    ("bagian-alasan", "Deskripsi Alasan"),
];

#[component]
fn PlanForm(
    editor: StoredValue<PlanEditor>,
    keeper: Keeper,
    number: RwSignal<Option<PlanId>>,
    intent: RwSignal<String>,
    back: String,
) -> impl IntoView {
    let save = ServerAction::<SavePlan>::new();
    let check = move |call: SavePlan| -> Result<(), FieldErrors> {
        intent.set(call.intent.clone());
        if call.intent == "send" { call.form.validate().map(drop) } else { call.form.validate_draft() }
    };
    let (version, answers) = editor.with_value(|editor| (editor.version, editor.answers_correction));
    let form = move || editor.with_value(|editor| editor.form.clone());
    let parts = PARTS.map(|(id, name)| view! { <a href=format!("#{id}") rel="external">{name}</a> });
    view! {
        <nav class="jump" aria-label="Bagian formulir">{parts.collect_view()}</nav>
        <Form action=save version=Signal::stored(version) multipart=true validate=check keep=keeper class="form-long">
            <NoEnter/>
            <Hidden name="plan" value=Signal::derive(move || number.get().map(|id| id.to_string()).unwrap_or_default())/>
            <div id="bagian-dasar" class="form-part"><Basics editor/></div>
            <div id="bagian-tahapan" class="form-part"><Weights form=form()/></div>
            <div id="bagian-panitia" class="form-part"><Committee editor/></div>
            <div id="bagian-jadwal" class="form-part"><Schedule form=form()/></div>
            <div id="bagian-alasan" class="form-part"><ReasonText editor/></div>
            <Send answers back intent keeper/>
        </Form>
    }
}

/// What a new plan may begin with: an earlier one, and the usual schedule. Works without a script.
fn begin(earlier: Vec<Choice>, keeper: Keeper) -> AnyView {
    let earlier: Vec<_> = earlier.into_iter().map(|choice| (choice.value, choice.label)).collect();
    let copy = (!earlier.is_empty()).then(|| {
        view! {
            <Select name="salin" label="Salin dari rencana sebelumnya" options=earlier placeholder="-- Tidak menyalin --"/>
        }
    });
    view! {
        <details class="begin">
            <summary class="btn btn-ghost btn-sm">"Mulai dari rencana sebelumnya atau jadwal baku"</summary>
            // Whoever begins with something else does not want what was typed, and is asked.
            <form
                method="get"
                action="/seleksi/tambah"
                class="filter-bar"
                on:submit=move |event| {
                    if keeper.holds_something() && !agreed() {
                        event.prevent_default();
                    } else {
                        keeper.forget();
                    }
                }
            >
                <div class="filter-fields">
                    {copy}
                    <DateField name="mulai" label="Jadwal baku mulai tanggal"/>
                </div>
                <Button kind="submit">"Pakai"</Button>
                <p class="field-hint">
                    "Disalin: cara pengisian, metode, bobot dan tahapan, panitia, serta kegiatan dalam jadwal. Jabatan, surat, alasan, tanggal, dan berkas diisi sendiri."
                </p>
            </form>
        </details>
    }
    .into_any()
}

fn agreed() -> bool {
    window().confirm_with_message("Isian yang sudah diketik akan diganti. Lanjutkan?").unwrap_or(true)
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
