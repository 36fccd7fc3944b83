//! Writes the sheets into a PDF file.

use krilla::{
    Document, SerializeSettings,
    configure::Configuration,
    destination::XyzDestination,
    geom::Point,
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    tagging::ArtifactType,
};

use super::{
    Align, List, PdfError,
    flow::{Piece, Placed, Sheet},
    layout::{PAD, PAGE, Plan, SIDE, Slot, WIDTH, height},
    pen::{Grey, Pen},
    tags::Tags,
    wrap::Wrapped,
};

const INK: Grey = Grey(0x11);
pub(super) const FAINT_INK: Grey = Grey(0x55);
const RULE: Grey = Grey(0xb4);
const STRONG_RULE: Grey = Grey(0x55);
const SHADE: Grey = Grey(0xec);
/// Where the foot begins.
const FOOT: f32 = PAGE.1 - 36.0;
/// At least so much is free between its text and the page's number.
pub(super) const FOOT_GAP: f32 = 20.0;

/// Draws all that is planned, into a file that keeps this standard.
pub(super) fn file(
    list: &List<'_>,
    plan: &Plan<'_>,
    configuration: Configuration,
) -> Result<Vec<u8>, PdfError> {
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PdfError::Page)?;
    let mut tags = Tags::new(list.title, plan.blocks.len(), 1 + list.notes.len(), plan.rows.len());
    let enable_tagging = tags.wanted();
    let settings = SerializeSettings { enable_tagging, configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    for (index, sheet) in plan.sheets.iter().enumerate() {
        let mut page = document.start_page_with(size.clone());
        let mut drawing = Drawing { pen: Pen::new(page.surface()), plan, tags: &mut tags };
        drawing.sheet(sheet);
        drawing.foot(list.footer, &format!("Halaman {} dari {}", index + 1, plan.sheets.len()));
    }
    document.set_tag_tree(tags.tree());
    document.set_outline(outline(list.title));
    document.set_metadata(metadata(list.title));
    Ok(document.finish()?)
}

pub(super) fn metadata(title: &str) -> Metadata {
    Metadata::new().title(title.to_owned()).language("id".to_owned()).creator("SIJAPTI".to_owned())
}

/// A single bookmark, since accessible files are to have some.
pub(super) fn outline(title: &str) -> Outline {
    let mut outline = Outline::new();
    let start = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.to_owned(), start));
    outline
}

/// Draws one sheet.
struct Drawing<'p, 's> {
    pen: Pen<'s>,
    plan: &'p Plan<'p>,
    tags: &'p mut Tags,
}

impl Drawing<'_, '_> {
    fn sheet(&mut self, sheet: &Sheet) {
        let plan = self.plan;
        self.pen.artifact(ArtifactType::Layout, |pen| rules(pen, plan, sheet));
        self.pen.ink(INK);
        for placed in &sheet.texts {
            self.placed(placed);
        }
        if let Some(top) = sheet.head {
            self.head(top + PAD.1);
        }
        for piece in &sheet.pieces {
            self.piece(piece);
        }
    }

    fn placed(&mut self, placed: &Placed) {
        let Some(block) = self.plan.blocks.get(placed.block) else { return };
        let lines = placed.line..placed.line + 1;
        if let Some(id) = self.pen.tagged(&block.text, block.style, block.slot, placed.top, lines) {
            self.tags.block(placed.block, id);
        }
    }

    /// Readers are told the head once; on the other pages it is there for the eye.
    fn head(&mut self, top: f32) {
        let style = self.plan.styles.head;
        let cells = self.plan.slots.iter().zip(&self.plan.head.cells);
        if self.tags.has_head() {
            self.pen.artifact(ArtifactType::PaginationOther, |pen| {
                cells.for_each(|(slot, cell)| pen.text(cell, style, *slot, top, 0..cell.len()));
            });
            return;
        }
        for (slot, cell) in cells {
            let id = self.pen.tagged(cell, style, *slot, top, 0..cell.len());
            self.tags.head(id);
        }
    }

    fn piece(&mut self, piece: &Piece) {
        let Some(row) = self.plan.rows.get(piece.row) else { return };
        if piece.lines.start == 0 {
            self.tags.row(row.cells.len());
        }
        let style = self.plan.styles.body;
        let top = piece.top + PAD.1;
        for (column, (slot, cell)) in self.plan.slots.iter().zip(&row.cells).enumerate() {
            if let Some(id) = self.pen.tagged(cell, style, *slot, top, piece.lines.clone()) {
                self.tags.cell(column, id);
            }
        }
    }

    fn foot(&mut self, text: &str, number: &str) {
        let style = self.plan.styles.foot;
        let whole = Slot { left: SIDE, width: WIDTH, align: Align::Right };
        let number = Wrapped::new(number, style, whole.width);
        let taken = number.line(0).map_or(0.0, |(_, width)| width);
        let rest = Slot { width: whole.width - taken - FOOT_GAP, align: Align::Left, ..whole };
        let text = Wrapped::new(text, style, rest.width);
        self.pen.ink(FAINT_INK);
        self.pen.artifact(ArtifactType::Footer, |pen| {
            pen.text(&text, style, rest, FOOT, 0..1);
            pen.text(&number, style, whole, FOOT, 0..1);
        });
    }
}

/// Draws the shade behind the head, and a rule below every row.
fn rules(pen: &mut Pen<'_>, plan: &Plan<'_>, sheet: &Sheet) {
    if let Some(top) = sheet.head {
        let height = height(plan.styles.head, plan.head.lines);
        pen.shade(top, height, SHADE);
        pen.rule(top, STRONG_RULE);
        pen.rule(top + height, STRONG_RULE);
    }
    for piece in &sheet.pieces {
        pen.rule(piece.top + piece.height, RULE);
    }
}
