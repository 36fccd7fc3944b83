//! Draws the sheets of a document into a PDF file.

use krilla::{
    Document as File, SerializeSettings, configure::Configuration, page::PageSettings, tagging::ArtifactType,
};

use super::{
    Align, Document,
    set::{INK, Item, Setting, THIN},
    tags::{Place, Tags},
};
use crate::export::pdf::{
    PdfError,
    draw::{FAINT_INK, FOOT_GAP, metadata, outline},
    layout::Slot,
    pen::Pen,
    wrap::Wrapped,
};

/// Draws all that is set, into a file that keeps this standard.
pub(super) fn file(
    document: &Document,
    setting: &Setting<'_>,
    configuration: Configuration,
) -> Result<Vec<u8>, PdfError> {
    let size = PageSettings::from_wh(setting.size.0, setting.size.1).ok_or(PdfError::Page)?;
    let mut tags = Tags::new(&document.title, &setting.shapes);
    let mut file = File::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    for (index, sheet) in setting.sheets.iter().enumerate() {
        let mut page = file.start_page_with(size.clone());
        let mut pen = Pen::new(page.surface());
        pen.artifact(ArtifactType::Layout, |pen| sheet.iter().for_each(|item| line(pen, item)));
        pen.ink(INK);
        for item in sheet {
            text(&mut pen, item, &mut tags);
        }
        let number = format!("Halaman {} dari {}", index + 1, setting.sheets.len());
        foot(&mut pen, setting, &document.footer, &number);
    }
    file.set_tag_tree(tags.tree());
    file.set_outline(outline(&document.title));
    file.set_metadata(metadata(&document.title));
    Ok(file.finish()?)
}

fn line(pen: &mut Pen<'_>, item: &Item<'_>) {
    match item {
        Item::Line { from, to, look } => pen.line(*from, *to, *look),
        Item::Box { corner, side } => pen.frame(*corner, *side, THIN),
        Item::Text { .. } => {}
    }
}

fn text(pen: &mut Pen<'_>, item: &Item<'_>, tags: &mut Tags) {
    let Item::Text { text, lines, style, slot, top, place } = item else { return };
    if *place == Place::Aside {
        pen.artifact(ArtifactType::PaginationOther, |pen| pen.text(text, *style, *slot, *top, lines.clone()));
    } else if let Some(id) = pen.tagged(text, *style, *slot, *top, lines.clone()) {
        tags.drawn(*place, id);
    }
}

fn foot(pen: &mut Pen<'_>, setting: &Setting<'_>, said: &str, number: &str) {
    let (style, slot, top) = setting.foot;
    let whole = Slot { align: Align::Right, ..slot };
    let number = Wrapped::new(number, style, whole.width);
    let taken = number.line(0).map_or(0.0, |(_, width)| width);
    let rest = Slot { width: slot.width - taken - FOOT_GAP, ..slot };
    let said = Wrapped::new(said, style, rest.width);
    pen.ink(FAINT_INK);
    pen.artifact(ArtifactType::Footer, |pen| {
        pen.text(&said, style, rest, top, 0..1);
        pen.text(&number, style, whole, top, 0..1);
    });
}
