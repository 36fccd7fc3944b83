//! A dialogue between two sides, oldest first.

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

/// The messages.
#[component]
pub fn Timeline(
    /// The messages, oldest first.
    #[prop(into)]
    messages: Vec<Message>,
) -> impl IntoView {
    let items = messages.into_iter().map(item).collect_view();
    view! { <ol class="dialogue">{items}</ol> }
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
            <RichView html=message.html/>
            {files}
            {changes}
        </li>
    }
    .into_any()
}
