//! How guessing is slowed without shutting out whoever does not guess.
//!
//! A try is counted before it is judged, under one or more [`Key`]s, and what turns out right is taken back. After
//! some free tries each one has to wait, twice as long as the one before, up to a limit: nothing is ever locked.
//! Tries at a name are counted by the network they come from, so that one computer closes the name for its own
//! network alone; a device that the owner has used before is counted by itself, so that nobody closes it at all.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, TimeDelta, Utc};

use crate::coded::coded;

/// Failures older than this are forgotten.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);
/// By so much a try may have begun before one that was counted before it.
const OVERTAKEN: TimeDelta = TimeDelta::minutes(2);
/// A device that nobody has logged in with for this long is a stranger again.
pub const DEVICE_KEPT: TimeDelta = TimeDelta::days(400);
/// So many devices are remembered for an account.
pub const DEVICES: u32 = 20;

coded! {
    /// What tries are counted under.
    pub enum Counter {
        /// Passwords for a name, from wherever.
        Name = "name";
        /// Passwords for whatever name, from one network.
        Network = "network";
        /// Passwords for a name from one network.
        Place = "place";
        /// Passwords for a name on a device that its owner has used.
        Device = "device";
        /// Codes of a name, from wherever.
        CodeName = "code_name";
        /// Codes of a name from one network.
        CodePlace = "code_place";
        /// Codes of a name on a device that its owner has used.
        CodeDevice = "code_device";
        /// Passwords and codes that are asked for once more in an open session; by the session, so that whoever has
        /// taken one over slows nobody else.
        Confirmation = "confirmation";
        /// First codes of an authenticator that is being set up; by the session.
        Enrolment = "enrolment";
        /// Names that nobody has. Counted for the log only.
        Strangers = "strangers";
    }
}

/// How tries are slowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pace {
    free: u32,
    first: TimeDelta,
    longest: TimeDelta,
}

impl Counter {
    /// Where one place fails, it waits long. Where many places fail at one name, or many names fail from one
    /// place, everybody there would wait for the one who guesses: that begins late and stays short.
    const fn pace(self) -> Pace {
        let (free, first, longest) = match self {
            Self::Place
            | Self::Device
            | Self::CodePlace
            | Self::CodeDevice
            | Self::Confirmation
            | Self::Enrolment => (5, 30, 15 * 60),
            Self::Name => (50, 1, 60),
            Self::Network => (100, 1, 5),
            Self::CodeName => (20, 60, 15 * 60),
            Self::Strangers => (u32::MAX, 0, 0),
        };
        Pace { free, first: TimeDelta::seconds(first), longest: TimeDelta::seconds(longest) }
    }

    /// Whether a success wipes the failures out. Those of others are no matter of whoever succeeded: there only
    /// the one try is taken back.
    #[must_use]
    pub const fn is_ones_own(self) -> bool {
        !matches!(self, Self::Name | Self::Network | Self::CodeName | Self::Strangers)
    }

    /// Whether it counts tries at a login, which whoever looks after the account is shown.
    #[must_use]
    pub const fn is_login(self) -> bool {
        !matches!(self, Self::Confirmation | Self::Enrolment | Self::Strangers | Self::Network)
    }

    /// Why a try has to wait, and how long; it does not say that the reader has failed, who may be the owner.
    #[must_use]
    pub fn sentence(self, wait: TimeDelta) -> String {
        let wait = in_words(wait);
        match self {
            Self::Name | Self::Place | Self::Device => format!(
                "Percobaan masuk dengan username ini sedang diperlambat, karena beberapa password yang diisi \
                 sebelumnya, belum tentu oleh Anda, tidak sesuai. Coba lagi dalam {wait}. Bila ini akun Anda, Anda \
                 dapat masuk dari perangkat yang pernah Anda pakai, atau meminta Admin menghapus perlambatan."
            ),
            Self::Network | Self::Strangers => format!(
                "Dari jaringan ini sedang banyak percobaan masuk yang gagal, belum tentu oleh Anda. Coba lagi dalam \
                 {wait}."
            ),
            Self::CodeName | Self::CodePlace | Self::CodeDevice => format!(
                "Pengisian kode untuk akun ini sedang diperlambat, karena beberapa kode yang diisi sebelumnya, belum \
                 tentu oleh Anda, tidak sesuai. Coba lagi dalam {wait}, atau minta Admin menghapus perlambatan."
            ),
            Self::Confirmation | Self::Enrolment => format!(
                "Beberapa password atau kode yang diisi pada sesi ini tidak sesuai. Coba lagi dalam {wait}."
            ),
        }
    }
}

/// What whoever has just failed is told of the next try: at the last but one of the free ones that it is the last, and
/// from then on how long it has to wait. Nothing while there are more. `count` is with the one that failed.
#[must_use]
pub fn foretold(counter: Counter, count: u32, at: DateTime<Utc>) -> Option<String> {
    let after = |count| Tries { count, last: at }.wait(counter, at).map(in_words);
    match after(count) {
        Some(wait) => Some(format!("Percobaan berikutnya baru diterima setelah {wait}.")),
        None => after(count.saturating_add(1)).map(|wait| {
            format!("Bila sekali lagi tidak sesuai, percobaan berikutnya baru diterima setelah {wait}.")
        }),
    }
}

/// `30 detik`, `2 menit`; never less than there is.
fn in_words(wait: TimeDelta) -> String {
    let seconds = wait.num_milliseconds().max(1).unsigned_abs().div_ceil(1000);
    if seconds <= 90 { format!("{seconds} detik") } else { format!("{} menit", seconds.div_ceil(60)) }
}

/// Something that tries are counted under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What kind of thing.
    pub counter: Counter,
    /// The user name, as it was typed and in lower case; empty where it is about no single one.
    pub name: String,
    /// The network, the device's hash or the session's; empty where it is about no single one.
    pub place: String,
}

impl Key {
    /// A key.
    #[must_use]
    pub fn new(counter: Counter, name: &str, place: &str) -> Self {
        Self { counter, name: name.to_owned(), place: place.to_owned() }
    }

    /// What it is stored under. No place holds the sign that stands before it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}:{}|{}", self.counter.code(), self.name, self.place)
    }
}

/// What a password is counted under: the known device alone, or else the name and the network. Where the owner of
/// the name has logged in before, tries at other names are not held against it: one computer of an office that guesses
/// leaves the others alone.
#[must_use]
pub fn password_keys(name: &str, network: &str, known_device: Option<&str>, at_home: bool) -> Vec<Key> {
    if let Some(device) = known_device {
        return vec![Key::new(Counter::Device, name, device)];
    }
    let mut keys = vec![Key::new(Counter::Name, name, "")];
    if !at_home {
        keys.push(Key::new(Counter::Network, "", network));
    }
    keys.push(Key::new(Counter::Place, name, network));
    keys
}

/// What a code of the second factor is counted under.
#[must_use]
pub fn code_keys(name: &str, network: &str, known_device: Option<&str>) -> Vec<Key> {
    match known_device {
        Some(device) => vec![Key::new(Counter::CodeDevice, name, device)],
        None => vec![Key::new(Counter::CodeName, name, ""), Key::new(Counter::CodePlace, name, network)],
    }
}

/// The network that an address is one of: for IPv6 the /64, of which somebody has all addresses at once.
#[must_use]
pub fn network_of(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => address.to_string(),
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        Err(_) => address.chars().filter(|sign| *sign != '|').take(50).collect(),
    }
}

/// Tries that were made and not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tries {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: DateTime<Utc>,
}

impl Tries {
    /// Those that still count.
    #[must_use]
    pub fn counting(self, now: DateTime<Utc>) -> u32 {
        if now - self.last > FORGOTTEN_AFTER { 0 } else { self.count }
    }

    /// Whether there are so many that each further one has to wait.
    #[must_use]
    pub fn is_slowed(self, counter: Counter, now: DateTime<Utc>) -> bool {
        self.counting(now) >= counter.pace().free
    }

    /// How long the next one has to wait; nothing when it need not.
    #[must_use]
    pub fn wait(self, counter: Counter, now: DateTime<Utc>) -> Option<TimeDelta> {
        let pace = counter.pace();
        let above = self.counting(now).checked_sub(pace.free)?;
        // Past ten doublings every pace has reached its limit.
        let wait = (pace.first * (1 << above.min(10))).min(pace.longest);
        // Tries at once overtake each other while they wait to be counted: one that began earlier has to wait all
        // the same. A time that is still far off was written by a clock that has been set back: it says nothing.
        let left = match self.last - now {
            ahead if ahead > OVERTAKEN => TimeDelta::zero(),
            ahead if ahead > TimeDelta::zero() => wait,
            ahead => wait + ahead,
        };
        (left > TimeDelta::zero()).then_some(left)
    }
}

/// Whether another try is judged now; how many there are with it.
///
/// # Errors
/// How long it has to wait.
pub fn admit(counter: Counter, tries: Option<Tries>, now: DateTime<Utc>) -> Result<u32, TimeDelta> {
    let Some(tries) = tries else { return Ok(1) };
    match tries.wait(counter, now) {
        Some(wait) => Err(wait),
        None => Ok(tries.counting(now).saturating_add(1)),
    }
}

/// Where a failure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// In a line of its own.
    Now,
    /// It is counted, and told with the others in one line.
    Counted,
}

/// So many lines of failures at one name are written at once in a day, however many places they come from; and so
/// many of one network at names that nobody has.
const LINES: u32 = 20;
/// So many lines about names that nobody has are written at once, until the counted ones are told.
const STRANGERS_LINES: u32 = 100;

/// Whether a failure at somebody's account has a line of its own: the first from each place, while there are few.
#[must_use]
pub const fn tell(own: u32, all: u32) -> Telling {
    if own <= 1 && all <= LINES { Telling::Now } else { Telling::Counted }
}

/// The same for a name that nobody has.
#[must_use]
pub const fn tell_stranger(own: u32, network: u32, strangers: u32) -> Telling {
    if own <= 1 && network <= LINES && strangers <= STRANGERS_LINES { Telling::Now } else { Telling::Counted }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-11-27T05:00:00Z".parse().unwrap()
    }

    fn tries(count: u32) -> Tries {
        Tries { count, last: noon() }
    }

    #[test]
    fn the_delay_grows_from_the_free_tries_to_its_limit() {
        let wait = |count| tries(count).wait(Counter::Place, noon()).map(|wait| wait.num_seconds());
        assert_eq!([0, 4, 5, 6, 7].map(wait), [None, None, Some(30), Some(60), Some(120)]);
        assert_eq!([10, 11, 99, u32::MAX].map(wait), [Some(900); 4]);
        for counter in Counter::ALL {
            let longest = tries(u32::MAX).wait(counter, noon());
            assert!(
                longest.is_none_or(|wait| wait <= TimeDelta::minutes(15)),
                "{counter:?} is as good as locked"
            );
        }
    }

    #[test]
    fn a_try_is_admitted_once_it_has_waited_and_counts() {
        assert_eq!(admit(Counter::Place, None, noon()), Ok(1));
        assert_eq!(admit(Counter::Place, Some(tries(4)), noon()), Ok(5));
        let soon = noon() + TimeDelta::seconds(10);
        assert_eq!(admit(Counter::Place, Some(tries(5)), soon), Err(TimeDelta::seconds(20)));
        assert_eq!(admit(Counter::Place, Some(tries(5)), noon() + TimeDelta::seconds(30)), Ok(6));
        let tomorrow = noon() + FORGOTTEN_AFTER + TimeDelta::seconds(1);
        assert_eq!(admit(Counter::Place, Some(tries(50)), tomorrow), Ok(1));
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nobody_wait() {
        assert_eq!(admit(Counter::Place, Some(tries(9)), noon() - TimeDelta::minutes(5)), Ok(10));
    }

    #[test]
    fn an_office_waits_for_seconds_only() {
        let wait = |counter, count| tries(count).wait(counter, noon()).map(|wait| wait.num_seconds());
        assert_eq!(wait(Counter::Network, 51), None);
        assert_eq!(wait(Counter::Network, 5000), Some(5));
        assert_eq!((wait(Counter::Name, 5), wait(Counter::Name, 5000)), (None, Some(60)));
    }

    #[test]
    fn a_known_device_is_counted_by_itself() {
        let device = [Key::new(Counter::Device, "ani", "d")];
        assert_eq!(password_keys("ani", "10.0.0.7", Some("d"), false), device);
        assert_eq!(password_keys("ani", "10.0.0.7", Some("d"), true), device);
        let keys = password_keys("ani", "10.0.0.7", None, true);
        let texts: Vec<String> = keys.iter().map(Key::text).collect();
        assert_eq!(texts, ["name:ani|", "place:ani|10.0.0.7"]);
        let keys = password_keys("ani", "10.0.0.7", None, false);
        let texts: Vec<String> = keys.iter().map(Key::text).collect();
        assert_eq!(texts, ["name:ani|", "network:|10.0.0.7", "place:ani|10.0.0.7"]);
        assert!(keys.is_sorted(), "two who lock the same rows lock them in the same order");
        assert!(code_keys("ani", "10.0.0.7", None).is_sorted());
    }

    #[test]
    fn a_network_is_an_address_or_a_64() {
        for (address, network) in [
            ("203.0.113.7", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("", ""),
            ("a|b", "ab"),
        ] {
            assert_eq!(network_of(address), network);
        }
    }

    #[test]
    fn the_sentence_says_how_long_and_blames_nobody() {
        let sentence = Counter::Place.sentence(TimeDelta::milliseconds(29_400));
        assert!(sentence.contains("30 detik") && sentence.contains("belum tentu oleh Anda"), "{sentence}");
        assert!(Counter::Place.sentence(TimeDelta::seconds(121)).contains("3 menit"));
        assert!(Counter::Network.sentence(TimeDelta::zero()).contains("1 detik"));
    }

    #[test]
    fn the_wait_is_told_before_it_happens() {
        assert_eq!(foretold(Counter::Place, 3, noon()), None);
        let last = foretold(Counter::Place, 4, noon()).unwrap();
        assert!(last.starts_with("Bila sekali lagi") && last.ends_with("setelah 30 detik."), "{last}");
        assert_eq!(
            foretold(Counter::Place, 5, noon()).as_deref(),
            Some("Percobaan berikutnya baru diterima setelah 30 detik.")
        );
        assert!(foretold(Counter::Place, 7, noon()).unwrap().ends_with("2 menit."));
        assert_eq!(foretold(Counter::Strangers, u32::MAX - 1, noon()), None);
    }

    #[test]
    fn repeated_failures_are_counted_instead_of_told() {
        assert_eq!((tell(1, 1), tell(2, 2), tell(1, 21)), (Telling::Now, Telling::Counted, Telling::Counted));
        assert_eq!(tell_stranger(1, 1, 1), Telling::Now);
        for (own, network, strangers) in [(2, 2, 2), (1, 21, 21), (1, 1, 101)] {
            assert_eq!(tell_stranger(own, network, strangers), Telling::Counted);
        }
    }

    #[test]
    fn codes_are_read_back() {
        for counter in Counter::ALL {
            assert_eq!(Counter::from_code(counter.code()), Some(counter));
        }
    }
}
