//! What plans said that were sent before that was kept.

use std::borrow::Cow;

use crate::{
    Result, Tx,
    document::{Raw, stamped, unpack},
    selection::documents::PlanDocument,
};

/// Plans read and written at a time.
const STEP: i64 = 200;

/// Keeps what each plan said when it was sent. Until now that was read from its form by the rules of the day, so those
/// of this day say it once more; a form that they do not take stays without.
///
/// # Errors
/// When the database fails.
pub(crate) async fn keep_what_was_sent(tx: &mut Tx) -> Result<()> {
    let mut last = 0;
    loop {
        let sql = "SELECT id, form FROM plan WHERE id > $1 AND phase <> 'draft' ORDER BY id LIMIT $2";
        let rows = db!(tx, fetch_all as (i64, Raw), sql, last, STEP)?;
        let Some((id, _)) = rows.last() else { return Ok(()) };
        last = *id;
        for (id, raw) in rows {
            // One plan that cannot be read keeps no server from starting; its page says what is wrong.
            let PlanDocument { typed, sent, untold } = match unpack(&raw) {
                Ok(document) => document,
                Err(error) => {
                    tracing::error!(plan = id, %error, "what a plan said when it was sent cannot be kept");
                    continue;
                }
            };
            if sent.is_none()
                && let Ok(details) = typed.validate()
            {
                let document = PlanDocument { typed, sent: Some(Cow::Owned(details)), untold };
                db!(tx, execute, "UPDATE plan SET form = $2 WHERE id = $1", id, stamped(&document))?;
            }
        }
    }
}
