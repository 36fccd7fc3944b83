//! A list as a CSV file: parted by semicolons, as Indonesian spreadsheets expect.

use std::time::Duration;

use app::error::AppError;
use bytes::Bytes;
use csv::QuoteStyle;
use futures::{Stream, stream};
use store::Tx;
use tokio::{
    sync::{SemaphorePermit, mpsc},
    time::timeout,
};

use super::{
    broken,
    source::{Cell, Reading, Rows, Source},
};

/// Excel takes a file for UTF-8 only with this in front.
const BOM: &[u8] = "\u{feff}".as_bytes();
/// Whoever takes nothing for so long has gone; what they hold is for others.
const PATIENCE: Duration = Duration::from_secs(60);

/// The file, piece by piece. `first` are the rows read already. A fault breaks the download off, so that nobody
/// takes half a list for the whole.
///
/// The rows are read beside the download, so that one that has stopped does not hold the database's moment.
pub fn stream<S: Source>(
    list: Reading<S>,
    tx: Tx,
    first: Option<Rows>,
    permit: SemaphorePermit<'static>,
) -> impl Stream<Item = Result<Bytes, AppError>> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(error) = send(list, tx, first, &sender).await {
            _ = timeout(PATIENCE, sender.send(Err(error))).await;
        }
    });
    stream::unfold(Some(receiver), |receiver| async {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Ok(Some(piece))) => Some((Ok(piece), Some(receiver))),
            Some(Ok(None)) => None,
            Some(Err(error)) => Some((Err(error), None)),
            None => Some((Err(broken("given up")), None)),
        }
    })
}

/// A piece of the file; nothing once it is whole.
type Piece = Result<Option<Bytes>, AppError>;

async fn send<S: Source>(
    mut list: Reading<S>,
    mut tx: Tx,
    first: Option<Rows>,
    to: &mpsc::Sender<Piece>,
) -> Result<(), AppError> {
    let heads = list.heads().map(|head| Cell::Text(head.text.to_owned())).collect();
    hand_over(to, Some(piece(BOM, [heads])?)).await?;
    let mut rows = first;
    while let Some(some) = rows {
        hand_over(to, Some(piece(&[], some)?)).await?;
        rows = list.next(&mut tx).await?;
    }
    drop(tx);
    hand_over(to, None).await
}

async fn hand_over(to: &mpsc::Sender<Piece>, piece: Option<Bytes>) -> Result<(), AppError> {
    timeout(PATIENCE, to.send(Ok(piece))).await.map_err(broken)?.map_err(broken)
}

/// Every cell stands in quotes, whatever parts cells where the file is opened.
fn piece(before: &[u8], rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<Bytes, AppError> {
    let mut file = csv::WriterBuilder::new()
        .delimiter(b';')
        .quote_style(QuoteStyle::Always)
        .flexible(true)
        .from_writer(before.to_vec());
    for row in rows {
        file.write_record(row.into_iter().map(|cell| harmless(&cell.text()))).map_err(broken)?;
    }
    file.into_inner().map(Bytes::from).map_err(broken)
}

/// A spreadsheet must not take a name for a formula. An apostrophe stands before what begins one: at the beginning,
/// where an import takes it off again, and behind whatever may part cells when the file is opened otherwise than it
/// was meant.
fn harmless(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len() + 1);
    // Blanks and quotation marks before a formula are taken off by some programs.
    let mut at_begin = true;
    for (at, sign) in cell.char_indices() {
        // `Rp5.000,-` has nothing to compute.
        let computes = begins_formula(sign) && (at == 0 || at + sign.len_utf8() < cell.len());
        if at_begin && computes || at == 0 && matches!(sign, '\t' | '\r' | '\n') {
            safe.push('\'');
        }
        safe.push(sign);
        at_begin = parts(sign) || at_begin && (sign.is_whitespace() || sign == '"');
    }
    safe
}

/// Also in the wide signs of East Asian keyboards, which spreadsheets read as the narrow ones.
const fn begins_formula(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

const fn parts(sign: char) -> bool {
    matches!(sign, ',' | ';' | '|' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_only_text() {
        for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            assert_eq!(harmless(&format!("{sign}1+1")), format!("'{sign}1+1"));
            for part in [",", ";", "|", "\t", "\n", "\r"] {
                assert_eq!(harmless(&format!("x{part}{sign}1")), format!("x{part}'{sign}1"));
            }
        }
        assert_eq!(harmless("\t=1"), "'\t'=1");
        for (cell, safe) in [
            ("x,=cmd|'/c calc'!A1", "x,'=cmd|'/c calc'!A1"),
            ("x,= cmd|'/c calc'!A1", "x,'= cmd|'/c calc'!A1"),
            ("x,\"=1+1,y", "x,\"'=1+1,y"),
            ("x; \" =1", "x; \" '=1"),
            (" =1", " '=1"),
            ("\"@x", "\"'@x"),
            ("-", "'-"),
        ] {
            assert_eq!(harmless(cell), safe);
        }
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is() {
        for text in ["", "Kepala Dinas Sosial", "a = b", "Skor: 8 → 7,5", "Rp5.000,-", "O'Neil", "a-b"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn every_cell_stands_in_quotes() {
        let piece = piece(BOM, [vec![Cell::Text("Nama \"A\"".to_owned()), Cell::Number(1)]]).unwrap();
        assert_eq!(piece, "\u{feff}\"Nama \"\"A\"\"\";\"1\"\n".as_bytes());
    }
}
