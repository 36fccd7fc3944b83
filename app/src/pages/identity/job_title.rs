//! Jabatan with `+ Tambah Jabatan` (Gambar 4): a dialog beside the form, so that nothing typed is lost.
//! Without JavaScript a part of the form itself, which the server shows again with all that was typed.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{
        Choice,
        identity::job_title::{CreateJobTitle, list_job_titles},
        pairs,
    },
    components::{
        Button, Dialog, DialogButton, DialogFooter, Form, Select, TextField, Variant, use_alive, use_toast,
    },
    forms::FormState,
};

const DIALOG: &str = "dialog-jabatan";
const NEW: &str = "new_job_title";
const ADD: &str = "+ Tambah Jabatan";

/// Every Jabatan there is, and the one that is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct JobTitles {
    choices: RwSignal<Vec<Choice>>,
    chosen: RwSignal<String>,
}

impl JobTitles {
    pub(super) fn new(choices: Vec<Choice>) -> Self {
        Self { choices: RwSignal::new(choices), chosen: RwSignal::new(String::new()) }
    }

    /// Chooses the Jabatan of this name.
    fn choose(self, name: &str) {
        let wanted = name.trim().to_lowercase();
        let found = self.choices.with_untracked(|choices| {
            choices.iter().find(|choice| choice.label.to_lowercase() == wanted).map(|c| c.value.clone())
        });
        if let Some(value) = found {
            self.chosen.set(value);
        }
    }
}

/// The field, inside the form of a Petugas.
#[component]
pub(super) fn JobTitleField(titles: JobTitles, value: String) -> impl IntoView {
    let state = FormState::current();
    if state.returned_value("intent").as_deref() == Some("job_title")
        && let Some(name) = state.returned_value(NEW)
    {
        titles.choose(&name);
    }
    let alive = use_alive();
    let open = untrack(move || state.complaint(NEW)).is_some();
    let add = move || {
        if alive.get() {
            return view! { <DialogButton dialog=DIALOG variant=Variant::Ghost small=true>{ADD}</DialogButton> }
                .into_any();
        }
        view! {
            <details class="stack" open=open>
                <summary class="btn btn-ghost btn-sm">{ADD}</summary>
                <TextField name=NEW label="Nama Jabatan"/>
                <Button kind="submit" name="intent" value="job_title" small=true>"Simpan Jabatan"</Button>
            </details>
        }
        .into_any()
    };
    view! {
        <Select
            name="form[job_title]"
            label="Jabatan"
            options=Signal::derive(move || pairs(titles.choices.get()))
            value
            chosen=titles.chosen
            required=true
        />
        {add}
    }
}

/// The dialog, outside of it.
#[component]
pub(super) fn JobTitleDialog(titles: JobTitles) -> impl IntoView {
    let create = ServerAction::<CreateJobTitle>::new();
    let typed = StoredValue::new(String::new());
    let toast = use_toast();
    let check = move |call: CreateJobTitle| {
        let name = call.form.validate()?;
        typed.set_value(name);
        Ok(())
    };
    let done = move |_| {
        let name = typed.get_value();
        spawn_local(async move {
            match list_job_titles().await {
                Ok(choices) => {
                    // The page may have been left meanwhile.
                    if titles.choices.try_set(choices).is_none() {
                        titles.choose(&name);
                    }
                }
                Err(error) => toast.error(error.sentence()),
            }
        });
    };
    view! {
        <Dialog id=DIALOG title="Tambah Jabatan">
            <Form action=create validate=check on_done=done>
                <TextField name="form[name]" label="Nama Jabatan" required=true/>
                <DialogFooter/>
            </Form>
        </Dialog>
    }
}
