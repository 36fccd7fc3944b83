//! What screen readers are told: a heading, paragraphs, and a table of rows and cells.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagTree};

/// A list with more rows has no tags: they would make its file seven times as large, and nobody has hundreds of pages
/// read out.
const MOST_ROWS: usize = 2_000;

/// The tags of a list, collected while it is drawn from top to bottom.
pub(super) struct Tags {
    /// The title, then what else stands outside the table, with the table after so many of them.
    blocks: Vec<TagGroup>,
    before_table: usize,
    wanted: bool,
    head: Vec<TagGroup>,
    rows: Vec<TagGroup>,
    /// What was drawn of the cells of the row at hand.
    cells: Vec<Vec<Node>>,
}

impl Tags {
    /// Nothing is drawn yet. Of the blocks, the first is the title, and some come after the table.
    pub(super) fn new(title: &str, blocks: usize, before_table: usize, rows: usize) -> Self {
        let wanted = rows <= MOST_ROWS;
        let heading = Tag::Hn(NonZeroU16::MIN, Some(title.to_owned()));
        let mut groups = vec![TagGroup::new(heading)];
        groups.resize_with(blocks.max(1), || TagGroup::new(Tag::P));
        Self { blocks: groups, before_table, wanted, head: Vec::new(), rows: Vec::new(), cells: Vec::new() }
    }

    /// Whether the file is to have tags.
    pub(super) fn wanted(&self) -> bool {
        self.wanted
    }

    /// A line of a block was drawn.
    pub(super) fn block(&mut self, block: usize, line: Identifier) {
        if let Some(group) = self.blocks.get_mut(block) {
            group.push(line);
        }
    }

    pub(super) fn has_head(&self) -> bool {
        !self.head.is_empty()
    }

    /// The head of the next column was drawn.
    pub(super) fn head(&mut self, text: Option<Identifier>) {
        let cell = Tag::TH(TableHeaderScope::Column);
        self.head.push(TagGroup::with_children(cell, text.map(Node::from).into_iter().collect()));
    }

    /// A row begins. It has all its cells, also those without a text.
    pub(super) fn row(&mut self, columns: usize) {
        self.end_row();
        if self.wanted {
            self.cells.resize_with(columns, Vec::new);
        }
    }

    /// Lines of a cell of that row were drawn.
    pub(super) fn cell(&mut self, column: usize, lines: Identifier) {
        if let Some(cell) = self.cells.get_mut(column) {
            cell.push(lines.into());
        }
    }

    fn end_row(&mut self) {
        if !self.cells.is_empty() {
            let cells = self.cells.drain(..).map(|lines| TagGroup::with_children(Tag::TD, lines).into());
            self.rows.push(TagGroup::with_children(Tag::TR, cells.collect()));
        }
    }

    /// The whole, when all is drawn.
    pub(super) fn tree(mut self) -> TagTree {
        self.end_row();
        let head = TagGroup::with_children(Tag::TR, nodes(self.head));
        let mut table = TagGroup::new(Tag::Table);
        table.push(TagGroup::with_children(Tag::THead, vec![head.into()]));
        if !self.rows.is_empty() {
            table.push(TagGroup::with_children(Tag::TBody, nodes(self.rows)));
        }
        let mut all = nodes(self.blocks);
        all.insert(self.before_table.min(all.len()), table.into());
        TagTree::from(all)
    }
}

fn nodes(groups: Vec<TagGroup>) -> Vec<Node> {
    groups.into_iter().map(Node::from).collect()
}
