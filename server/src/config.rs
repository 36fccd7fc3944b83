//! What the environment says.

mod place;

use std::{env, net::SocketAddr, path::PathBuf};

use app::ports::{SessionLimits, Settings, SupervisingBody};
use chrono::TimeDelta;

pub use self::place::Place;
pub use crate::files::{Bucket, Patience, Secret};
use crate::{demo::Scene, key};

/// Where `cargo xtask build` lays out what goes with this build.
const SITE: &str = if cfg!(debug_assertions) { "target/site-dev" } else { "target/site" };

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// How the server is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `SIJAPTI_ADDR`: where to listen.
    pub address: SocketAddr,
    /// `SIJAPTI_SITE`: the folder that `cargo xtask build` fills, of the same kind of build.
    pub site: PathBuf,
    /// `DATABASE_URL`: `sqlite:<file>` or `postgres://…`. Holds a password; never logged.
    pub database: String,
    /// `SIJAPTI_MIGRATE_URL`: the same database as the role that owns its tables, for `sijapti migrate` alone. Holds a
    /// password too.
    pub owner: Option<String>,
    /// `SIJAPTI_FILES`: the folder for attachments, or the bucket.
    pub files: Place,
    /// `SIJAPTI_KEY_FILE`: the key that seals secrets; beside the database when it is not said.
    pub key: PathBuf,
    /// `SIJAPTI_TRUST_PROXY`: a proxy on this machine says from where and how a request came.
    pub trust_proxy: bool,
    /// `SIJAPTI_LOG`: `text` or `json`.
    pub log: LogFormat,
    /// `SIJAPTI_RELOAD`: pages load again when the server was started anew.
    pub reload: bool,
    /// `SIJAPTI_DEMO`: what an empty database is filled with, in demo mode.
    pub demo: Option<Scene>,
    /// What pages and server functions see: whether it is a demo, `SIJAPTI_PUBLIC_URL`, `SIJAPTI_MAX_FILE_MIB`,
    /// `SIJAPTI_SESSION_IDLE_MINUTES`, `SIJAPTI_SESSION_HOURS`, `SIJAPTI_CLAMD`, `SIJAPTI_BODY_NAME` and
    /// `SIJAPTI_BODY_SHORT_NAME`.
    pub settings: Settings,
}

/// A variable that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}={value:?}: {reason}")]
pub struct ConfigError {
    name: &'static str,
    value: String,
    reason: &'static str,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// The first variable that cannot be understood.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| env::var(name).ok())
    }

    fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let text = |name: &str, default: &str| filled(get(name)).unwrap_or_else(|| default.to_owned());
        let switch = |name: &'static str| switched(name, get(name));
        let address = text("SIJAPTI_ADDR", "127.0.0.1:3000");
        let log = text("SIJAPTI_LOG", "text");
        let limit = text("SIJAPTI_MAX_FILE_MIB", "25");
        let body = SupervisingBody::default();
        let database = text("DATABASE_URL", "sqlite:data/sijapti.db");
        let demo = scene(get("SIJAPTI_DEMO"))?;
        let config = Self {
            address: address.parse().map_err(|_| {
                wrong("SIJAPTI_ADDR", &address, "write an address and a port, as in 127.0.0.1:3000")
            })?,
            site: text("SIJAPTI_SITE", SITE).into(),
            key: filled(get("SIJAPTI_KEY_FILE")).map_or_else(|| key::beside(&database), PathBuf::from),
            database,
            owner: filled(get("SIJAPTI_MIGRATE_URL")),
            files: Place::read(&get)?,
            trust_proxy: switch("SIJAPTI_TRUST_PROXY")?,
            log: match log.as_str() {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                other => return Err(wrong("SIJAPTI_LOG", other, "write text or json")),
            },
            reload: switch("SIJAPTI_RELOAD")?,
            demo,
            settings: Settings {
                demo: demo.is_some(),
                body: SupervisingBody {
                    name: text("SIJAPTI_BODY_NAME", &body.name),
                    short_name: text("SIJAPTI_BODY_SHORT_NAME", &body.short_name),
                },
                max_file_bytes: match limit.parse::<u64>() {
                    Ok(mib @ 1..=1024) => mib * 1024 * 1024,
                    _ => return Err(wrong("SIJAPTI_MAX_FILE_MIB", &limit, "write a number from 1 to 1024")),
                },
                session: session_limits(
                    filled(get("SIJAPTI_SESSION_IDLE_MINUTES")),
                    filled(get("SIJAPTI_SESSION_HOURS")),
                )?,
                public_url: filled(get("SIJAPTI_PUBLIC_URL")).map(|url| public_url(&url)).transpose()?,
                virus_scanner: filled(get("SIJAPTI_CLAMD")).map(scanner).transpose()?,
            },
        };
        if config.settings.demo && config.settings.is_https() {
            let reason =
                "everybody knows the demo's passwords: not with an https address in SIJAPTI_PUBLIC_URL";
            return Err(wrong("SIJAPTI_DEMO", "1", reason));
        }
        Ok(config)
    }
}

fn filled(value: Option<String>) -> Option<String> {
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn switched(name: &'static str, value: Option<String>) -> Result<bool, ConfigError> {
    match filled(value).as_deref() {
        None | Some("0" | "false") => Ok(false),
        Some("1" | "true") => Ok(true),
        Some(other) => Err(wrong(name, other, "write 1 or 0")),
    }
}

/// What there is to try, if anything.
fn scene(value: Option<String>) -> Result<Option<Scene>, ConfigError> {
    match filled(value).as_deref() {
        None | Some("0" | "false") => Ok(None),
        Some("1" | "true") => Ok(Some(Scene::Country)),
        Some("small") => Ok(Some(Scene::Small)),
        Some(other) => Err(wrong("SIJAPTI_DEMO", other, "write 1, small or 0")),
    }
}

/// How long a login lasts: idle from 5 minutes to 30 days, and at most a year.
fn session_limits(idle: Option<String>, absolute: Option<String>) -> Result<SessionLimits, ConfigError> {
    let mut limits = SessionLimits::default();
    if let Some(text) = idle {
        limits.idle = match text.parse() {
            Ok(minutes @ 5..=43_200) => TimeDelta::minutes(minutes),
            _ => {
                return Err(wrong("SIJAPTI_SESSION_IDLE_MINUTES", &text, "write a number from 5 to 43200"));
            }
        };
    }
    if let Some(text) = absolute {
        limits.absolute = match text.parse() {
            Ok(hours @ 1..=8760) => TimeDelta::hours(hours),
            _ => return Err(wrong("SIJAPTI_SESSION_HOURS", &text, "write a number from 1 to 8760")),
        };
    }
    Ok(limits)
}

/// A host and a port, or the whole path of a socket.
fn scanner(text: String) -> Result<String, ConfigError> {
    let port =
        text.rsplit_once(':').filter(|(host, _)| !host.is_empty()).map(|(_, port)| port.parse::<u16>());
    if text.starts_with('/') || matches!(port, Some(Ok(1..))) {
        return Ok(text);
    }
    Err(wrong("SIJAPTI_CLAMD", &text, "write it as 127.0.0.1:3310 or /run/clamav/clamd.ctl"))
}

/// A scheme, a host, maybe a port: SIJAPTI lives at the root.
fn public_url(text: &str) -> Result<String, ConfigError> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if host.parse::<http::uri::Authority>().is_ok() => Ok(url.to_lowercase()),
        _ => Err(wrong(
            "SIJAPTI_PUBLIC_URL",
            text,
            "write it as https://sijapti.example.go.id, without a path",
        )),
    }
}

fn wrong(name: &'static str, value: &str, reason: &'static str) -> ConfigError {
    ConfigError { name, value: value.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn nothing_said_is_enough() {
        let config = read(&[]).unwrap();
        assert_eq!(config.database, "sqlite:data/sijapti.db");
        assert_eq!(config.address.port(), 3000);
        assert_eq!(config.settings, Settings::default());
        assert!(!config.trust_proxy && !config.reload);
    }

    #[test]
    fn what_is_said_counts() {
        let config = read(&[
            ("SIJAPTI_ADDR", "0.0.0.0:80"),
            ("SIJAPTI_KEY_FILE", "/etc/sijapti/key"),
            ("SIJAPTI_PUBLIC_URL", "https://SIJAPTI.example.go.id/"),
            ("SIJAPTI_LOG", "json"),
            ("SIJAPTI_MAX_FILE_MIB", "2"),
            ("SIJAPTI_BODY_SHORT_NAME", "BKN"),
            ("SIJAPTI_SESSION_IDLE_MINUTES", "30"),
            ("SIJAPTI_SESSION_HOURS", "12"),
            ("SIJAPTI_CLAMD", "127.0.0.1:3310"),
        ])
        .unwrap();
        assert!(config.settings.is_https());
        assert_eq!(config.key, PathBuf::from("/etc/sijapti/key"));
        assert_eq!(config.settings.public_url.as_deref(), Some("https://sijapti.example.go.id"));
        assert_eq!(config.settings.max_file_bytes, 2 * 1024 * 1024);
        assert_eq!(config.settings.body.short_name, "BKN");
        assert_eq!(config.settings.virus_scanner.as_deref(), Some("127.0.0.1:3310"));
        assert_eq!(config.log, LogFormat::Json);
        let limits = SessionLimits { idle: TimeDelta::minutes(30), absolute: TimeDelta::hours(12) };
        assert_eq!(config.settings.session, limits);
    }

    #[test]
    fn the_demo_is_not_for_the_open_internet() {
        let demo = ("SIJAPTI_DEMO", "1");
        let error = read(&[demo, ("SIJAPTI_PUBLIC_URL", "https://sijapti.example.go.id")]).unwrap_err();
        assert!(error.to_string().starts_with("SIJAPTI_DEMO"), "{error}");
        assert!(read(&[demo, ("SIJAPTI_PUBLIC_URL", "http://demo.lan")]).unwrap().settings.demo);
        assert!(read(&[demo]).unwrap().settings.demo);
    }

    #[test]
    fn a_demo_has_a_country_unless_it_is_to_be_small() {
        for (value, scene) in
            [("1", Some(Scene::Country)), ("small", Some(Scene::Small)), ("0", None), ("", None)]
        {
            let config = read(&[("SIJAPTI_DEMO", value)]).unwrap();
            assert_eq!((config.demo, config.settings.demo), (scene, scene.is_some()), "{value}");
        }
        let open = ("SIJAPTI_PUBLIC_URL", "https://sijapti.example.go.id");
        assert!(read(&[("SIJAPTI_DEMO", "small"), open]).is_err());
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (name, value) in [
            ("SIJAPTI_ADDR", "localhost"),
            ("SIJAPTI_DEMO", "yes"),
            ("SIJAPTI_LOG", "xml"),
            ("SIJAPTI_PUBLIC_URL", "sijapti.example.go.id"),
            ("SIJAPTI_PUBLIC_URL", "https://example.go.id/sijapti"),
            ("SIJAPTI_MAX_FILE_MIB", "0"),
            ("SIJAPTI_SESSION_IDLE_MINUTES", "4"),
            ("SIJAPTI_SESSION_HOURS", "sehari"),
            ("SIJAPTI_CLAMD", "clamd.ctl"),
            ("SIJAPTI_CLAMD", "localhost:0"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert!(error.to_string().starts_with(name), "{error}");
        }
    }
}
