//! A letter number that another plan of the institution came with: asked about once.

use domain::selection::{letter, plan::PlanForm};
use store::{
    Tx,
    selection::plan::{self, PlanRecord},
};

use super::show::plan_path;
use crate::error::{AppError, Doubt};

/// The hidden field that names the plans the person was told of.
const ASKED: &str = "asked_letter";

/// Asks about a letter number that stands in other plans of the institution, unless the person was told of all
/// of them, or this plan was `sent` with it before.
pub(super) async fn ask(
    tx: &mut Tx,
    record: &PlanRecord,
    sent: Option<&PlanForm>,
    asked: &str,
) -> Result<(), AppError> {
    let number = record.form.letter_number.as_str();
    if sent.is_some_and(|sent| letter::is_same(&sent.letter_number, number)) {
        return Ok(());
    }
    let told: Vec<&str> = asked.split(',').collect();
    let others: Vec<_> = plan::sent_letters(tx, record.institution.id)
        .await?
        .into_iter()
        .filter(|(plan, other)| *plan != record.id && letter::is_same(other, number))
        .collect();
    let Some((first, theirs)) = others.iter().find(|(plan, _)| !told.contains(&plan.to_string().as_str()))
    else {
        return Ok(());
    };
    let numbers: Vec<String> = others.iter().map(|(plan, _)| plan.to_string()).collect();
    Err(AppError::Doubtful(Doubt {
        sentence: format!(
            "Institusi Anda sudah mengirim rencana seleksi lain dengan No. Surat Pengantar ini ({}). Periksa nomornya; bila memang suratnya sama, kirim sekali lagi.",
            theirs.trim()
        ),
        link: Some((plan_path(*first), "Lihat rencana seleksi itu (tab baru)".to_owned())),
        name: ASKED.to_owned(),
        value: numbers.join(","),
    }))
}
