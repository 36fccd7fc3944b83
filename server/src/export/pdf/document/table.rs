//! Tables: cells with lines around them, rows that are never parted.

use super::{
    Align, Cell, Column, Table,
    set::{Item, Setter, THIN},
    tags::{Place, Shape},
};
use crate::export::pdf::{
    layout::{Slot, widest_word},
    widths::{Wish, widths},
    wrap::{Style, Wrapped},
};

/// Beside and above what stands in a cell.
const PAD: (f32, f32) = (4.0, 4.0);
/// Above the table.
const GAP: f32 = 10.0;
/// A column's words keep so much of the width at most.
const MOST_KEPT: f32 = 0.3;
/// The side of a box to tick.
const BOX: f32 = 10.0;

/// A row whose texts are parted into lines.
struct Row {
    cells: Vec<Wrapped>,
    ticks: Vec<bool>,
    height: f32,
    /// Its texts stand in the middle, whatever stands below.
    is_head: bool,
}

struct Look<'a> {
    head: Style<'a>,
    body: Style<'a>,
    /// The columns' left edges, and the last one's right one.
    edges: Vec<f32>,
    aligns: Vec<Align>,
}

pub(super) fn set(setter: &mut Setter<'_>, table: &Table) {
    let (head_size, size) = if table.small { (8.0, 8.5) } else { (9.0, 9.5) };
    let head = setter.style(true, head_size, head_size * 1.25);
    let body = setter.style(false, size, size * 1.28);
    let mut edges = vec![setter.left];
    for width in widths(&wishes(table, head, body, setter.width), setter.width) {
        edges.push(edges.last().copied().unwrap_or_default() + width);
    }
    let aligns = table.columns.iter().map(|column| column.align).collect();
    let look = Look { head, body, edges, aligns };
    let heads: Vec<Cell> = table.columns.iter().map(|column| Cell::Text(column.head.clone())).collect();
    let most = setter.most();
    let head = Row { is_head: true, ..look.row(&heads, look.head, 0.0, most / 3.0) };
    let rows =
        table.rows.iter().map(|cells| look.row(cells, look.body, table.row_height, most - head.height));
    let rows: Vec<Row> = rows.collect();
    let shape = setter.shape(Shape::Table { columns: table.columns.len(), rows: rows.len() });

    setter.skip(GAP);
    let alone = if rows.len() == 1 { setter.tail } else { 0.0 };
    let first = head.height + rows.first().map_or(0.0, |row| row.height);
    setter.need(if first + alone <= most { first + alone } else { first });
    look.put(setter, &head, look.head, |column| Place::Head { table: shape, column });
    for (row, cells) in rows.iter().enumerate() {
        let is_last = row + 1 == rows.len();
        let with_tail = cells.height + if is_last { setter.tail } else { 0.0 };
        let needed = if head.height + with_tail <= most { with_tail } else { cells.height };
        if setter.room() < needed {
            setter.turn();
            // Readers are told the head once; here it is for the eye.
            look.put(setter, &head, look.head, |_| Place::Aside);
        }
        look.put(setter, cells, look.body, |column| Place::Cell { table: shape, row, column });
    }
}

fn wishes(table: &Table, head: Style<'_>, body: Style<'_>, room: f32) -> Vec<Wish> {
    let wish = |(at, column): (usize, &Column)| {
        let cells = table.rows.iter().filter_map(|row| match row.get(at) {
            Some(Cell::Text(text)) => Some(widest_word(text, body)),
            _ => None,
        });
        let widest = cells.fold(widest_word(&column.head, head), f32::max) + 2.0 * PAD.0;
        Wish { share: column.share, least: widest.min(MOST_KEPT * room).max(column.least) }
    };
    table.columns.iter().enumerate().map(wish).collect()
}

impl<'a> Look<'a> {
    fn slots(&self) -> impl Iterator<Item = Slot> {
        let edges = self.edges.iter().zip(self.edges.iter().skip(1)).zip(&self.aligns);
        edges.map(|((left, right), align)| Slot {
            left: left + PAD.0,
            width: right - left - 2.0 * PAD.0,
            align: *align,
        })
    }

    /// What is higher than a sheet loses lines.
    fn row(&self, cells: &[Cell], style: Style<'_>, least: f32, most: f32) -> Row {
        let wrap = |(at, slot): (usize, Slot)| match cells.get(at) {
            Some(Cell::Text(text)) => Wrapped::new(text, style, slot.width),
            _ => Wrapped::new("", style, slot.width),
        };
        let mut wrapped: Vec<_> = self.slots().enumerate().map(wrap).collect();
        let lines = ((most - 2.0 * PAD.1) / style.leading) as usize;
        wrapped.iter_mut().for_each(|cell| cell.truncate(lines.max(1)));
        let lines = wrapped.iter().map(Wrapped::len).max().unwrap_or(1);
        let ticks = cells.iter().map(|cell| *cell == Cell::Tick).collect();
        let height = (lines as f32 * style.leading + 2.0 * PAD.1).max(least);
        Row { cells: wrapped, ticks, height, is_head: false }
    }

    /// Draws a row where the sheet is free.
    fn put(&self, setter: &mut Setter<'a>, row: &Row, style: Style<'a>, place: impl Fn(usize) -> Place) {
        let (top, bottom) = (setter.top, setter.top + row.height);
        for (column, (slot, text)) in self.slots().zip(&row.cells).enumerate() {
            let slot = if row.is_head { Slot { align: Align::Center, ..slot } } else { slot };
            if row.ticks.get(column) == Some(&true) {
                let corner = (slot.left + (slot.width - BOX) / 2.0, top + (row.height - BOX) / 2.0);
                setter.add(Item::Box { corner, side: BOX });
            }
            let height = text.len() as f32 * style.leading;
            let top = top + (row.height - height) / 2.0;
            let (text, lines) = (text.clone(), 0..text.len());
            setter.add(Item::Text { text, lines, style, slot, top, place: place(column) });
        }
        let (left, right) = (setter.left, setter.left + setter.width);
        for y in [top, bottom] {
            setter.add(Item::Line { from: (left, y), to: (right, y), look: THIN });
        }
        for x in &self.edges {
            setter.add(Item::Line { from: (*x, top), to: (*x, bottom), look: THIN });
        }
        setter.top = bottom;
    }
}
