//! Where attachments are to be kept: what `SIJAPTI_FILES` says, and what goes with a bucket.

use std::{net::IpAddr, path::PathBuf};

use http::Uri;
use object_store::path::Path;

use super::{ConfigError, filled, switched, wrong};
use crate::files::{Bucket, Secret};

const FILES: &str = "SIJAPTI_FILES";
const ENDPOINT: &str = "AWS_ENDPOINT_URL";
const REGION: &str = "AWS_REGION";

/// Where attachments are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket of an S3-compatible service.
    Bucket(Box<Bucket>),
}

impl Place {
    /// The folder, if it is one.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Bucket(_) => None,
        }
    }

    pub(super) fn read(get: &impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let text = filled(get(FILES)).unwrap_or_else(|| "data/files".to_owned());
        // A key has no place in it, and none in a message.
        let shown = if text.contains('@') { "…" } else { text.as_str() };
        match text.split_once("://") {
            None => Ok(Self::Folder(text.into())),
            Some(("s3", place)) => bucket(shown, place, get).map(|bucket| Self::Bucket(Box::new(bucket))),
            Some(_) => Err(wrong(FILES, shown, "write a folder, or s3://bucket or s3://bucket/prefix")),
        }
    }
}

fn bucket(shown: &str, place: &str, get: &impl Fn(&str) -> Option<String>) -> Result<Bucket, ConfigError> {
    let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
    if !is_bucket(name) {
        return Err(wrong(FILES, shown, "s3:// needs the name of a bucket, as in s3://bucket/prefix"));
    }
    let prefix = Path::parse(prefix)
        .map_err(|_| wrong(FILES, shown, "what follows the bucket must be names with / between them"))?;
    let needed = |name: &'static str| {
        filled(get(name)).ok_or_else(|| wrong(name, "", "SIJAPTI_FILES names a bucket, which asks for this"))
    };
    let plain = switched("AWS_ALLOW_HTTP", get("AWS_ALLOW_HTTP"))?;
    let endpoint = filled(get(ENDPOINT)).map(|url| endpoint(&url, plain)).transpose()?;
    let region = filled(get(REGION)).or_else(|| filled(get("AWS_DEFAULT_REGION")));
    let region = match (region, &endpoint) {
        (Some(region), _) => region,
        // A service of one's own mostly has this one, or none.
        (None, Some(_)) => "us-east-1".to_owned(),
        (None, None) => {
            return Err(wrong(REGION, "", "say the bucket's region, or its address in AWS_ENDPOINT_URL"));
        }
    };
    if !region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(wrong(REGION, &region, "write it as ap-southeast-3"));
    }
    Ok(Bucket {
        name: name.to_owned(),
        prefix,
        endpoint,
        region,
        key_id: Secret::new(needed("AWS_ACCESS_KEY_ID")?),
        secret: Secret::new(needed("AWS_SECRET_ACCESS_KEY")?),
        certificates: filled(get("AWS_CA_BUNDLE")).map(PathBuf::from),
        patience: Default::default(),
    })
}

/// What may be a bucket's name at any service, and needs no escaping in an address.
fn is_bucket(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The service's address, without the slash at its end. A key travels in no request, but everything else does.
fn endpoint(text: &str, plain: bool) -> Result<String, ConfigError> {
    let url = text.trim_end_matches('/');
    let form = "write it as https://s3.example.go.id";
    // A password has no place in it, and none in a message.
    if url.contains('@') {
        return Err(wrong(ENDPOINT, "…", "the key belongs into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
    }
    let uri: Uri = url.parse().map_err(|_| wrong(ENDPOINT, text, form))?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| wrong(ENDPOINT, text, form))?;
    if url.contains(['?', '#']) {
        return Err(wrong(ENDPOINT, text, form));
    }
    match uri.scheme_str() {
        Some("https") => Ok(url.to_owned()),
        Some("http") if plain || is_loopback(host) => Ok(url.to_owned()),
        Some("http") => Err(wrong(
            ENDPOINT,
            text,
            "the attachments would travel in the open: use https, or AWS_ALLOW_HTTP=1 if the network is yours alone",
        )),
        _ => Err(wrong(ENDPOINT, text, form)),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [(&str, &str); 2] =
        [("AWS_ACCESS_KEY_ID", "AKIA-known"), ("AWS_SECRET_ACCESS_KEY", "rahasia")];

    fn read(variables: &[(&str, &str)]) -> Result<Place, ConfigError> {
        Place::read(&|name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn with_keys<'a>(variables: &[(&'a str, &'a str)]) -> Result<Place, ConfigError> {
        read(&[&KEYS, variables].concat())
    }

    #[test]
    fn a_folder_is_usual() {
        assert_eq!(read(&[]).unwrap().folder(), Some("data/files".as_ref()));
        assert_eq!(read(&[(FILES, "/srv/s3:/files")]).unwrap().folder(), Some("/srv/s3:/files".as_ref()));
    }

    #[test]
    fn a_bucket_is_named_with_what_goes_with_it() {
        let place = with_keys(&[(FILES, "s3://arsip/sijapti/berkas"), (REGION, "ap-southeast-3")]).unwrap();
        let Place::Bucket(bucket) = &place else { panic!("{place:?}") };
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_ref()), ("arsip", "sijapti/berkas"));
        assert_eq!((bucket.endpoint.as_deref(), bucket.region.as_str()), (None, "ap-southeast-3"));
        let told = format!("{place:?}");
        assert!(!told.contains("rahasia") && !told.contains("AKIA"), "{told}");

        let own = with_keys(&[(FILES, "s3://arsip"), (ENDPOINT, "https://s3.example.go.id/")]).unwrap();
        let Place::Bucket(bucket) = own else { panic!("{own:?}") };
        assert_eq!(bucket.endpoint.as_deref(), Some("https://s3.example.go.id"));
        assert_eq!((bucket.prefix.as_ref(), bucket.region.as_str()), ("", "us-east-1"));
    }

    #[test]
    fn nothing_travels_in_the_open_unless_somebody_says_so() {
        let at = |url, more: &[_]| with_keys(&[&[(FILES, "s3://arsip"), (ENDPOINT, url)], more].concat());
        for near in ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"] {
            assert!(at(near, &[]).is_ok(), "{near}");
        }
        assert!(at("http://s3.example.go.id", &[]).unwrap_err().to_string().contains("AWS_ALLOW_HTTP"));
        assert!(at("http://localhost.example.go.id", &[]).is_err());
        assert!(at("http://s3.example.go.id", &[("AWS_ALLOW_HTTP", "1")]).is_ok());
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let region = (REGION, "ap-southeast-3");
        for (variables, name) in [
            (&[(FILES, "s3://")][..], FILES),
            (&[(FILES, "s3:///prefix")], FILES),
            (&[(FILES, "s3://a b")], FILES),
            (&[(FILES, "s3://arsip/a//b")], FILES),
            (&[(FILES, "s3://arsip/../x")], FILES),
            (&[(FILES, "gs://arsip")], FILES),
            (&[(FILES, "file:///srv/files")], FILES),
            (&[(FILES, "s3://arsip")], REGION),
            (&[(FILES, "s3://arsip"), (REGION, "a/b")], REGION),
            (&[(FILES, "s3://arsip"), (ENDPOINT, "s3.example.go.id")], ENDPOINT),
            (&[(FILES, "s3://arsip"), (ENDPOINT, "ftp://s3.example.go.id")], ENDPOINT),
            (&[(FILES, "s3://arsip"), (ENDPOINT, "https://s3.example.go.id/?x=1")], ENDPOINT),
        ] {
            let error = with_keys(variables).unwrap_err().to_string();
            assert!(error.starts_with(name), "{error}");
        }
        for (variables, name) in [(&KEYS[1..], "AWS_ACCESS_KEY_ID"), (&KEYS[..1], "AWS_SECRET_ACCESS_KEY")] {
            let error =
                read(&[variables, &[(FILES, "s3://arsip"), region]].concat()).unwrap_err().to_string();
            assert!(error.starts_with(name) && !error.contains("rahasia"), "{error}");
        }
        let hidden = with_keys(&[(FILES, "s3://arsip"), (ENDPOINT, "https://key:rahasia@s3.example.go.id")]);
        assert!(!hidden.unwrap_err().to_string().contains("rahasia"));
        for place in ["s3://AKIA:rahasia@arsip", "https://AKIA:rahasia@s3.example.go.id/arsip"] {
            let error = with_keys(&[(FILES, place), region]).unwrap_err().to_string();
            assert!(error.starts_with(FILES), "{error}");
            assert!(!error.contains("rahasia") && !error.contains("AKIA"), "{error}");
        }
    }
}
