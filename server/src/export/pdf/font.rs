//! The two cuts of the font: which glyph a character has, and how wide it is.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider as _,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

use super::PdfError;

// Arimo has the widths of Arial. assets/fonts/README.md says what was left out of these files.
const REGULAR: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Arimo-Regular.ttf"));
const BOLD: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Arimo-Bold.ttf"));

/// How far letters rise above the baseline, as a part of the size.
pub(super) const ASCENT: f32 = 0.905;
/// How far they reach below it.
pub(super) const DESCENT: f32 = 0.212;

pub(super) struct Faces {
    pub regular: Face,
    pub bold: Face,
}

impl Faces {
    pub(super) fn read() -> Result<Self, PdfError> {
        let regular = Face::read(REGULAR).ok_or(PdfError::Font("Arimo Regular"))?;
        let bold = Face::read(BOLD).ok_or(PdfError::Font("Arimo Bold"))?;
        Ok(Self { regular, bold })
    }
}

pub(super) struct Face {
    font: Font,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units_per_em: f32,
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(bytes.into(), 0)?;
        let tables = FontRef::new(bytes).ok()?;
        let units_per_em = font.units_per_em();
        let metrics = tables.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { font, charmap: tables.charmap(), metrics, units_per_em })
    }

    /// What the file embeds.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// How wide the text is at this size. No kerning: what is measured is what is drawn.
    pub(super) fn width(&self, size: f32, text: &str) -> f32 {
        text.chars().map(|character| self.advance(character)).sum::<f32>() * size
    }

    /// How far the character moves the pen, as a part of the size.
    pub(super) fn advance(&self, character: char) -> f32 {
        self.glyph(character).1
    }

    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(start, character): (usize, char)| {
            let (glyph, advance) = self.glyph(character);
            let range = start..start + character.len_utf8();
            KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// Glyph 0, an empty box, stands for what the font lacks.
    fn glyph(&self, character: char) -> (GlyphId, f32) {
        let glyph = self.charmap.map(character).unwrap_or_default();
        let advance = self.metrics.advance_width(glyph).unwrap_or_default();
        (GlyphId::new(glyph.to_u32()), advance / self.units_per_em)
    }
}
