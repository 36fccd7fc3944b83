//! From text to markup and back: what somebody types without an editor, and what they read there.

/// Text as markup: paragraphs, line breaks, and every sign as it was typed. Blanks around the whole go.
#[must_use]
pub fn from_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let mut html = String::with_capacity(text.len() + text.len() / 8 + 16);
    for paragraph in text.split("\n\n") {
        html.push_str("<p>");
        for c in paragraph.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '\u{a0}' => html.push_str("&nbsp;"),
                '\n' => html.push_str("<br>"),
                c => html.push(c),
            }
        }
        html.push_str("</p>");
    }
    html
}

/// Whether clean markup is text and line breaks only, so that [`to_text`] loses nothing.
#[must_use]
pub fn is_plain(html: &str) -> bool {
    tags(html).all(|tag| matches!(tag.name, "p" | "div" | "br"))
}

/// Clean markup as text that can be read, and typed on: paragraphs apart, lists with bullets and numbers, cells
/// beside each other, links with their address.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = Tag::at(rest) else {
            // Clean markup has no such sign.
            writer.text("&lt;");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        writer.tag(&tag);
    }
    writer.text(rest);
    writer.out.trim_matches(['\n', ' ']).to_owned()
}

struct Tag<'a> {
    name: &'a str,
    inside: &'a str,
    ends: bool,
    length: usize,
}

impl<'a> Tag<'a> {
    /// The tag that begins here. Clean markup has no `>` within quotes.
    fn at(html: &'a str) -> Option<Self> {
        let length = html.find('>')? + 1;
        let inside = html.get(1..length - 1)?;
        let (ends, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name = inside.split([' ', '/', '\n', '\t']).next().unwrap_or_default();
        Some(Self { name, inside, ends, length })
    }

    fn href(&self) -> Option<String> {
        let value = self.inside.split_once("href=\"")?.1.split_once('"')?.0;
        Some(decoded(value))
    }
}

fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    html.match_indices('<').filter_map(move |(at, _)| Tag::at(&html[at..]))
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What separates the next text from what stands there.
    owed: usize,
    /// A line break whose line nothing has followed yet: at a block's end it shows nothing.
    breaks: usize,
    lists: Vec<Option<usize>>,
    links: Vec<(usize, String)>,
    pre: bool,
    cell: bool,
    /// Something stands before on which the first block break would fall.
    begun: bool,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if raw.is_empty() || (!self.pre && self.between(raw)) {
            return;
        }
        let text = decoded(raw);
        self.settle();
        if self.pre {
            self.out.push_str(&text);
        } else {
            self.out.push_str(&text.replace('\n', " "));
        }
    }

    /// Blanks between two blocks mean nothing.
    fn between(&self, raw: &str) -> bool {
        (self.owed > 0 || !self.begun)
            && raw.bytes().all(|byte| byte.is_ascii_whitespace())
            && raw.contains('\n')
    }

    /// Writes what is owed.
    fn settle(&mut self) {
        let owed = std::mem::take(&mut self.owed);
        let breaks = std::mem::take(&mut self.breaks);
        let count = if self.begun { owed + breaks } else { breaks };
        self.out.extend(std::iter::repeat_n('\n', count));
        self.begun = true;
    }

    /// A block ends or begins: so many line breaks at least. A line break right before shows nothing.
    fn block(&mut self, lines: usize) {
        if self.begun {
            self.owed = self.owed.max(lines);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match (tag.name, tag.ends) {
            ("br", _) => self.breaks += 1,
            ("p", false) => {
                // Each paragraph counts, an empty one too.
                self.block(2);
                self.settle();
            }
            ("p", true) => {
                self.breaks = 0;
                self.block(2);
            }
            ("div", false) => {
                self.block(1);
                self.settle();
            }
            ("tr" | "table" | "thead" | "tbody", false) => self.block(1),
            ("div" | "tr", true) => {
                self.breaks = self.breaks.saturating_sub(1);
                self.block(1);
                self.cell = false;
            }
            ("h1" | "h2" | "h3" | "blockquote", false) => self.block(2),
            ("h1" | "h2" | "h3" | "blockquote" | "table", true) => {
                self.breaks = 0;
                self.block(2);
            }
            ("pre", ends) => {
                self.block(2);
                self.pre = !ends;
            }
            ("ul" | "ol", false) => {
                self.block(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push((tag.name == "ol").then_some(1));
            }
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.block(if self.lists.is_empty() { 2 } else { 1 });
            }
            ("li", false) => self.item(),
            ("li", true) => {
                self.breaks = 0;
                self.block(1);
            }
            ("td" | "th", false) => self.next_cell(),
            ("a", false) => {
                if let Some(href) = tag.href() {
                    self.links.push((self.out.len(), href));
                }
            }
            ("a", true) => {
                if let Some((from, href)) = self.links.pop()
                    && !self.out.get(from..).unwrap_or_default().contains(href.as_str())
                {
                    self.settle();
                    self.out.push_str(&format!(" ({href})"));
                }
            }
            _ => {}
        }
    }

    /// Cells of a row stand beside each other.
    fn next_cell(&mut self) {
        if std::mem::replace(&mut self.cell, true) {
            self.settle();
            self.out.push_str(" | ");
        }
    }

    fn item(&mut self) {
        self.block(1);
        self.settle();
        let indent = self.lists.len().saturating_sub(1) * 2;
        self.out.extend(std::iter::repeat_n(' ', indent));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.out.push_str("- "),
        }
    }
}

/// Character references as the signs they stand for; those that clean markup has.
fn decoded(text: &str) -> String {
    text.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
