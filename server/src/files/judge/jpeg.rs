//! A JPEG without what it tells about whoever took it: position, time, device, and pictures behind the picture.
//! How it is to be turned stays.

use std::{
    fs::File,
    io::{BufReader, Read, Seek as _, SeekFrom, Write},
};

use super::{Stripped, Unreadable};

const EXIF: &[u8] = b"Exif\0\0";
const UPRIGHT: u8 = 1;

/// One part between the beginning and the picture itself.
struct Segment {
    marker: u8,
    /// Without its length.
    data: Vec<u8>,
}

/// Copies the picture; whether anything was left out.
///
/// # Errors
/// When its parts do not follow each other as they must.
pub fn strip(source: &mut File, target: &mut impl Write) -> Stripped {
    let turn = orientation(source)?;
    source.rewind()?;
    let mut source = BufReader::new(source);
    let mut start = [0; 2];
    source.read_exact(&mut start)?;
    target.write_all(&start)?;
    let mut left_out = false;
    let mut turned = turn == UPRIGHT;
    loop {
        let marker = marker(&mut source)?;
        // How it is turned follows the one part that must come first.
        if !turned && marker != 0xe0 {
            turned = true;
            target.write_all(&exif(turn))?;
        }
        match marker {
            0xd9 => {
                target.write_all(&[0xff, marker])?;
                left_out |= source.read(&mut [0])? > 0;
                return Ok(left_out);
            }
            0x01 | 0xd0..=0xd7 => target.write_all(&[0xff, marker])?,
            _ => {
                let segment = segment(&mut source, marker)?;
                if segment.is_kept() {
                    segment.write(target)?;
                } else {
                    left_out = true;
                }
                if marker == 0xda && !scan(&mut source, target)? {
                    // It ends within the picture, as one that was cut off does.
                    return Ok(left_out);
                }
            }
        }
    }
}

impl Segment {
    /// What is needed to show the picture as it is; the rest are words, positions and other pictures.
    fn is_kept(&self) -> bool {
        match self.marker {
            0xe0 => true,
            0xe2 => self.data.starts_with(b"ICC_PROFILE\0"),
            0xee => self.data.starts_with(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        }
    }

    fn write(&self, target: &mut impl Write) -> Result<(), Unreadable> {
        let length = u16::try_from(self.data.len() + 2).map_err(|_| Unreadable::Picture)?;
        target.write_all(&[0xff, self.marker])?;
        target.write_all(&length.to_be_bytes())?;
        Ok(target.write_all(&self.data)?)
    }
}

/// The next marker, whatever fills the space before it.
fn marker(source: &mut impl Read) -> Result<u8, Unreadable> {
    let mut byte = [0];
    source.read_exact(&mut byte)?;
    if byte[0] != 0xff {
        return Err(Unreadable::Picture);
    }
    while byte[0] == 0xff {
        source.read_exact(&mut byte)?;
    }
    match byte[0] {
        0x00 | 0xd8 => Err(Unreadable::Picture),
        marker => Ok(marker),
    }
}

fn length(source: &mut impl Read) -> Result<usize, Unreadable> {
    let mut length = [0; 2];
    source.read_exact(&mut length)?;
    usize::from(u16::from_be_bytes(length)).checked_sub(2).ok_or(Unreadable::Picture)
}

fn segment(source: &mut impl Read, marker: u8) -> Result<Segment, Unreadable> {
    let mut data = vec![0; length(source)?];
    source.read_exact(&mut data)?;
    Ok(Segment { marker, data })
}

/// Copies the picture's own bytes up to the next marker; whether there is one.
fn scan(source: &mut BufReader<&mut File>, target: &mut impl Write) -> Result<bool, Unreadable> {
    use std::io::BufRead as _;
    loop {
        let piece = source.fill_buf()?;
        if piece.is_empty() {
            return Ok(false);
        }
        let plain = piece.iter().position(|byte| *byte == 0xff).unwrap_or(piece.len());
        target.write_all(&piece[..plain])?;
        let at_end = plain == piece.len();
        source.consume(plain);
        if at_end {
            continue;
        }
        let mut two = [0; 2];
        if source.read_exact(&mut two).is_err() {
            return Ok(false);
        }
        match two[1] {
            // A byte of the picture, or where its decoder starts anew.
            0x00 | 0xd0..=0xd7 => target.write_all(&two)?,
            0xff => source.seek_relative(-1)?,
            _ => {
                source.seek_relative(-2)?;
                return Ok(true);
            }
        }
    }
}

/// How the picture is to be turned, from 1 to 8.
fn orientation(source: &mut File) -> Result<u8, Unreadable> {
    source.seek(SeekFrom::Start(2))?;
    let mut source = BufReader::new(source);
    loop {
        match marker(&mut source)? {
            0xd9 | 0xda => return Ok(UPRIGHT),
            0x01 | 0xd0..=0xd7 => {}
            0xe1 => {
                let segment = segment(&mut source, 0xe1)?;
                if let Some(turn) = segment.data.strip_prefix(EXIF).and_then(turn) {
                    return Ok(turn);
                }
            }
            _ => {
                let length = i64::try_from(length(&mut source)?).map_err(|_| Unreadable::Picture)?;
                source.seek_relative(length)?;
            }
        }
    }
}

/// The tag of how to turn the picture, in what a camera writes.
pub fn turn(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let four = |at: usize| -> Option<u32> {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let table = usize::try_from(four(4)?).ok()?;
    let entries = usize::from(two(table)?);
    let entry = (0..entries)
        .map(|place| table.saturating_add(2).saturating_add(place * 12))
        .take_while(|at| *at < tiff.len())
        .find(|at| two(*at) == Some(0x0112))?;
    u8::try_from(two(entry + 8)?).ok().filter(|turn| (1..=8).contains(turn))
}

/// Says how to turn the picture, and nothing else.
pub fn tiff(turn: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = turn;
    tiff
}

fn exif(turn: u8) -> Vec<u8> {
    let tiff = tiff(turn);
    let length = u16::try_from(2 + EXIF.len() + tiff.len()).unwrap_or(u16::MAX);
    [&[0xff, 0xe1][..], &length.to_be_bytes(), EXIF, &tiff].concat()
}
