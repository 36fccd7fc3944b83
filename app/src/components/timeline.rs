//! A dialogue between two sides, oldest first.

use std::mem;

use chrono::{DateTime, Utc};
use domain::{attachment::Attachment, field::FieldChange};
use leptos::prelude::*;

use super::{alert::Changes, attachments::Attachments, rich_view::RichView};
use crate::zone::moment;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The supervising commission.
    Commission,
    /// The institution.
    Institution,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who wrote it.
    pub author: String,
    /// Their role or institution.
    pub role: String,
    /// Their side.
    pub side: Side,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What it is, when more than a message: `Rekomendasi`.
    pub kind: Option<String>,
    /// Sanitised HTML.
    pub html: String,
    /// What the record's fields changed since the message before.
    pub changes: Vec<FieldChange>,
    /// Files that came with it.
    pub files: Vec<Attachment>,
}

/// So many stand open; where there is one more, it does too.
const OPEN: usize = 3;

/// The messages. Of many, the older ones are folded away.
#[component]
pub fn Timeline(
    /// The messages, oldest first.
    #[prop(into)]
    messages: Vec<Message>,
    /// Whether the older ones are unfolded: kept outside, where new messages make this anew.
    unfolded: RwSignal<bool>,
) -> impl IntoView {
    let mut older = messages;
    let last =
        if older.len() > OPEN + 1 { older.split_off(older.len() - OPEN) } else { mem::take(&mut older) };
    let older = (!older.is_empty()).then(|| {
        let count = older.len();
        view! {
            <details
                class="older"
                open=unfolded.get_untracked()
                on:toggle:target=move |event| unfolded.set(event.target().has_attribute("open"))
            >
                <summary>{count} " pesan sebelumnya"</summary>
                {list(older)}
            </details>
        }
        .into_any()
    });
    view! {
        {older}
        {list(last)}
    }
}

fn list(messages: Vec<Message>) -> AnyView {
    view! { <ol class="dialogue">{messages.into_iter().map(item).collect_view()}</ol> }.into_any()
}

fn item(message: Message) -> AnyView {
    let class = match message.side {
        Side::Commission => "message message-commission",
        Side::Institution => "message message-institution",
    };
    let changes = (!message.changes.is_empty()).then(|| {
        view! {
            <details class="message-changes">
                <summary>"Perubahan isian (" {message.changes.len()} ")"</summary>
                <div class="table-region">
                    <Changes changes=message.changes/>
                </div>
            </details>
        }
        .into_any()
    });
    let files = (!message.files.is_empty()).then(|| view! { <Attachments files=message.files/> });
    view! {
        <li class=class>
            <p class="message-head">
                <strong>{message.author}</strong>
                <span class="muted">{message.role}</span>
                {message.kind.map(|kind| view! { <span class="status-badge status-info">{kind}</span> })}
                <time class="muted" datetime=message.at.to_rfc3339()>{moment(message.at)}</time>
            </p>
            {(!message.html.is_empty()).then(|| view! { <RichView html=message.html/> })}
            {files}
            {changes}
        </li>
    }
    .into_any()
}
