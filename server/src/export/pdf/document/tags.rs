//! What screen readers are told of a document: paragraphs, its heading, and tables of rows and cells.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagTree};

/// Something to read, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Heading,
    Paragraph,
    Table { columns: usize, rows: usize },
}

/// Where a text belongs; the numbers are those of shapes, rows and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It was read already, or is no part of what there is to read.
    Aside,
    Block(usize),
    Head {
        table: usize,
        column: usize,
    },
    Cell {
        table: usize,
        row: usize,
        column: usize,
    },
}

/// What was drawn of each shape: of a table, of its heads and then of each row's cells.
pub(super) struct Tags {
    shapes: Vec<(Shape, Vec<Vec<Node>>)>,
    title: String,
}

impl Tags {
    pub(super) fn new(title: &str, shapes: &[Shape]) -> Self {
        let places = |shape: &Shape| match shape {
            Shape::Heading | Shape::Paragraph => 1,
            Shape::Table { columns, rows } => columns * (rows + 1),
        };
        let empty = |shape: &Shape| (*shape, (0..places(shape)).map(|_| Vec::new()).collect());
        Self { shapes: shapes.iter().map(empty).collect(), title: title.to_owned() }
    }

    /// A text was drawn.
    pub(super) fn drawn(&mut self, place: Place, id: Identifier) {
        let (shape, at) = match place {
            Place::Aside => return,
            Place::Block(shape) => (shape, (0, 0)),
            Place::Head { table, column } => (table, (0, column)),
            Place::Cell { table, row, column } => (table, (row + 1, column)),
        };
        let Some((shape, nodes)) = self.shapes.get_mut(shape) else { return };
        let columns = if let Shape::Table { columns, .. } = shape { *columns } else { 1 };
        if let Some(nodes) = nodes.get_mut(at.0 * columns + at.1) {
            nodes.push(id.into());
        }
    }

    /// The whole, when all is drawn.
    pub(super) fn tree(self) -> TagTree {
        let title = self.title;
        let group = |(shape, mut nodes): (Shape, Vec<Vec<Node>>)| match shape {
            Shape::Heading => {
                TagGroup::with_children(Tag::Hn(NonZeroU16::MIN, Some(title.clone())), all(nodes))
            }
            Shape::Paragraph => TagGroup::with_children(Tag::P, all(nodes)),
            Shape::Table { columns, .. } => {
                let body = nodes.split_off(columns.min(nodes.len()));
                let head = |nodes| TagGroup::with_children(Tag::TH(TableHeaderScope::Column), nodes).into();
                let heads = TagGroup::with_children(Tag::TR, nodes.into_iter().map(head).collect());
                let mut table = TagGroup::new(Tag::Table);
                table.push(TagGroup::with_children(Tag::THead, vec![heads.into()]));
                let mut rows: Vec<Node> = Vec::new();
                let mut cells = body.into_iter().peekable();
                while cells.peek().is_some() {
                    let row = cells.by_ref().take(columns);
                    let row = row.map(|nodes| TagGroup::with_children(Tag::TD, nodes).into()).collect();
                    rows.push(TagGroup::with_children(Tag::TR, row).into());
                }
                if !rows.is_empty() {
                    table.push(TagGroup::with_children(Tag::TBody, rows));
                }
                table
            }
        };
        TagTree::from(self.shapes.into_iter().map(|shape| group(shape).into()).collect::<Vec<Node>>())
    }
}

fn all(nodes: Vec<Vec<Node>>) -> Vec<Node> {
    nodes.into_iter().flatten().collect()
}
