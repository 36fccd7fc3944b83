//! Pengaturan.

mod jobs;

use leptos::prelude::*;

use super::load::{Answer, Loaded};
use crate::{
    api::{
        job::{JobsView, list_jobs},
        settings::{RequireSecondFactor, RoleRule, SettingsView, show},
    },
    components::{Badge, DataTable, Form, Hidden, PageTitle, Section, SubmitButton, Tone},
    json::resource,
};

/// Everything on the page.
type View = (SettingsView, JobsView);

/// `/pengaturan`
#[component]
pub fn SettingsPage() -> impl IntoView {
    let answer: Answer<View> = resource(|| (), |()| async { Ok((show().await?, list_jobs().await?)) });
    let reload = Callback::new(move |()| answer.refetch());
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title="Pengaturan"/>
            <Section title="Autentikasi dua langkah">
                <p>
                    "Pengguna dengan peran yang diwajibkan, tetapi belum mengaktifkannya, diarahkan untuk mengaktifkannya \
                     sebelum dapat melakukan hal lain."
                </p>
                <DataTable caption="Kewajiban autentikasi dua langkah" stack=true>
                    <thead>
                        <tr>
                            <th scope="col">"Role Pengguna"</th>
                            <th scope="col">"Autentikasi dua langkah"</th>
                            <th scope="col">"Aksi"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || view.with(|(settings, _)| settings.roles.clone())
                            key=|rule| (rule.role.clone(), rule.version)
                            let:rule
                        >
                            {row(rule, answer)}
                        </For>
                    </tbody>
                </DataTable>
            </Section>
            {jobs::section(Signal::derive(move || view.with(|(_, jobs)| jobs.clone())), reload)}
        </Loaded>
    }
}

fn row(rule: RoleRule, answer: Answer<View>) -> impl IntoView {
    let require = ServerAction::<RequireSecondFactor>::new();
    let RoleRule { role, label, required, version } = rule;
    let (state, tone) = if required { ("Wajib", Tone::Success) } else { ("Tidak wajib", Tone::Neutral) };
    let (text, name) = if required {
        ("Jadikan tidak wajib", format!("Jadikan tidak wajib bagi {label}"))
    } else {
        ("Wajibkan", format!("Wajibkan bagi {label}"))
    };
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td data-label="Autentikasi dua langkah"><Badge label=state tone/></td>
            <td data-label="Aksi">
                <Form
                    action=require
                    key=("role".to_owned(), role)
                    version=Signal::stored(version)
                    compact=true
                    on_done=move |_| answer.refetch()
                >
                    <Hidden name="required" value=(!required).to_string()/>
                    <SubmitButton small=true label=name>{text}</SubmitButton>
                </Form>
            </td>
        </tr>
    }
}
