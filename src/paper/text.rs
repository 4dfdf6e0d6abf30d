//! A form as text of 132 columns and 60 lines a page, for a line printer and for anybody's editor.

use super::layout::{Block, COLUMNS, Cells, GAP, Page, heads, pages, width, words};
use super::sheet::{Sheet, SheetColumn};
use crate::kernel::text::Lang;
use crate::{phrase, text};

/// Lines to a page.
const LINES: usize = 60;

/// Lines that counts and signatures take on the last page.
const FOOT: usize = 6;

/// The form as text; a form feed stands between two pages.
pub fn printed(sheet: &Sheet, lang: Lang) -> String {
    let heads = heads(sheet, lang);
    let titles = titles(&sheet.columns, lang);
    // Title, a blank line, the head, two rules, the titles, the rule and the line at the foot.
    let fixed = heads.len().saturating_add(titles.len()).saturating_add(6);
    let rows = LINES.saturating_sub(fixed);
    let pages = pages(sheet, lang, rows, FOOT);
    let count = pages.len();
    let printed: Vec<String> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            let mut lines = vec![title(sheet, lang), String::new()];
            lines.extend(heads.iter().cloned());
            lines.push("-".repeat(COLUMNS));
            lines.extend(titles.iter().cloned());
            lines.push("-".repeat(COLUMNS));
            lines.extend(body(&sheet.columns, page));
            lines.push("-".repeat(COLUMNS));
            if page.last {
                lines.extend(foot(sheet, lang));
            }
            while lines.len() < LINES.saturating_sub(1) {
                lines.push(String::new());
            }
            lines.push(bottom(sheet, lang, at.saturating_add(1), count));
            let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
            lines.join("\n") + "\n"
        })
        .collect();
    printed.join("\u{c}")
}

/// How many pages a printed text has.
pub fn page_count(printed: &str) -> usize {
    printed.split('\u{c}').count()
}

fn mark(sheet: &Sheet, lang: Lang) -> &'static str {
    let said = text!("【演示】", "[DEMO]");
    if sheet.demonstration {
        said.in_lang(lang)
    } else {
        ""
    }
}

fn title(sheet: &Sheet, lang: Lang) -> String {
    let said = format!(
        "{}{}（{}）",
        mark(sheet, lang),
        sheet.title.in_lang(lang),
        sheet.code
    );
    let left = COLUMNS.saturating_sub(width(&said)) / 2;
    format!("{}{said}", " ".repeat(left))
}

fn bottom(sheet: &Sheet, lang: Lang, at: usize, of: usize) -> String {
    let page = phrase!("第{at}页 共{of}页", "page {at} of {of}", at = at, of = of);
    let page = words(&page, lang);
    let made = format!("{} {}", words(&sheet.made, lang), mark(sheet, lang));
    let gap = COLUMNS
        .saturating_sub(width(&made))
        .saturating_sub(width(&page));
    format!("{made}{}{page}", " ".repeat(gap))
}

/// The lines of a row, each cell in its column.
fn lines(columns: &[SheetColumn], cells: &Cells) -> Vec<String> {
    let tall = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut line = String::new();
        for (column, cell) in columns.iter().zip(cells) {
            let said = cell.get(at).map_or("", String::as_str);
            let blank = " ".repeat(usize::from(column.width).saturating_sub(width(said)));
            if column.right {
                line.push_str(&blank);
                line.push_str(said);
            } else {
                line.push_str(said);
                line.push_str(&blank);
            }
            line.push_str(&" ".repeat(GAP));
        }
        line
    };
    (0..tall).map(line).collect()
}

fn titles(columns: &[SheetColumn], lang: Lang) -> Vec<String> {
    let cells = columns
        .iter()
        .map(|column| super::layout::wrapped(column.title.in_lang(lang), usize::from(column.width)))
        .collect();
    lines(columns, &cells)
}

fn body(columns: &[SheetColumn], page: &Page) -> Vec<String> {
    page.blocks
        .iter()
        .flat_map(|block| match block {
            Block::Part(title) => vec![title.clone()],
            Block::Row(cells) => lines(columns, cells),
        })
        .collect()
}

/// Counts, and a line for each who signs.
fn foot(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let counts: Vec<String> = sheet.foot.iter().map(|said| words(said, lang)).collect();
    let date = text!("日期", "date").in_lang(lang);
    let room = COLUMNS / sheet.signatures.len().max(1);
    let mut signed = String::new();
    for who in &sheet.signatures {
        let said = format!("{}：__________ {date}：________", who.in_lang(lang));
        let blank = room.saturating_sub(width(&said));
        signed.push_str(&said);
        signed.push_str(&" ".repeat(blank));
    }
    vec![counts.join("  "), String::new(), signed]
}

#[cfg(test)]
mod tests {
    use super::super::layout::tests::sheet;
    use super::*;

    #[test]
    fn every_page_has_sixty_lines_its_head_its_number_and_its_mark() {
        let printed = printed(&sheet(40), Lang::Zh);
        let pages: Vec<&str> = printed.split('\u{c}').collect();
        assert_eq!((pages.len(), page_count(&printed)), (2, 2));
        for (at, page) in pages.iter().enumerate() {
            assert_eq!(page.lines().count(), LINES);
            assert!(page.lines().all(|line| width(line) <= COLUMNS));
            assert!(page.contains("【演示】待遇领取资格认证名册（F22）"));
            assert!(page.contains("村居：上华庄村    月份：2012-03"));
            assert!(page.ends_with(&format!("第{}页 共2页\n", at + 1)));
        }
        assert!(
            !pages[0].contains("协理员：__")
                && pages[1].contains("协理员：__________ 日期：________")
        );
        assert!(pages[1].contains("健在40人"));
    }

    #[test]
    fn cells_stand_under_their_titles_in_both_languages() {
        for (lang, title, first, more) in [
            (
                Lang::Zh,
                "序号 姓名         结果",
                "   1 王秀英       V1健在，协理",
                "                  员入户核实",
            ),
            (
                Lang::En,
                " no. name         outcome",
                "   1 王秀英       V1 alive, se",
                "                  en at home",
            ),
        ] {
            let printed = printed(&sheet(1), lang);
            let lines: Vec<&str> = printed.lines().collect();
            assert_eq!(lines[4..8], [title, &"-".repeat(COLUMNS), first, more]);
        }
    }

    #[test]
    fn what_a_printer_would_act_on_is_shown_and_not_sent() {
        let mut hostile = sheet(1);
        hostile.parts[0].rows[0][1] = crate::kernel::text::Phrase::verbatim("王\u{1b}[2J\u{c}英");
        let printed = printed(&hostile, Lang::Zh);
        assert!(!printed.contains('\u{1b}') && page_count(&printed) == 1);
    }
}
