//! What stands on top of a form that was not taken.

use leptos::prelude::*;

use super::{alert::Changes, form::here, keep::Keeper};
use crate::{
    error::{AppError, Conflict, Doubt, Repeated},
    forms::{FormState, name_of},
};

/// Nobody is to wonder whether it arrived.
const UNSENT: &str = "Belum terkirim. ";

/// The alert of a form: a summary with links to the fields, a conflict, or a sentence.
#[component]
pub(super) fn FormAlert(state: FormState, compact: bool) -> impl IntoView {
    // Without a script the browser itself leads there.
    let returned = cfg!(feature = "ssr") && state.was_returned();
    move || {
        let error = state.error.get()?;
        let body = match &error {
            AppError::Invalid(errors) => {
                let mut listed: Vec<_> = errors
                    .iter()
                    .map(|(key, sentence)| (state.field(key), key, sentence))
                    .filter(|(field, ..)| !compact || field.is_none())
                    .collect();
                if listed.is_empty() {
                    return None;
                }
                // What belongs to no field comes first, the rest as on the page.
                listed.sort_by_key(|(field, ..)| *field);
                let listed: Vec<_> = listed
                    .into_iter()
                    .map(|(field, key, sentence)| complaint(state, field.map(|_| key), sentence))
                    .collect();
                view! { <p class="notice-title">{UNSENT} {error.sentence()}</p> <ul>{listed}</ul> }.into_any()
            }
            AppError::Conflict(conflict) => view! {
                <p class="notice-title">{UNSENT} "Data sudah berubah"</p>
                <p>{error.sentence()}</p>
                <Versions state conflict=conflict.clone()/>
            }
            .into_any(),
            AppError::Unauthenticated => view! {
                <p>{error.sentence()} " " <a href="/masuk" target="_blank" rel="external noopener">"Masuk (tab baru)"</a></p>
            }
            .into_any(),
            AppError::Repeated(Repeated { lead, .. }) => view! {
                <p>{error.sentence()}</p>
                {lead.clone().map(|path| view! { <p><a href=path rel="external">"Lihat yang sudah tersimpan"</a></p> })}
            }
            .into_any(),
            AppError::Doubtful(Doubt { sentence, link, name, value }) => view! {
                <p class="notice-title">{UNSENT} {sentence.clone()}</p>
                {link.clone().map(|(path, text)| view! { <p><a href=path target="_blank" rel="external noopener">{text}</a></p> })}
                <input type="hidden" name=name.clone() value=value.clone() autocomplete="off"/>
            }
            .into_any(),
            AppError::Denied(_) | AppError::Refused(_) | AppError::Throttled(_) | AppError::Busy(_) => {
                view! { <p><strong>{UNSENT}</strong> {error.sentence()}</p> <Question state/> }.into_any()
            }
            _ => view! { <p>{error.sentence()}</p> }.into_any(),
        };
        let tone = if matches!(error, AppError::Conflict(_) | AppError::Doubtful(_) | AppError::Repeated(_)) {
            "warning"
        } else {
            "error"
        };
        Some(view! {
            <div class=format!("notice notice-{tone} form-alert") role="alert" tabindex="-1" autofocus=returned>
                {body}
            </div>
        })
    }
}

/// Sends the form as the button that was pressed would have, without the files that are not there.
#[component]
fn Question(state: FormState) -> impl IntoView {
    move || {
        let (name, value) = state.question.get()?.unzip();
        let yes = move |_| state.without_files.set_value(true);
        Some(view! {
            <p class="actions">
                <button type="submit" class="btn btn-warning btn-sm" name=name value=value on:click=yes>
                    "Lanjutkan tanpa berkas itu"
                </button>
            </p>
        })
    }
}

fn complaint(state: FormState, key: Option<&str>, sentence: &str) -> AnyView {
    let sentence = sentence.to_owned();
    if let Some(key) = key {
        let target = format!("#{}", state.id(&name_of(key)));
        view! { <li><a href=target rel="external">{sentence}</a></li> }.into_any()
    } else {
        view! { <li>{sentence}</li> }.into_any()
    }
}

/// Both versions, and the button that keeps one's own.
#[component]
fn Versions(state: FormState, conflict: Conflict) -> impl IntoView {
    let Conflict { current_version, fields, .. } = conflict;
    // What was typed is not wanted then.
    let keeper = use_context::<Keeper>();
    let forget = move |_| {
        if let Some(keeper) = keeper {
            keeper.forget();
        }
    };
    let own = state.version_name().map(|name| {
        view! {
            <button type="submit" class="btn btn-warning btn-sm" name=name value=current_version.to_string()>
                "Simpan versi saya"
            </button>
        }
    });
    view! {
        {(!fields.is_empty())
            .then(|| {
                view! {
                    <div class="table-region">
                        <Changes changes=fields before="Milik Anda" after="Tersimpan" caption="Perbandingan kedua versi"/>
                    </div>
                }
            })}
        <p class="actions">
            {own} <a class="btn btn-ghost btn-sm" href=here() rel="external" on:click=forget>"Pakai versi tersimpan"</a>
        </p>
    }
}
