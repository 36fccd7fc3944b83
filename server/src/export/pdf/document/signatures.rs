//! Places to sign, beside each other in two or three columns: all on one sheet if one holds them, below what they sign as.

use super::{
    Align, Signatures,
    set::{INK, Item, Setter},
    tags::{Place, Shape},
};
use crate::export::pdf::{
    layout::Slot,
    pen::Look,
    wrap::{Style, Wrapped},
};

/// Above all of it.
const GAP: f32 = 18.0;
/// Where a hand writes.
const ROOM: f32 = 46.0;
/// Between two columns.
const BETWEEN: f32 = 24.0;
/// Below a row.
const BELOW: f32 = 8.0;
/// What somebody is takes so many lines at most, and their name more than it needs.
const LINES: (usize, usize) = (5, 2);
const DOTS: Look = Look { weight: 0.9, grey: INK, dotted: true };

/// Who signs, with name and office parted into lines.
struct Signer {
    name: Wrapped,
    office: Wrapped,
}

/// All of it, parted into lines.
struct Block<'a> {
    people: Vec<Signer>,
    columns: usize,
    width: f32,
    letters: [Style<'a>; 2],
    plain: Style<'a>,
    above: f32,
}

impl<'a> Block<'a> {
    fn new(setter: &Setter<'a>, signatures: &Signatures) -> Self {
        let columns = match signatures.people.len() {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let letters = [setter.style(true, 9.5, 12.5), setter.style(false, 8.5, 11.0)];
        // One alone signs at the right.
        let width = fit(setter.width, columns.max(2));
        let people = signatures.people.iter().map(|person| signer(person, letters, width)).collect();
        let plain = setter.style(false, 10.0, 14.0);
        let lines = 1 + usize::from(signatures.day.is_some());
        Self { people, columns, width, letters, plain, above: GAP + lines as f32 * plain.leading }
    }

    fn rows(&self) -> impl Iterator<Item = &[Signer]> {
        self.people.chunks(self.columns)
    }

    fn height(&self, row: &[Signer]) -> f32 {
        let tallest = row.iter().map(|signer| signer.height(self.letters)).fold(0.0, f32::max);
        ROOM + tallest + BELOW
    }

    fn whole(&self) -> f32 {
        self.above + self.rows().map(|row| self.height(row)).sum::<f32>()
    }
}

/// How wide each of so many columns is.
fn fit(all: f32, columns: usize) -> f32 {
    (all - BETWEEN * (columns - 1) as f32) / columns as f32
}

/// How high all of it is; nothing where nobody signs.
pub(super) fn height(setter: &Setter<'_>, signatures: &Signatures) -> f32 {
    if signatures.people.is_empty() { 0.0 } else { Block::new(setter, signatures).whole() }
}

pub(super) fn set(setter: &mut Setter<'_>, signatures: &Signatures) {
    if signatures.people.is_empty() {
        return;
    }
    let block = Block::new(setter, signatures);
    // On one sheet, if one holds it; else as many rows as fit.
    let (whole, first) = (block.whole(), block.rows().next().map_or(0.0, |row| block.height(row)));
    setter.need(if whole <= setter.most() { whole } else { block.above + first });
    setter.skip(GAP);
    let half = fit(setter.width, 2);
    let right = Slot { left: setter.left + setter.width - half, width: half, align: Align::Center };
    if let Some(day) = &signatures.day {
        let place = Place::Block(setter.shape(Shape::Paragraph));
        setter.lines(day, block.plain, right, place);
    }
    let place = Place::Block(setter.shape(Shape::Paragraph));
    let heading = if block.columns == 1 { right } else { setter.whole(Align::Center) };
    setter.lines(&signatures.heading, block.plain, heading, place);
    for row in block.rows() {
        let height = block.height(row);
        setter.need(height);
        // Those of the last row stand in the middle, as all others do together.
        let taken = row.len() as f32 * (block.width + BETWEEN) - BETWEEN;
        let middle = setter.left + (setter.width - taken) / 2.0;
        let begin = if block.columns == 1 { right.left } else { middle };
        for (at, signer) in row.iter().enumerate() {
            let left = begin + at as f32 * (block.width + BETWEEN);
            signer.put(setter, block.letters, Slot { left, width: block.width, align: Align::Center });
        }
        setter.top += height;
    }
}

fn signer((name, office): &(String, String), [bold, plain]: [Style<'_>; 2], width: f32) -> Signer {
    let mut signer =
        Signer { name: Wrapped::new(name, bold, width), office: Wrapped::new(office, plain, width) };
    signer.name.truncate(LINES.0);
    signer.office.truncate(LINES.1);
    signer
}

impl Signer {
    fn height(&self, [bold, plain]: [Style<'_>; 2]) -> f32 {
        let office = if self.office.is_empty() { 0.0 } else { self.office.len() as f32 * plain.leading };
        self.name.len() as f32 * bold.leading + office
    }

    /// A dotted line with the name below.
    fn put<'a>(&self, setter: &mut Setter<'a>, [bold, plain]: [Style<'a>; 2], slot: Slot) {
        let y = setter.top + ROOM - 3.0;
        setter.add(Item::Line { from: (slot.left, y), to: (slot.left + slot.width, y), look: DOTS });
        let place = Place::Block(setter.shape(Shape::Paragraph));
        let mut top = setter.top + ROOM;
        for (text, style) in [(&self.name, bold), (&self.office, plain)] {
            setter.add(Item::Text { text: text.clone(), lines: 0..text.len(), style, slot, top, place });
            top += text.len() as f32 * style.leading;
        }
    }
}
