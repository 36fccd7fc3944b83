//! What the server sends along with a page, read by the same reader as what it answers later: each type has a reader
//! of its own in the browser's bundle, and two kinds would be two for each.

use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};

/// JSON, read from bytes, as server functions read their answers.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> serde_json::Result<String> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> serde_json::Result<T> {
        read(text)
    }
}

/// Reads JSON.
///
/// # Errors
/// When it is none, or has another shape.
pub fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_slice(text.as_bytes())
}

/// What a page loads: on the server before it is sent, in the browser whenever `source` changes.
pub fn resource<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Resource<T, Json>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    Fut: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, fetcher, false)
}

/// What only the server knows while it draws a page, and the browser is told with it.
pub fn shared<T: Serialize + DeserializeOwned>(initial: impl FnOnce() -> T) -> T {
    SharedValue::<T, Json>::new_with_encoding(initial).into_inner()
}
