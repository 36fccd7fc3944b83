//! What an .xlsx says of its sheets, and the same said anew of the few that are read.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{MAX_SHEETS, SheetRefused, strip::attribute, unpack::Package};

const ROOT: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="a" Target="xl/workbook.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>"#,
    "</Relationships>"
);

/// A worksheet that a person sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// The part that holds it, in small letters.
    pub part: String,
}

/// A workbook's worksheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// The first of those that are not hidden, in their order.
    pub tabs: Vec<Tab>,
    /// Whether its days are counted from 1904.
    is_1904: bool,
}

impl Workbook {
    /// Reads what the workbook says of its sheets.
    pub fn read(package: &mut Package<'_>, budget: usize) -> Result<Self, SheetRefused> {
        let kind =
            if package.has("xl/workbook.bin") { SheetRefused::Binary } else { SheetRefused::UnknownType };
        let book = package.small("xl/workbook.xml", budget)?.ok_or(kind)?;
        let links = package.small("xl/_rels/workbook.xml.rels", budget)?.ok_or(SheetRefused::Broken)?;
        let links = worksheets(&links)?;
        let mut read = Self { tabs: Vec::new(), is_1904: false };
        let mut fault = false;
        each_start(&book, |tag| {
            match tag.local_name().as_ref() {
                "sheet" => {
                    let state = attribute(tag, "state")?.unwrap_or_default();
                    let link = attribute(tag, "id")?.unwrap_or_default();
                    let found = links.get(&link).filter(|_| read.tabs.len() < MAX_SHEETS);
                    if let Some(part) = found.filter(|_| matches!(state.as_str(), "" | "visible")) {
                        fault |= !package.has(part);
                        let name = attribute(tag, "name")?.unwrap_or_default();
                        read.tabs.push(Tab { name, part: part.clone() });
                    }
                }
                "workbookPr" => {
                    if let Some(text) = attribute(tag, "date1904")? {
                        read.is_1904 = matches!(text.as_str(), "1" | "true");
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        if fault { Err(SheetRefused::Broken) } else { Ok(read) }
    }

    /// The parts that say of so many sheets where they are: sheet `0` is `xl/worksheets/0.xml`, and so on.
    pub fn anew(&self, count: usize) -> [(&'static str, String); 3] {
        let (mut sheets, mut links) = (String::new(), String::new());
        for at in 0..count {
            sheets += &format!(r#"<sheet name="{at}" sheetId="{id}" r:id="s{at}"/>"#, id = at + 1);
            links += &format!(
                r#"<Relationship Id="s{at}" Type="http://x/worksheet" Target="worksheets/{at}.xml"/>"#
            );
        }
        let days = u8::from(self.is_1904);
        [
            ("_rels/.rels", ROOT.to_owned()),
            (
                "xl/workbook.xml",
                format!(r#"<workbook><workbookPr date1904="{days}"/><sheets>{sheets}</sheets></workbook>"#),
            ),
            ("xl/_rels/workbook.xml.rels", format!("<Relationships>{links}</Relationships>")),
        ]
    }
}

/// The worksheets among the links: each link's name, and the part it leads to.
fn worksheets(links: &[u8]) -> Result<HashMap<String, String>, SheetRefused> {
    let mut found = HashMap::new();
    each_start(links, |tag| {
        if tag.local_name().as_ref() != "Relationship" {
            return Ok(());
        }
        let kind = attribute(tag, "Type")?.unwrap_or_default();
        if let (true, Some(id), Some(target)) =
            (kind.ends_with("/worksheet"), attribute(tag, "Id")?, attribute(tag, "Target")?)
        {
            let target = target.replace('\\', "/").to_lowercase();
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            found.insert(id, part);
        }
        Ok(())
    })?;
    Ok(found)
}

fn each_start(
    part: &[u8],
    mut look: impl FnMut(&BytesStart<'_>) -> Result<(), SheetRefused>,
) -> Result<(), SheetRefused> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| SheetRefused::Broken)? {
            Event::Start(tag) => look(&tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
