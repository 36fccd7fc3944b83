//! The dialogs of a plan's page. They are always there, whatever the status: a command that comes
//! back with a complaint opens its dialog again.

use domain::selection::{review::MessageForm, take_back::Taken};
use leptos::{
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};
use serde::de::DeserializeOwned;

use crate::{
    api::selection::{
        assign::AssignOfficer,
        plan::DiscardPlan,
        review::{ApprovePlan, RecommendAndApprove, RecommendPlan, RejectPlan, RequestCorrection},
        take_back::TakeBack,
        views::PlanView,
    },
    components::{Dialog, DialogFooter, FileField, Form, Hidden, RichText, Select, Variant},
    error::{AppError, Done},
};

pub(in crate::pages::selection) const OFFICER: &str = "dialog-petugas";
pub(super) const CORRECTION: &str = "dialog-perbaikan";
pub(super) const RECOMMENDATION: &str = "dialog-rekomendasi";
/// Rekomendasi and Setujui at once.
pub(in crate::pages::selection) const BOTH: &str = "dialog-rekomendasi-setujui";
pub(super) const REJECTION: &str = "dialog-tolak";
pub(in crate::pages::selection) const APPROVAL: &str = "dialog-setujui";
pub(super) const TAKE_BACK: &str = "dialog-tarik";
pub(super) const DISCARD: &str = "dialog-hapus";

#[derive(Clone, Copy)]
struct Plan {
    view: Signal<PlanView>,
    version: Signal<i64>,
    done: Callback<Done>,
}

impl Plan {
    fn number(self) -> String {
        self.view.with_untracked(|view| view.id.to_string())
    }
}

#[component]
pub(super) fn Dialogs(view: Signal<PlanView>, done: Callback<Done>) -> impl IntoView {
    let plan = Plan { view, version: Signal::derive(move || view.with(|view| view.version)), done };
    if !view.with_untracked(|view| view.commission) {
        return discard(plan);
    }
    view! {
        {officer(plan)}
        {verb(
            plan,
            ServerAction::<RequestCorrection>::new(),
            |call| &call.form,
            Verb {
                id: CORRECTION,
                title: "Perbaikan Rencana Seleksi",
                label: "Alasan Untuk Perbaikan",
                files: "Lampiran",
                submit: "Kirim",
                variant: Variant::Warning,
            },
        )}
        {verb(
            plan,
            ServerAction::<RecommendPlan>::new(),
            |call| &call.form,
            Verb {
                id: RECOMMENDATION,
                title: "Rekomendasi Rencana Seleksi",
                label: "Rekomendasi",
                files: "Surat Rekomendasi",
                submit: "Simpan",
                variant: Variant::Primary,
            },
        )}
        {verb(
            plan,
            ServerAction::<RecommendAndApprove>::new(),
            |call| &call.form,
            Verb {
                id: BOTH,
                title: "Rekomendasi dan setujui",
                label: "Rekomendasi",
                files: "Surat Rekomendasi",
                submit: "Rekomendasi dan setujui",
                variant: Variant::Success,
            },
        )}
        {verb(
            plan,
            ServerAction::<RejectPlan>::new(),
            |call| &call.form,
            Verb {
                id: REJECTION,
                title: "Tolak Rencana Seleksi",
                label: "Alasan",
                files: "Lampiran",
                submit: "Tolak",
                variant: Variant::Danger,
            },
        )}
        {approval(plan)}
        {take_back(plan)}
    }
    .into_any()
}

/// Which decision it is follows the status; the dialog stays.
fn take_back(plan: Plan) -> AnyView {
    let save = ServerAction::<TakeBack>::new();
    let phase = plan.view.with_untracked(|view| view.phase);
    let title = Taken::of(phase).map_or("Tarik keputusan", Taken::label);
    let outcome = move || {
        let taken = plan.view.with(|view| Taken::of(view.phase));
        taken.map(|taken| format!("{}. {}", taken.label(), taken.outcome()))
    };
    view! {
        <Dialog id=TAKE_BACK title wide=true>
            <Form
                action=save
                version=plan.version
                multipart=true
                validate=|call: TakeBack| call.form.validate("Alasan").map(drop)
                on_done=plan.done
            >
                <Hidden name="plan" value=plan.number()/>
                <p>{outcome}</p>
                <RichText name="form[text]" label="Alasan" required=true/>
                <FileField name="form[files][]" label="Lampiran" multiple=true/>
                <DialogFooter submit="Tarik keputusan" variant=Variant::Danger/>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn officer(plan: Plan) -> AnyView {
    let assign = ServerAction::<AssignOfficer>::new();
    let options = Signal::derive(move || {
        plan.view.with(|view| {
            view.officers
                .iter()
                .map(|choice| (choice.value.clone(), choice.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || plan.view.with(|view| view.officer_id.clone().unwrap_or_default()));
    view! {
        <Dialog id=OFFICER title="Pilih petugas yang menangani">
            <Form
                action=assign
                version=plan.version
                validate=|call: AssignOfficer| call.form.validate().map(drop)
                on_done=plan.done
            >
                <Hidden name="plan" value=plan.number()/>
                <Select name="form[officer]" label="Petugas KASN" options value required=true/>
                <DialogFooter/>
            </Form>
        </Dialog>
    }
    .into_any()
}

/// A verb that carries a text.
struct Verb {
    id: &'static str,
    title: &'static str,
    label: &'static str,
    files: &'static str,
    submit: &'static str,
    variant: Variant,
}

fn verb<S, O>(plan: Plan, action: ServerAction<S>, form_of: fn(&S) -> &MessageForm, verb: Verb) -> AnyView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, O>, Output = Done, Error = AppError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<AppError>,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    O: 'static,
{
    let Verb { id, title, label, files, submit, variant } = verb;
    view! {
        <Dialog id title wide=true>
            <Form
                action
                version=plan.version
                multipart=true
                validate=move |call: S| form_of(&call).validate(label).map(drop)
                on_done=plan.done
            >
                <Hidden name="plan" value=plan.number()/>
                <RichText name="form[text]" label=label required=true/>
                <FileField name="form[files][]" label=files multiple=true/>
                <DialogFooter submit variant/>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn approval(plan: Plan) -> AnyView {
    let approve = ServerAction::<ApprovePlan>::new();
    view! {
        <Dialog id=APPROVAL title="Setujui Rencana Seleksi">
            <Form action=approve version=plan.version on_done=plan.done>
                <Hidden name="plan" value=plan.number()/>
                <p>
                    "Rencana disetujui berdasarkan Rekomendasi yang telah dicatat. Setelah itu institusi dapat memulai Proses Seleksi, dan rencana tidak dapat diubah lagi."
                </p>
                <DialogFooter submit="Setujui" variant=Variant::Success note=false/>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn discard(plan: Plan) -> AnyView {
    let discard = ServerAction::<DiscardPlan>::new();
    view! {
        <Dialog id=DISCARD title="Hapus draf">
            <Form action=discard version=plan.version>
                <Hidden name="plan" value=plan.number()/>
                <p>"Draf rencana ini akan dihapus dan tidak dapat dikembalikan."</p>
                <DialogFooter submit="Hapus draf" variant=Variant::Danger note=false/>
            </Form>
        </Dialog>
    }
    .into_any()
}
