//! A form as PDF: A4 across, Chinese in an embedded subset of a font, text that can be selected and searched.
//!
//! Everything is measured in tenths of a point; only the library at the rim is given fractions.

use krilla::Document;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use super::layout::{Block, Cells, GAP, Page, heads, height, pages, width, words, wrapped};
use super::sheet::{Sheet, SheetColumn};
use crate::kernel::text::Lang;
use crate::{phrase, text};

/// Tenths of a point.
type Tenths = u16;

const PAGE: (Tenths, Tenths) = (8420, 5950);
const MARGIN: Tenths = 300;
/// A half-width character of the form.
const CELL: Tenths = 59;
const LINE: Tenths = 150;
const TITLE: Tenths = 160;
const BODY: Tenths = 100;
const SMALL: Tenths = 85;
/// Lines that counts and signatures take.
const FOOT: usize = 4;

/// Why no PDF was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMade {
    /// The file is no font the library can read.
    #[error("not a font")]
    NoFont,
    /// The library failed.
    #[error("the PDF library: {0}")]
    Library(String),
}

/// A finished PDF.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: usize,
}

/// The form as PDF, in the font of this file (the first of a collection).
pub fn printed(sheet: &Sheet, lang: Lang, font: Vec<u8>) -> Result<Pdf, NotMade> {
    let font = Font::new(font.into(), 0).ok_or(NotMade::NoFont)?;
    let heads = heads(sheet, lang);
    let top = top(&heads);
    let bottom = PAGE.1.saturating_sub(MARGIN).saturating_sub(LINE);
    let lines = usize::from(bottom.saturating_sub(top) / LINE).saturating_sub(1);
    let pages = pages(sheet, lang, lines, FOOT);
    let mut document = Document::new();
    let title = sheet.title.in_lang(lang).to_owned();
    document.set_metadata(Metadata::new().title(title).creator("jingban".to_owned()));
    for (at, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(points(PAGE.0), points(PAGE.1));
        let settings = settings.ok_or_else(|| NotMade::Library("page size".to_owned()))?;
        let mut drawn = document.start_page_with(settings);
        let number = (at.saturating_add(1), pages.len());
        {
            let mut pen = Pen {
                surface: drawn.surface(),
                font: font.clone(),
            };
            pen.page(sheet, lang, &heads, page, number);
        }
        drawn.finish();
    }
    let bytes = document
        .finish()
        .map_err(|error| NotMade::Library(format!("{error:?}")))?;
    Ok(Pdf {
        bytes,
        pages: pages.len(),
    })
}

/// Where the table begins.
fn top(heads: &[String]) -> Tenths {
    let lines = Tenths::try_from(heads.len()).unwrap_or(0);
    MARGIN
        .saturating_add(TITLE * 2)
        .saturating_add(lines.saturating_mul(LINE))
}

#[expect(
    clippy::float_arithmetic,
    reason = "paper is measured in fractions of a point"
)]
fn points(tenths: Tenths) -> f32 {
    f32::from(tenths) / 10.0
}

fn cells(count: usize) -> Tenths {
    Tenths::try_from(count).unwrap_or(0).saturating_mul(CELL)
}

fn lines(count: usize) -> Tenths {
    Tenths::try_from(count).unwrap_or(0).saturating_mul(LINE)
}

/// The left edge of every column, and the right edge of the last.
fn edges(columns: &[SheetColumn]) -> Vec<Tenths> {
    let mut at = MARGIN;
    let mut edges = vec![at];
    for column in columns {
        at = at.saturating_add(cells(usize::from(column.width).saturating_add(GAP)));
        edges.push(at);
    }
    edges
}

/// What draws on a page.
struct Pen<'a> {
    surface: Surface<'a>,
    font: Font,
}

impl Pen<'_> {
    fn page(
        &mut self,
        sheet: &Sheet,
        lang: Lang,
        heads: &[String],
        page: &Page,
        number: (usize, usize),
    ) {
        let mark = if sheet.demonstration {
            text!("【演示】", "[DEMO] ").in_lang(lang)
        } else {
            ""
        };
        let title = format!("{mark}{}", sheet.title.in_lang(lang));
        let wide = Tenths::try_from(width(&title))
            .unwrap_or(0)
            .saturating_mul(TITLE / 2);
        let left = PAGE.0.saturating_sub(wide) / 2;
        self.write(left, MARGIN.saturating_add(TITLE), TITLE, &title);
        let edges = edges(&sheet.columns);
        let right = edges.last().copied().unwrap_or(MARGIN);
        self.write(
            right.saturating_sub(cells(4)),
            MARGIN.saturating_add(TITLE),
            SMALL,
            sheet.code,
        );
        let mut y = MARGIN.saturating_add(TITLE * 2);
        for head in heads {
            self.write(MARGIN, y, BODY, head);
            y = y.saturating_add(LINE);
        }
        y = y.saturating_sub(LINE / 2);
        let begin = y;
        let titles: Cells = sheet
            .columns
            .iter()
            .map(|column| wrapped(column.title.in_lang(lang), usize::from(column.width)))
            .collect();
        y = self.row(&sheet.columns, &edges, &titles, y);
        for block in &page.blocks {
            y = match block {
                Block::Part(title) => {
                    self.rule((MARGIN, y), (right, y));
                    self.write(
                        MARGIN.saturating_add(CELL),
                        y.saturating_add(LINE - 40),
                        BODY,
                        title,
                    );
                    y.saturating_add(LINE)
                }
                Block::Row(cells) => self.row(&sheet.columns, &edges, cells, y),
            };
        }
        self.rule((MARGIN, y), (right, y));
        for edge in [MARGIN, right] {
            self.rule((edge, begin), (edge, y));
        }
        if page.last {
            self.foot(sheet, lang, y.saturating_add(LINE));
        }
        self.bottom(sheet, lang, mark, right, number);
    }

    /// A row with the rule above it and those between its columns; says where the next begins.
    fn row(&mut self, columns: &[SheetColumn], edges: &[Tenths], row: &Cells, y: Tenths) -> Tenths {
        let tall = lines(height(&Block::Row(row.clone())));
        let below = y.saturating_add(tall);
        let right = edges.last().copied().unwrap_or(MARGIN);
        self.rule((MARGIN, y), (right, y));
        for ((column, edge), cell) in columns.iter().zip(edges).zip(row) {
            self.rule((*edge, y), (*edge, below));
            for (at, said) in cell.iter().enumerate() {
                let blank = usize::from(column.width).saturating_sub(width(said));
                let shift = if column.right { cells(blank) } else { 0 };
                let x = edge.saturating_add(CELL / 2).saturating_add(shift);
                self.write(
                    x,
                    y.saturating_add(lines(at)).saturating_add(LINE - 40),
                    BODY,
                    said,
                );
            }
        }
        below
    }

    /// Counts, and a place for each who signs.
    fn foot(&mut self, sheet: &Sheet, lang: Lang, y: Tenths) {
        let counts: Vec<String> = sheet.foot.iter().map(|said| words(said, lang)).collect();
        self.write(MARGIN, y, BODY, &counts.join("  "));
        let signers = Tenths::try_from(sheet.signatures.len().max(1)).unwrap_or(1);
        let room = PAGE.0.saturating_sub(MARGIN * 2) / signers;
        let y = y.saturating_add(LINE * 2);
        let date = text!("日期：", "date:").in_lang(lang);
        let mut x = MARGIN;
        for who in &sheet.signatures {
            let label = format!("{}：", who.in_lang(lang));
            self.write(x, y, BODY, &label);
            let from = x.saturating_add(cells(width(&label)));
            let to = x
                .saturating_add(room / 2)
                .max(from.saturating_add(CELL * 4));
            self.rule((from, y.saturating_add(20)), (to, y.saturating_add(20)));
            self.write(to.saturating_add(CELL), y, BODY, date);
            x = x.saturating_add(room);
        }
    }

    /// Who made it, and which page it is.
    fn bottom(
        &mut self,
        sheet: &Sheet,
        lang: Lang,
        mark: &str,
        right: Tenths,
        (at, of): (usize, usize),
    ) {
        let y = PAGE.1.saturating_sub(MARGIN);
        let made = format!("{} {mark}", words(&sheet.made, lang));
        self.write(MARGIN, y, SMALL, &made);
        let page = words(
            &phrase!("第{at}页 共{of}页", "page {at} of {of}", at = at, of = of),
            lang,
        );
        self.write(right.saturating_sub(cells(width(&page))), y, SMALL, &page);
    }

    fn write(&mut self, x: Tenths, y: Tenths, size: Tenths, said: &str) {
        if !said.trim().is_empty() {
            let at = Point::from_xy(points(x), points(y));
            self.surface.set_stroke(None);
            self.surface.draw_text(
                at,
                self.font.clone(),
                points(size),
                said,
                false,
                TextDirection::Auto,
            );
        }
    }

    fn rule(&mut self, from: (Tenths, Tenths), to: (Tenths, Tenths)) {
        let mut path = PathBuilder::new();
        path.move_to(points(from.0), points(from.1));
        path.line_to(points(to.0), points(to.1));
        if let Some(path) = path.finish() {
            let fill = self.surface.get_fill().cloned();
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(Stroke {
                width: points(6),
                ..Stroke::default()
            }));
            self.surface.draw_path(&path);
            self.surface.set_stroke(None);
            self.surface.set_fill(fill);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::font::candidates;
    use super::super::layout::tests::sheet;
    use super::*;

    /// A Chinese font of this machine; the tests install one where there is none.
    fn font() -> Vec<u8> {
        let mut found = candidates(None)
            .into_iter()
            .filter_map(|path| std::fs::read(path).ok());
        found
            .next()
            .expect("a Chinese font: apt-get install fonts-wqy-zenhei")
    }

    #[test]
    fn a_form_is_small_has_its_pages_and_embeds_its_font() {
        let made = printed(&sheet(60), Lang::Zh, font()).unwrap();
        assert!(
            made.bytes.starts_with(b"%PDF-") && made.pages == 5,
            "{}",
            made.pages
        );
        assert!(
            made.bytes.len() < 100_000,
            "only a subset is embedded: {}",
            made.bytes.len()
        );
        let raw = String::from_utf8_lossy(&made.bytes);
        for object in ["/FontFile", "/ToUnicode", "/Count 5"] {
            assert!(raw.contains(object), "{object}");
        }
    }

    #[test]
    fn what_is_no_font_is_told() {
        let made = printed(&sheet(1), Lang::Zh, b"no font".to_vec());
        assert_eq!(made.unwrap_err(), NotMade::NoFont);
    }
}
