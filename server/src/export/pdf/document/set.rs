//! Puts the parts of a document onto sheets.

use std::ops::Range;

use super::{
    Align, Document, Part, signatures, table,
    tags::{Place, Shape},
};
use crate::export::pdf::{
    font::Faces,
    layout::Slot,
    pen::{Grey, Look},
    wrap::{Style, Wrapped},
};

/// The sides of A4, in points.
const A4: (f32, f32) = (595.28, 841.89);
const TOP: f32 = 42.0;
/// Where the text ends at the latest, from the lower edge; below is the foot.
const BOTTOM: f32 = 54.0;
/// Where the foot begins, from the lower edge.
const FOOT: f32 = 38.0;
/// Above each part.
const GAP: f32 = 10.0;
/// What a label of a fact takes.
const LABEL: f32 = 64.0;
pub(super) const INK: Grey = Grey(0x11);
/// Around cells.
pub(super) const THIN: Look = Look { weight: 0.6, grey: Grey(0x33), dotted: false };

/// All that is drawn, and where.
pub(super) struct Setting<'a> {
    pub size: (f32, f32),
    pub sheets: Vec<Vec<Item<'a>>>,
    /// What there is to read, for [`super::tags`].
    pub shapes: Vec<Shape>,
    pub foot: (Style<'a>, Slot, f32),
}

/// Something on a sheet.
pub(super) enum Item<'a> {
    Text { text: Wrapped, lines: Range<usize>, style: Style<'a>, slot: Slot, top: f32, place: Place },
    Line { from: (f32, f32), to: (f32, f32), look: Look },
    Box { corner: (f32, f32), side: f32 },
}

/// The sheet that is being filled, and those that are full.
pub(super) struct Setter<'a> {
    pub faces: &'a Faces,
    pub left: f32,
    pub width: f32,
    size: (f32, f32),
    full: Vec<Vec<Item<'a>>>,
    sheet: Vec<Item<'a>>,
    /// Where the sheet is free.
    pub top: f32,
    shapes: Vec<Shape>,
    /// How high what must stand on the same sheet as the end of this part is: whoever signs sees what they sign.
    pub tail: f32,
}

/// Parts all texts into lines and says where they stand.
pub(super) fn set<'a>(document: &Document, faces: &'a Faces) -> Setting<'a> {
    let (size, left) = if document.wide { ((A4.1, A4.0), 42.0) } else { (A4, 50.0) };
    let width = size.0 - 2.0 * left;
    let (full, sheet, shapes) = (Vec::new(), Vec::new(), Vec::new());
    let mut setter = Setter { faces, left, width, size, full, sheet, top: TOP, shapes, tail: 0.0 };
    for (at, part) in document.parts.iter().enumerate() {
        setter.tail = match document.parts.get(at + 1) {
            Some(Part::Signatures(next)) => signatures::height(&setter, next),
            _ => 0.0,
        };
        match part {
            Part::Letterhead(lines) => setter.letterhead(lines),
            Part::Heading(lines) => setter.heading(lines),
            Part::Facts(facts) => setter.facts(facts),
            Part::Paragraph(text) => setter.paragraph(text),
            Part::Table(table) => table::set(&mut setter, table),
            Part::Signatures(signatures) => signatures::set(&mut setter, signatures),
        }
    }
    let foot = Style { face: &faces.regular, size: 7.5, leading: 10.0 };
    let slot = Slot { left, width, align: Align::Left };
    setter.full.push(setter.sheet);
    Setting { size, sheets: setter.full, shapes: setter.shapes, foot: (foot, slot, size.1 - FOOT) }
}

impl<'a> Setter<'a> {
    /// Letters, and how far apart their lines are.
    pub(super) fn style(&self, bold: bool, size: f32, leading: f32) -> Style<'a> {
        let face = if bold { &self.faces.bold } else { &self.faces.regular };
        Style { face, size, leading }
    }

    /// From margin to margin.
    pub(super) fn whole(&self, align: Align) -> Slot {
        Slot { left: self.left, width: self.width, align }
    }

    /// What is free of the sheet.
    pub(super) fn room(&self) -> f32 {
        self.size.1 - BOTTOM - self.top
    }

    /// What a whole sheet holds.
    pub(super) fn most(&self) -> f32 {
        self.size.1 - BOTTOM - TOP
    }

    /// The next sheet.
    pub(super) fn turn(&mut self) {
        self.full.push(std::mem::take(&mut self.sheet));
        self.top = TOP;
    }

    /// The next sheet, unless so much is free of this one.
    pub(super) fn need(&mut self, height: f32) {
        if self.room() < height && self.top > TOP {
            self.turn();
        }
    }

    /// Some space, though none at the beginning of a sheet.
    pub(super) fn skip(&mut self, height: f32) {
        if self.top > TOP {
            self.top += height;
        }
    }

    pub(super) fn add(&mut self, item: Item<'a>) {
        self.sheet.push(item);
    }

    /// Something more to read.
    pub(super) fn shape(&mut self, shape: Shape) -> usize {
        self.shapes.push(shape);
        self.shapes.len() - 1
    }

    /// Lines one below the other, on as many sheets as they take.
    pub(super) fn lines(&mut self, text: &str, style: Style<'a>, slot: Slot, place: Place) {
        let text = Wrapped::new(text, style, slot.width);
        for line in 0..text.len() {
            self.need(style.leading);
            let (text, top) = (text.clone(), self.top);
            self.add(Item::Text { text, lines: line..line + 1, style, slot, top, place });
            self.top += style.leading;
        }
    }

    fn letterhead(&mut self, lines: &[String]) {
        let styles =
            [self.style(true, 14.0, 19.0), self.style(true, 11.5, 16.0), self.style(false, 10.5, 14.5)];
        for (at, line) in lines.iter().enumerate() {
            let place = Place::Block(self.shape(Shape::Paragraph));
            if let Some(style) = styles.get(at).or(styles.last()) {
                self.lines(line, *style, self.whole(Align::Center), place);
            }
        }
        self.top += 6.0;
        for (weight, below) in [(2.0, 2.6), (0.7, 0.0)] {
            let look = Look { weight, grey: INK, dotted: false };
            let (from, to) = ((self.left, self.top), (self.left + self.width, self.top));
            self.add(Item::Line { from, to, look });
            self.top += below;
        }
        self.top += 4.0;
    }

    fn heading(&mut self, lines: &[String]) {
        self.skip(GAP);
        let (first, others) = (self.style(true, 12.5, 17.0), self.style(true, 10.5, 15.0));
        for (at, line) in lines.iter().enumerate() {
            let shape = if at == 0 { Shape::Heading } else { Shape::Paragraph };
            let place = Place::Block(self.shape(shape));
            self.lines(line, if at == 0 { first } else { others }, self.whole(Align::Center), place);
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        self.skip(GAP);
        let style = self.style(false, 10.0, 14.0);
        for (label, fact) in facts {
            self.need(style.leading);
            let place = Place::Block(self.shape(Shape::Paragraph));
            let top = self.top;
            let slot = Slot { left: self.left, width: LABEL, align: Align::Left };
            let text = Wrapped::new(label, style, slot.width);
            self.add(Item::Text { text, lines: 0..1, style, slot, top, place });
            let colon = Slot { left: self.left + LABEL, width: 8.0, align: Align::Left };
            let text = Wrapped::new(":", style, colon.width);
            self.add(Item::Text { text, lines: 0..1, style, slot: colon, top, place });
            let taken = LABEL + colon.width;
            let slot = Slot { left: self.left + taken, width: self.width - taken, align: Align::Left };
            self.lines(fact, style, slot, place);
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.skip(GAP);
        let style = self.style(false, 11.0, 17.0);
        let height = Wrapped::new(text, style, self.width).len() as f32 * style.leading;
        if self.tail > 0.0 && height + self.tail <= self.most() {
            self.need(height + self.tail);
        }
        let place = Place::Block(self.shape(Shape::Paragraph));
        self.lines(text, style, self.whole(Align::Left), place);
    }
}
