//! What a PDF of this program says: the text of its pages, in the order in which it is drawn. It reads only what
//! `krilla` writes, and no other PDF.

use std::{collections::HashMap, io::Read as _};

use flate2::read::ZlibDecoder;

/// The texts of all pages, each that is drawn for itself on a line.
pub fn text(file: &[u8]) -> String {
    let objects = objects(file);
    let mut texts = String::new();
    for (head, _) in
        objects.values().filter(|(head, _)| head.contains("/Type/Page/") || head.contains("/Type/Page>"))
    {
        let fonts: HashMap<&str, HashMap<Vec<u8>, String>> = fonts(head, &objects);
        let content = objects[&reference(head, "/Contents").unwrap()].1.as_deref().unwrap();
        read_content(content, &fonts, &mut texts);
    }
    texts
}

type Objects = HashMap<u32, (String, Option<Vec<u8>>)>;

/// Each object's dictionary, and its stream unpacked.
fn objects(file: &[u8]) -> Objects {
    let mut all = Objects::new();
    let mut rest = file;
    while let Some(at) = find(rest, b" 0 obj") {
        let digits = rest[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[at - digits..at]).unwrap().parse().unwrap();
        let body = &rest[at + 6..];
        let end = find(body, b"endobj").unwrap();
        let stream = find(&body[..end], b"stream");
        let head =
            String::from_utf8_lossy(&body[..stream.unwrap_or(end)]).replace('\n', "").replace("  ", "");
        let unpacked = stream.map(|begin| {
            let mut content = Vec::new();
            // What is no deflated text, as a font's data in another coding, is not asked for.
            _ = ZlibDecoder::new(&body[begin + 7..]).read_to_end(&mut content);
            content
        });
        all.insert(number, (head, unpacked));
        // A stream may hold anything.
        let skip = stream.map_or(end, |begin| begin + find(&body[begin..], b"endstream").unwrap());
        rest = &body[skip..];
    }
    all
}

/// By their names on a page: what each code of a font stands for.
fn fonts<'a>(page: &'a str, objects: &'a Objects) -> HashMap<&'a str, HashMap<Vec<u8>, String>> {
    let resources = reference(page, "/Resources").map_or(page, |number| &objects[&number].0);
    let Some((_, list)) = resources.split_once("/Font") else { return HashMap::new() };
    let list = list.trim_start().trim_start_matches("<<").split(">>").next().unwrap();
    let named = list.split('/').filter_map(|font| {
        let (name, number) = font.trim().split_once(' ')?;
        let font = &objects[&number.split(' ').next()?.parse::<u32>().ok()?].0;
        let codes = objects[&reference(font, "/ToUnicode")?].1.as_deref()?;
        Some((name, codes_of(&String::from_utf8_lossy(codes))))
    });
    named.collect()
}

/// `<0003> <0041>` line by line.
fn codes_of(cmap: &str) -> HashMap<Vec<u8>, String> {
    let mut codes = HashMap::new();
    for part in cmap.split("beginbfchar").skip(1) {
        for line in part.split("endbfchar").next().unwrap().lines() {
            let mut hex = line.split(['<', '>']).filter(|hex| !hex.trim().is_empty());
            if let (Some(code), Some(text)) = (hex.next(), hex.next()) {
                let units: Vec<u16> =
                    unhex(text).chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
                codes.insert(unhex(code), String::from_utf16(&units).unwrap());
            }
        }
    }
    codes
}

fn read_content(content: &[u8], fonts: &HashMap<&str, HashMap<Vec<u8>, String>>, texts: &mut String) {
    let (mut at, mut name, mut font) = (0, String::new(), None);
    while at < content.len() {
        match content[at] {
            b'/' => {
                let end = content[at + 1..].iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap();
                name = String::from_utf8_lossy(&content[at + 1..at + 1 + end]).into_owned();
                at += end;
            }
            b'T' if content[at..].starts_with(b"Tf") => font = fonts.get(name.as_str()),
            b'E' if content[at..].starts_with(b"ET") => texts.push('\n'),
            b'<' if content.get(at + 1) == Some(&b'<') => at += 1,
            b'<' => {
                let end = content[at..].iter().position(|byte| *byte == b'>').unwrap();
                let codes = unhex(&String::from_utf8_lossy(&content[at + 1..at + end]));
                say(&codes, font, texts);
                at += end;
            }
            b'(' => {
                let (codes, end) = literal(&content[at + 1..]);
                say(&codes, font, texts);
                at += end;
            }
            _ => {}
        }
        at += 1;
    }
}

fn say(codes: &[u8], font: Option<&HashMap<Vec<u8>, String>>, texts: &mut String) {
    let Some(font) = font else { return };
    for code in codes.chunks(2) {
        texts.push_str(font.get(code).map_or("\u{fffd}", String::as_str));
    }
}

/// A string in brackets, up to the closing one.
fn literal(content: &[u8]) -> (Vec<u8>, usize) {
    let (mut codes, mut at, mut depth) = (Vec::new(), 0, 0);
    loop {
        match content[at] {
            b'\\' => {
                at += 1;
                let octal = content[at..].iter().take(3).take_while(|digit| matches!(digit, b'0'..=b'7'));
                let digits = octal.count();
                if digits > 0 {
                    let digits = std::str::from_utf8(&content[at..at + digits]).unwrap();
                    codes.push(u8::from_str_radix(digits, 8).unwrap());
                    at += digits.len();
                    continue;
                }
                codes.push(match content[at] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
            }
            b')' if depth == 0 => return (codes, at + 1),
            other => {
                depth += i32::from(other == b'(') - i32::from(other == b')');
                codes.push(other);
            }
        }
        at += 1;
    }
}

/// `… /Contents 12 0 R …`
fn reference(head: &str, key: &str) -> Option<u32> {
    let (_, rest) = head.split_once(key)?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn unhex(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|two| u8::try_from(two[0] * 16 + two[1]).unwrap()).collect()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
