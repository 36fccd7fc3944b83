//! Whether a PDF is locked: its trailer then names a dictionary of how.

use std::io::{self, Read};

/// So much is read at once.
const PIECE: u64 = 256 * 1024;
/// What must be there to tell what follows a word.
const AHEAD: usize = 64;
const ENCRYPT: &[u8] = b"/Encrypt";
const STREAM: &[u8] = b"stream";
const END: &[u8] = b"endstream";

/// Whether opening it needs a password, or it is restricted by one. What lies inside streams is not looked at: there
/// the word may stand in a text.
///
/// # Errors
/// When it cannot be read.
pub fn is_locked(mut file: impl Read) -> io::Result<bool> {
    let mut text = Vec::new();
    let mut inside = false;
    // Up to here it has been looked at.
    let mut at = 0;
    loop {
        let last = file.by_ref().take(PIECE).read_to_end(&mut text)? == 0;
        loop {
            let word = if inside { find(&text[at..], END) } else { find_either(&text[at..]) };
            let Some(place) = word.map(|place| at + place) else {
                at = at.max(text.len().saturating_sub(END.len()));
                break;
            };
            if !last && text.len() - place < AHEAD {
                at = place;
                break;
            }
            let rest = &text[place..];
            if inside {
                inside = false;
                at = place + END.len();
            } else if let Some(rest) = rest.strip_prefix(ENCRYPT) {
                if names_dictionary(rest) {
                    return Ok(true);
                }
                at = place + ENCRYPT.len();
            } else {
                inside =
                    !text[..place].ends_with(b"end") && matches!(rest.get(STREAM.len()), Some(b'\r' | b'\n'));
                at = place + STREAM.len();
            }
        }
        if last {
            return Ok(false);
        }
        // Some of what was looked at stays, to see what a word follows.
        let done = at.saturating_sub(END.len());
        text.drain(..done);
        at -= done;
    }
}

/// `12 0 R`, or a dictionary written in place.
fn names_dictionary(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    if rest.starts_with(b"<<") {
        return true;
    }
    let Some((_, rest)) = number(rest) else { return false };
    let Some((_, rest)) = number(rest.trim_ascii_start()) else { return false };
    rest.trim_ascii_start().starts_with(b"R")
}

fn number(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| text.split_at(digits))
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

fn find_either(text: &[u8]) -> Option<usize> {
    text.iter().enumerate().find_map(|(at, byte)| {
        let found = match byte {
            b'/' => text[at..].starts_with(ENCRYPT),
            b's' => text[at..].starts_with(STREAM),
            _ => false,
        };
        found.then_some(at)
    })
}
