//! A form laid out on pages: cells wrapped to their columns, rows kept whole, heads and titles on every page.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::sheet::{Sheet, SheetColumn};
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase};

/// A page is so many half-width characters wide.
pub const COLUMNS: usize = 132;

/// Blank characters between two columns.
pub const GAP: usize = 1;

/// A row as it is printed: each cell as lines of at most its column's width.
pub type Cells = Vec<Vec<String>>;

/// What stands below one another on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title of a part.
    Part(String),
    /// A row.
    Row(Cells),
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What stands on it.
    pub blocks: Vec<Block>,
    /// Whether the form ends on it: then counts and signatures follow.
    pub last: bool,
}

/// Words in a language, safe for paper: what a terminal or a printer would act on is shown, not sent.
pub fn words(phrase: &Phrase, lang: Lang) -> String {
    Shown::new(phrase.in_lang(lang)).as_str().to_owned()
}

/// The width of a text in half-width characters.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text in lines of at most so many half-width characters; no character is lost.
pub fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > room
            && let Some(line) = lines.last()
            && !line.is_empty()
        {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
        used += wide;
    }
    lines
}

/// How many lines a block takes.
pub fn height(block: &Block) -> usize {
    match block {
        Block::Part(_) => 1,
        Block::Row(cells) => cells.iter().map(Vec::len).max().unwrap_or(1).max(1),
    }
}

fn cells(columns: &[SheetColumn], row: &[Phrase], lang: Lang) -> Cells {
    let pairs = columns.iter().zip(row);
    pairs
        .map(|(column, cell)| wrapped(&words(cell, lang), usize::from(column.width)))
        .collect()
}

/// The head of a form in lines: labels and values, as many to a line as there is room.
pub fn heads(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let colon = match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    };
    let mut lines: Vec<String> = Vec::new();
    for (label, value) in &sheet.heads {
        let said = format!("{}{colon}{}", label.in_lang(lang), words(value, lang));
        match lines.last_mut() {
            Some(line) if width(line) + 4 + width(&said) <= COLUMNS => {
                line.push_str("    ");
                line.push_str(&said);
            }
            _ => lines.push(said),
        }
    }
    lines
}

/// The form on pages of so many lines for rows; the last keeps `foot` of them for counts and signatures.
pub fn pages(sheet: &Sheet, lang: Lang, lines: usize, foot: usize) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut used = 0;
    for part in &sheet.parts {
        let title = part
            .title
            .as_ref()
            .map(|title| Block::Part(words(title, lang)));
        let rows = part
            .rows
            .iter()
            .map(|row| Block::Row(cells(&sheet.columns, row, lang)));
        for block in title.into_iter().chain(rows) {
            let tall = height(&block);
            if used + tall > lines && used > 0 {
                pages.push(Page::default());
                used = 0;
            }
            if let Some(page) = pages.last_mut() {
                page.blocks.push(block);
            }
            used += tall;
        }
    }
    if used + foot > lines {
        pages.push(Page::default());
    }
    if let Some(page) = pages.last_mut() {
        page.last = true;
    }
    pages
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sheet::SheetPart;
    use super::*;
    use crate::{phrase, text};

    /// A form of so many rows.
    pub(crate) fn sheet(rows: usize) -> Sheet {
        let row = |at: usize| {
            vec![
                Phrase::verbatim((at + 1).to_string()),
                Phrase::verbatim("王秀英"),
                phrase!("V1健在，协理员入户核实", "V1 alive, seen at home"),
            ]
        };
        Sheet {
            code: "F22",
            name: "371323100201_201203".to_owned(),
            title: text!("待遇领取资格认证名册", "Verification list"),
            heads: vec![
                (
                    text!("村居", "village"),
                    phrase!("上华庄村", "Shanghuazhuang"),
                ),
                (text!("月份", "month"), Phrase::verbatim("2012-03")),
            ],
            columns: vec![
                SheetColumn {
                    title: text!("序号", "no."),
                    width: 4,
                    right: true,
                },
                SheetColumn {
                    title: text!("姓名", "name"),
                    width: 12,
                    right: false,
                },
                SheetColumn {
                    title: text!("结果", "outcome"),
                    width: 12,
                    right: false,
                },
            ],
            parts: vec![SheetPart {
                title: None,
                rows: (0..rows).map(row).collect(),
            }],
            foot: vec![phrase!("健在{n}人", "{n} alive", n = rows)],
            signatures: vec![text!("协理员", "coordinator"), text!("所长", "director")],
            made: phrase!("张敏 2012-03-08", "Zhang Min 2012-03-08"),
            demonstration: true,
        }
    }

    #[test]
    fn nothing_is_lost_where_a_cell_is_narrow() {
        assert_eq!(wrapped("V1健在，协理员", 6), ["V1健在", "，协理", "员"]);
        assert_eq!(wrapped("", 6), [""]);
        assert_eq!(
            wrapped("健在", 1),
            ["健", "在"],
            "a wide character in a column too narrow for it"
        );
    }

    #[test]
    fn rows_stay_whole_and_the_last_page_has_room_for_its_foot() {
        let made = pages(&sheet(7), Lang::Zh, 10, 4);
        let heights: Vec<usize> = made
            .iter()
            .map(|page| page.blocks.iter().map(height).sum())
            .collect();
        assert_eq!(heights, [10, 4]);
        assert_eq!(made.iter().filter(|page| page.last).count(), 1);
        let full = pages(&sheet(5), Lang::Zh, 10, 4);
        assert_eq!(
            (full.len(), full[1].blocks.len(), full[1].last),
            (2, 0, true)
        );
    }

    #[test]
    fn heads_share_a_line_while_there_is_room() {
        assert_eq!(
            heads(&sheet(1), Lang::Zh),
            ["村居：上华庄村    月份：2012-03"]
        );
        assert_eq!(
            heads(&sheet(1), Lang::En),
            ["village: Shanghuazhuang    month: 2012-03"]
        );
    }
}
