//! A PNG without what it tells about whoever made it. How it is to be turned stays.

use std::{
    fs::File,
    io::{BufReader, Read, Write, copy},
};

use flate2::Crc;

use super::{
    Stripped, Unreadable,
    jpeg::{tiff, turn},
};

/// What a program may write beside the picture.
const WORDS: [&[u8; 4]; 3] = [b"tEXt", b"zTXt", b"iTXt"];
const EXIF: &[u8; 4] = b"eXIf";
/// The most of it that is read, in bytes.
const MAX_EXIF: u32 = 64 * 1024;

/// Copies the picture; whether anything was left out.
///
/// # Errors
/// When it cannot be read.
pub fn strip(source: &mut File, target: &mut impl Write) -> Stripped {
    let mut source = BufReader::new(source);
    let mut start = [0; 8];
    source.read_exact(&mut start)?;
    target.write_all(&start)?;
    let mut left_out = false;
    loop {
        let mut head = [0; 8];
        if source.read_exact(&mut head).is_err() {
            // It ends where a part should begin, as one that was cut off does.
            return Ok(left_out);
        }
        let [a, b, c, d, name @ ..] = head;
        let length = u32::from_be_bytes([a, b, c, d]);
        let whole = u64::from(length) + 4;
        if &name == EXIF {
            left_out = true;
            let mut data = Vec::new();
            source.by_ref().take(whole).read_to_end(&mut data)?;
            data.truncate(length.min(MAX_EXIF) as usize);
            if let Some(turn) = turn(&data).filter(|turn| *turn != 1) {
                write(target, EXIF, &tiff(turn))?;
            }
        } else if WORDS.contains(&&name) {
            left_out = true;
            copy(&mut source.by_ref().take(whole), &mut std::io::sink())?;
        } else {
            target.write_all(&head)?;
            copy(&mut source.by_ref().take(whole), target)?;
        }
        if &name == b"IEND" {
            left_out |= source.read(&mut [0])? > 0;
            return Ok(left_out);
        }
    }
}

fn write(target: &mut impl Write, name: &[u8; 4], data: &[u8]) -> Result<(), Unreadable> {
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    let length = u32::try_from(data.len()).map_err(|_| Unreadable::Picture)?;
    target.write_all(&length.to_be_bytes())?;
    target.write_all(name)?;
    target.write_all(data)?;
    Ok(target.write_all(&crc.sum().to_be_bytes())?)
}
