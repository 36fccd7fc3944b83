//! What the server was set up to take, as the browser must know it too.

use domain::attachment::MAX_BYTES;
use leptos::prelude::*;

use crate::json::shared;

#[derive(Clone, Copy, Debug)]
struct MaxFileBytes(u64);

/// Makes the server's limits known on every page. Call once, in `App`, on both sides.
pub fn provide_limits() {
    let bytes = shared(|| {
        #[cfg(feature = "ssr")]
        if let Some(services) = use_context::<crate::ports::Services>() {
            return services.settings.max_file_bytes;
        }
        MAX_BYTES
    });
    provide_context(MaxFileBytes(bytes));
}

/// The largest file that the server takes, in bytes.
#[must_use]
pub fn max_file_bytes() -> u64 {
    use_context().map_or(MAX_BYTES, |MaxFileBytes(bytes)| bytes)
}
