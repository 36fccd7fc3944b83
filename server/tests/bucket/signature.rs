//! Whether a request is signed with the one key that there is, as AWS Signature Version 4 wants it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::request::Parts;
use sha2::{Digest as _, Sha256};

use super::{KEY_ID, REGION, SECRET};

/// Refuses with the code that S3 gives.
pub fn check(head: &Parts, body: &[u8]) -> Result<(), &'static str> {
    let header =
        |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let said = header("authorization").strip_prefix("AWS4-HMAC-SHA256 ").ok_or("AccessDenied")?;
    let part = |name: &str| {
        said.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
    };
    let (key_id, scope) = part("Credential").split_once('/').ok_or("AuthorizationHeaderMalformed")?;
    if key_id != KEY_ID {
        return Err("InvalidAccessKeyId");
    }
    let content = hex(&Sha256::digest(body));
    if header("x-amz-content-sha256") != content {
        return Err("XAmzContentSHA256Mismatch");
    }
    let (signed, at) = (part("SignedHeaders"), header("x-amz-date"));
    if !["host", "x-amz-date", "x-amz-content-sha256"]
        .iter()
        .all(|name| signed.split(';').any(|n| n == *name))
    {
        return Err("AccessDenied");
    }
    let headers: String = signed.split(';').map(|name| format!("{name}:{}\n", header(name).trim())).collect();
    let mut query: Vec<_> =
        head.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
    query.sort_unstable();
    let request =
        format!("{}\n{}\n{}\n{headers}\n{signed}\n{content}", head.method, head.uri.path(), query.join("&"));
    let day = at.get(..8).unwrap_or_default();
    if scope != format!("{day}/{REGION}/s3/aws4_request") {
        return Err("AuthorizationHeaderMalformed");
    }
    let text = format!("AWS4-HMAC-SHA256\n{at}\n{scope}\n{}", hex(&Sha256::digest(request)));
    let key = [day, REGION, "s3", "aws4_request", &text]
        .into_iter()
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, words| sign(&key, words));
    if hex(&key) == part("Signature") { Ok(()) } else { Err("SignatureDoesNotMatch") }
}

fn sign(key: &[u8], words: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(words.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
