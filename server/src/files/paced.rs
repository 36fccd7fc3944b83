//! A body that is read no faster than it is used.

use std::{mem, task::Poll};

use axum::body::Body;
use futures::{StreamExt as _, stream::poll_fn};

/// The multipart reader takes in whatever has arrived before it hands on the first part of it; a fast
/// sender would fill the memory. Here it gets one piece at a time.
pub fn paced(body: Body) -> Body {
    let mut pieces = body.into_data_stream();
    let mut pause = false;
    Body::from_stream(poll_fn(move |context| {
        if mem::take(&mut pause) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = pieces.poll_next_unpin(context);
        pause = matches!(piece, Poll::Ready(Some(_)));
        piece
    }))
}
