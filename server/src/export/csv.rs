//! A list as a CSV file: parted by semicolons, as Indonesian spreadsheets expect.

use app::error::AppError;
use bytes::Bytes;
use futures::{Stream, stream};

use super::{broken, source::Source};

/// Excel takes a file for UTF-8 only with this in front.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// How far a file is written.
enum Place<S> {
    Heads(S, Option<Vec<Vec<String>>>),
    Rows(S, Vec<Vec<String>>),
    End,
}

/// The file, piece by piece. `first` are the rows read already. A fault breaks the download off, so that nobody
/// takes half a list for the whole.
pub fn stream<S: Source>(
    source: S,
    first: Option<Vec<Vec<String>>>,
) -> impl Stream<Item = Result<Bytes, AppError>> {
    stream::try_unfold(Place::Heads(source, first), |place| async move {
        match place {
            Place::Heads(source, first) => {
                let heads = source.columns().iter().map(|(head, _)| (*head).to_owned()).collect();
                let piece = piece(BOM, [heads])?;
                Ok(Some((piece, first.map_or(Place::End, |rows| Place::Rows(source, rows)))))
            }
            Place::Rows(mut source, rows) => {
                let piece = piece(&[], rows)?;
                let next = source.next().await?;
                Ok(Some((piece, next.map_or(Place::End, |rows| Place::Rows(source, rows)))))
            }
            Place::End => Ok(None),
        }
    })
}

fn piece(before: &[u8], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Bytes, AppError> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(before.to_vec());
    for row in rows {
        file.write_record(row.iter().map(|cell| harmless(cell))).map_err(broken)?;
    }
    file.into_inner().map(Bytes::from).map_err(broken)
}

/// A spreadsheet must not take a name for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_only_text() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Kepala Dinas Sosial"), "Kepala Dinas Sosial");
    }
}
