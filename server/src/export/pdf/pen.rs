//! The few things that are drawn: texts, rules and a shade.

use std::ops::Range;

use krilla::{
    color::luma,
    geom::{PathBuilder, Point, Rect},
    paint::{Fill, LineCap, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier},
};

use super::{
    font::{ASCENT, DESCENT},
    layout::{SIDE, Slot, WIDTH},
    wrap::{Style, Wrapped},
};

/// Shades of grey, from 0 for black to 255 for white.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grey(pub u8);

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub weight: f32,
    pub grey: Grey,
    pub dotted: bool,
}

/// Draws on one page, from the left margin to the right one where nothing else is said.
pub(super) struct Pen<'s> {
    surface: Surface<'s>,
}

impl<'s> Pen<'s> {
    pub(super) fn new(surface: Surface<'s>) -> Self {
        Self { surface }
    }

    /// Draws lines of a text that a reader is to find, if there are any.
    pub(super) fn tagged(
        &mut self,
        text: &Wrapped,
        style: Style<'_>,
        slot: Slot,
        top: f32,
        lines: Range<usize>,
    ) -> Option<Identifier> {
        if text.is_empty() || lines.start >= text.len() {
            return None;
        }
        let id = self.surface.start_tagged(ContentTag::Other);
        self.text(text, style, slot, top, lines);
        self.surface.end_tagged();
        Some(id)
    }

    /// Draws what is no part of what there is to read.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    /// Draws lines of a text one below the other, each in the middle of its leading.
    pub(super) fn text(
        &mut self,
        text: &Wrapped,
        style: Style<'_>,
        slot: Slot,
        top: f32,
        lines: Range<usize>,
    ) {
        let Style { face, size, leading } = style;
        let mut baseline = top + (leading - (ASCENT + DESCENT) * size) / 2.0 + ASCENT * size;
        for (text, width) in lines.map_while(|line| text.line(line)) {
            if !text.is_empty() {
                let start = Point::from_xy(slot.start(width), baseline);
                self.surface.draw_glyphs(start, &face.glyphs(text), face.font(), text, size, false);
            }
            baseline += leading;
        }
    }

    /// The colour of the texts that follow.
    pub(super) fn ink(&mut self, grey: Grey) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: luma::Color::new(grey.0).into(), ..Fill::default() }));
    }

    /// Fills the width of the page from this top on.
    pub(super) fn shade(&mut self, top: f32, height: f32, grey: Grey) {
        let mut path = PathBuilder::new();
        if let Some(area) = Rect::from_xywh(SIDE, top, WIDTH, height) {
            path.push_rect(area);
        }
        self.ink(grey);
        self.path(path);
    }

    /// Draws a thin line across.
    pub(super) fn rule(&mut self, y: f32, grey: Grey) {
        self.line((SIDE, y), (SIDE + WIDTH, y), Look { weight: 0.5, grey, dotted: false });
    }

    /// Draws a line from one point to another.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), look: Look) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path, look);
    }

    /// Draws the four sides of a box.
    pub(super) fn frame(&mut self, (left, top): (f32, f32), side: f32, look: Look) {
        let mut path = PathBuilder::new();
        if let Some(area) = Rect::from_xywh(left, top, side, side) {
            path.push_rect(area);
        }
        self.stroke(path, look);
    }

    fn stroke(&mut self, path: PathBuilder, Look { weight, grey, dotted }: Look) {
        let paint = luma::Color::new(grey.0).into();
        let dots = Stroke {
            line_cap: LineCap::Round,
            dash: Some(StrokeDash { array: vec![0.0, 3.0 * weight], offset: 0.0 }),
            ..Stroke::default()
        };
        let whole = if dotted { dots } else { Stroke::default() };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke { paint, width: weight, ..whole }));
        self.path(path);
    }

    fn path(&mut self, path: PathBuilder) {
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}
