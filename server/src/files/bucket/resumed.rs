//! A file on its way out of a bucket, which goes on where the line broke. The store goes on by itself as well, but only
//! while it would repeat the request, and whoever fetches a large file slowly takes longer than that.

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use futures::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use object_store::{Error, GetOptions, GetRange, GetResult, GetResultPayload, ObjectStore, path::Path};

use super::REPETITIONS;
use crate::files::fault::without_body;

/// What is still to be handed out.
struct Rest {
    store: Arc<dyn ObjectStore>,
    key: Path,
    /// What tells one content from another.
    e_tag: Option<String>,
    range: Range<u64>,
    pieces: BoxStream<'static, Result<Bytes, Error>>,
    /// How often it was asked for anew since the last piece came.
    in_vain: usize,
}

/// The same file, fetched on from where it breaks off.
pub fn unbroken(store: Arc<dyn ObjectStore>, key: Path, found: GetResult) -> GetResult {
    let GetResult { payload, meta, range, attributes, extensions } = found;
    let payload = match payload {
        GetResultPayload::Stream(pieces) => {
            let (e_tag, range) = (meta.e_tag.clone(), range.clone());
            let rest = Rest { store, key, e_tag, range, pieces, in_vain: 0 };
            GetResultPayload::Stream(stream::try_unfold(rest, Rest::next).boxed())
        }
        file @ GetResultPayload::File(..) => file,
    };
    GetResult { payload, meta, range, attributes, extensions }
}

impl Rest {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, Error> {
        loop {
            match self.pieces.try_next().await {
                Ok(Some(piece)) => {
                    self.range.start += piece.len() as u64;
                    self.in_vain = 0;
                    return Ok(Some((piece, self)));
                }
                Ok(None) => return Ok(None),
                Err(error) => self.go_on(error).await?,
            }
        }
    }

    /// Asks for the rest. Without a tag nobody knows whether it is a rest of the same.
    async fn go_on(&mut self, broken: Error) -> Result<(), Error> {
        if self.in_vain == REPETITIONS || self.e_tag.is_none() || self.range.is_empty() {
            return Err(broken);
        }
        self.in_vain += 1;
        let detail = without_body(&broken.to_string());
        tracing::info!(key = %self.key, detail, "a file broke off and is fetched on from there");
        let range = Some(GetRange::Bounded(self.range.clone()));
        let found = self.store.get_opts(&self.key, GetOptions { range, ..GetOptions::default() }).await?;
        if found.meta.e_tag != self.e_tag {
            return Err(broken);
        }
        self.pieces = found.into_stream();
        Ok(())
    }
}
