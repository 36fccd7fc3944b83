//! Parts a text into lines that fit a width.

use std::ops::Range;

use super::font::Face;

/// How letters look, and how far apart lines are.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    pub face: &'a Face,
    pub size: f32,
    pub leading: f32,
}

/// A text and the lines it was parted into. There is at least one, be it empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Wrapped {
    text: String,
    lines: Vec<Line>,
}

/// One line: which bytes of the text, and how wide they are.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    bytes: Range<usize>,
    width: f32,
}

impl Wrapped {
    /// Parts the text at spaces, and words that are wider than the room within.
    pub(super) fn new(text: &str, style: Style<'_>, room: f32) -> Self {
        let text = tidy(text);
        let mut filling = Filling { text: &text, style, room, lines: Vec::new(), line: None };
        let mut start = 0;
        for paragraph in text.split('\n') {
            filling.paragraph(start..start + paragraph.len());
            start += paragraph.len() + 1;
        }
        let lines = filling.lines;
        Self { text, lines }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to read.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Leaves out all lines after these.
    pub(super) fn truncate(&mut self, lines: usize) {
        self.lines.truncate(lines);
    }

    /// A line's text and width. The text ends with the space the line was parted at, because somebody who copies or
    /// listens to it needs that space; the width is without.
    pub(super) fn line(&self, index: usize) -> Option<(&str, f32)> {
        let Line { bytes, width } = self.lines.get(index)?;
        let space = self.text.as_bytes().get(bytes.end) == Some(&b' ');
        let text = self.text.get(bytes.start..bytes.end + usize::from(space))?;
        Some((text, *width))
    }
}

/// The text without what a font has no picture of. A line break is a space and `\n`.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for character in text.trim().chars() {
        match character {
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => tidy.push_str(" \n"),
            '\t' | '\r' => tidy.push(' '),
            other if other.is_control() || is_invisible(other) => {}
            other => tidy.push(other),
        }
    }
    tidy
}

/// Soft hyphens, joiners, marks of direction and of variation, which no font draws.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// The line that is being filled, and those that are full.
struct Filling<'a> {
    text: &'a str,
    style: Style<'a>,
    room: f32,
    lines: Vec<Line>,
    line: Option<Line>,
}

impl<'a> Filling<'a> {
    fn paragraph(&mut self, bytes: Range<usize>) {
        let mut start = bytes.start;
        for word in self.part(&bytes).split(' ') {
            if !word.is_empty() {
                self.word(start..start + word.len());
            }
            start += word.len() + 1;
        }
        // A paragraph without a word is an empty line.
        let last = self.line.take().unwrap_or(Line { bytes: bytes.start..bytes.start, width: 0.0 });
        self.lines.push(last);
    }

    fn word(&mut self, word: Range<usize>) {
        let width = self.width(&word);
        if let Some(line) = self.line.take() {
            let wider = line.width + self.width(&(line.bytes.end..word.start)) + width;
            if wider <= self.room {
                self.line = Some(Line { bytes: line.bytes.start..word.end, width: wider });
                return;
            }
            self.lines.push(line);
        }
        if width <= self.room {
            self.line = Some(Line { bytes: word, width });
        } else {
            self.long_word(word);
        }
    }

    /// Parts a word after a mark such as `/` if it has one in time, else between two letters. Every line gets at
    /// least one letter, however narrow the room.
    fn long_word(&mut self, word: Range<usize>) {
        let part = self.part(&word);
        let mut line = Line { bytes: word.start..word.start, width: 0.0 };
        let mut mark: Option<Line> = None;
        for (offset, character) in part.char_indices() {
            let advance = self.style.face.advance(character) * self.style.size;
            while line.width + advance > self.room && !line.bytes.is_empty() {
                let full = mark.take().unwrap_or_else(|| line.clone());
                line = Line { bytes: full.bytes.end..line.bytes.end, width: line.width - full.width };
                self.lines.push(full);
            }
            line.bytes.end = word.start + offset + character.len_utf8();
            line.width += advance;
            if matches!(character, '/' | '-' | '–' | '_' | '.' | ',' | ';' | '@' | '&' | '=') {
                mark = Some(line.clone());
            }
        }
        self.line = Some(line);
    }

    fn width(&self, bytes: &Range<usize>) -> f32 {
        self.style.face.width(self.style.size, self.part(bytes))
    }

    fn part(&self, bytes: &Range<usize>) -> &'a str {
        self.text.get(bytes.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::font::Faces, Style, Wrapped};

    fn lines(text: &str, room: f32) -> Vec<String> {
        let faces = Faces::read().unwrap();
        let wrapped = Wrapped::new(text, Style { face: &faces.regular, size: 10.0, leading: 12.0 }, room);
        let lines = (0..wrapped.len()).filter_map(|line| wrapped.line(line));
        let fits = |(text, width): (&str, f32)| {
            assert!(width <= room.max(0.0) || text.chars().count() == 1, "{text}");
            text.to_owned()
        };
        lines.map(fits).collect()
    }

    #[test]
    fn words_stay_whole() {
        assert_eq!(lines("Kepala Dinas Sosial", 70.0), ["Kepala Dinas ", "Sosial"]);
        assert_eq!(lines("Kepala Dinas Sosial", 700.0), ["Kepala Dinas Sosial"]);
    }

    #[test]
    fn a_word_wider_than_the_room_is_parted_after_a_mark_or_between_letters() {
        assert_eq!(lines("Modal/Perizinan", 60.0), ["Modal/", "Perizinan"]);
        assert_eq!(lines("Permukiman", 30.0), ["Permu", "kiman"]);
        assert_eq!(lines(".lW", 10.0), [".", "l", "W"]);
        assert_eq!(lines("abc", 0.0), ["a", "b", "c"]);
        assert_eq!(lines("abc", -5.0), ["a", "b", "c"]);
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(lines("a\nb\r\n\nc", 70.0), ["a ", "b ", " ", "c"]);
        assert_eq!(lines("", 70.0), [""]);
    }

    #[test]
    fn nothing_invisible_is_drawn() {
        assert_eq!(lines("\u{feff}a\u{ad}b\u{200b}c\td\0", 70.0), ["abc d"]);
    }
}
