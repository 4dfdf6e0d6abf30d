//! Draws a table: only the rows in view, the columns that fit, and below them where one stands.
//!
//! The four cells before each row say without colour what it is: `>` the cursor, `*` a mark, `!` `!!` `√` its tone.
//! A number is never cut: one that does not fit is drawn as `#`, since half an amount is a wrong amount.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::pen::Pen;
use super::theme::Theme;
use super::{cells, row_of};
use crate::console::body::Tone;
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::kernel::shown::Shown;
use crate::phrase;

/// Cells before the first column.
const EDGE: u16 = 4;
/// Rows that are no rows of data: the titles and the line of where one stands.
const AROUND: u16 = 2;

/// A column that is drawn: which one, where, how wide.
struct Placed<'c> {
    index: usize,
    column: &'c Column,
    x: u16,
    width: u16,
}

/// Rows a table would take with all its data.
pub(super) fn needs(table: &Table) -> u16 {
    let total = usize::from(table.total.is_some());
    let rows = table.count().max(1).saturating_add(total);
    u16::try_from(rows)
        .unwrap_or(u16::MAX)
        .saturating_add(AROUND)
}

/// Draws it.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, table: &Table) {
    let columns = place(table, area);
    let drawn = |at: &usize| columns.iter().any(|placed| placed.index == *at);
    table.leaves_out((0..table.columns.len()).filter(|at| !drawn(at)));
    titles(pen, area, table, &columns);
    let foot = u16::from(area.height > AROUND);
    let total = u16::from(table.total.is_some() && area.height > AROUND + 1);
    let room = area.height.saturating_sub(1 + foot + total);
    if table.count() == 0 {
        empty(pen, area, table, room);
    }
    let window = table.window(usize::from(room));
    let visible = table.shown().skip(window.start).take(window.len());
    let mut down = 1;
    for (at, shown) in (window.start..).zip(visible) {
        let Some(place) = row_of(area, down) else {
            break;
        };
        row(
            pen,
            place,
            shown,
            &columns,
            (
                !table.rests && table.cursor() == Some(at),
                table.is_marked(&shown.id),
            ),
        );
        down += 1;
    }
    if let (Some(sum), Some(place), 1) = (&table.total, row_of(area, down), total) {
        let style = pen.tone(Tone::Strong);
        line(pen, place, sum, &columns, style);
    }
    if let (Some(place), 1) = (row_of(area, area.height - 1), foot) {
        standing(pen, place, table);
    }
}

fn empty(pen: &mut Pen<'_>, area: Rect, table: &Table, room: u16) {
    let words = [(Shown::new(table.empty.in_lang(pen.lang)), Tone::Quiet)];
    let wide = area.width.saturating_sub(EDGE);
    let rows = cells::wrap(&words, wide, usize::from(room));
    for (row, down) in rows.iter().zip(1..) {
        pen.put_row((area.x + EDGE, area.y + down), wide, row);
    }
}

/// Chooses the columns that fit and shares out what is left over.
fn place(table: &Table, area: Rect) -> Vec<Placed<'_>> {
    let mut kept: Vec<(usize, &Column)> = table.columns.iter().enumerate().collect();
    let room = area.width.saturating_sub(EDGE);
    let needed = |kept: &[(usize, &Column)]| -> u16 {
        kept.iter().fold(0, |sum: u16, (_, column)| {
            sum.saturating_add(column.width + 1)
        })
    };
    while needed(&kept) > room.saturating_add(1) {
        let spare = kept
            .iter()
            .map(|(_, column)| column.spare)
            .max()
            .unwrap_or(0);
        let Some(at) = kept
            .iter()
            .rposition(|(_, column)| column.spare == spare && spare > 0)
        else {
            break;
        };
        kept.remove(at);
    }
    let count = u16::try_from(kept.len()).unwrap_or(0);
    let mut free = room.saturating_add(1).saturating_sub(needed(&kept));
    let gap = if free >= count { 2 } else { 1 };
    free = free.saturating_sub(if gap == 2 { count } else { 0 });
    let mut shares: u16 = kept.iter().map(|(_, column)| column.grows).sum();
    let (mut x, end) = (area.x + EDGE, area.right());
    let mut placed = Vec::with_capacity(kept.len());
    for (index, column) in kept {
        let share = free
            .saturating_mul(column.grows)
            .checked_div(shares)
            .unwrap_or(0);
        (free, shares) = (free - share, shares - column.grows);
        let width = column
            .width
            .saturating_add(share)
            .min(end.saturating_sub(x));
        placed.push(Placed {
            index,
            column,
            x,
            width,
        });
        x = x.saturating_add(width).saturating_add(gap);
    }
    placed
}

/// The titles; the one sorted by carries `^` where it rises and `v` where it falls.
fn titles(pen: &mut Pen<'_>, area: Rect, table: &Table, columns: &[Placed<'_>]) {
    let style = pen.tone(Tone::Strong);
    for place in columns {
        let mark = match table.sort() {
            Some((index, falls)) if index == place.index => {
                if falls {
                    "v"
                } else {
                    "^"
                }
            }
            Some(_) | None => "",
        };
        let title = place.column.title.in_lang(pen.lang);
        let room = place.width.saturating_sub(cells::width(mark));
        let title = format!("{}{mark}", cells::cut(title, room));
        let at = (place.x, area.y);
        if place.column.right {
            pen.put_right(at, place.width, &title, style);
        } else {
            pen.put(at, place.width, &title, style);
        }
    }
}

/// A row of data: reversed where the cursor is, from edge to edge.
fn row(
    pen: &mut Pen<'_>,
    place: Rect,
    shown: &TableRow,
    columns: &[Placed<'_>],
    (at, marked): (bool, bool),
) {
    let theme = pen.look.theme;
    let (style, edge_style) = if at {
        (Theme::selected(), Theme::selected())
    } else {
        (theme.tone(shown.tone), theme.edge(shown.tone))
    };
    if at {
        pen.lay(place, style);
    }
    let edge = format!(
        "{}{}{}",
        if at { ">" } else { " " },
        if marked { "*" } else { " " },
        pen.look.mark(shown.tone)
    );
    pen.put((place.x, place.y), EDGE, &edge, edge_style);
    line(pen, place, shown, columns, style);
}

fn line(pen: &mut Pen<'_>, place: Rect, shown: &TableRow, columns: &[Placed<'_>], style: Style) {
    for column in columns {
        let Some(cell) = shown.cells.get(column.index) else {
            break;
        };
        let text = cell.text(pen.lang);
        let at = (column.x, place.y);
        if is_number(cell) && cells::width(&text) > column.width {
            pen.put(
                at,
                column.width,
                &"#".repeat(usize::from(column.width)),
                style,
            );
        } else if column.column.right {
            pen.put_right(at, column.width, &text, style);
        } else {
            pen.put(at, column.width, &text, style);
        }
    }
}

fn is_number(cell: &Cell) -> bool {
    matches!(
        cell,
        Cell::Count(_) | Cell::Money(_) | Cell::Day(_) | Cell::Month(_)
    )
}

/// Where one stands: row of rows, what is marked, what is filtered, what was not loaded.
fn standing(pen: &mut Pen<'_>, place: Rect, table: &Table) {
    let mut parts = Vec::new();
    if let Some(at) = table.cursor() {
        let (at, count) = (at.saturating_add(1), table.count());
        parts.push(format!("{at}/{count}"));
    }
    if let Some(view) = &table.view {
        parts.push(view.in_lang(pen.lang).to_owned());
    }
    if table.marks() > 0 {
        parts.push(
            phrase!("已选 {n}", "{n} marked", n = table.marks())
                .in_lang(pen.lang)
                .to_owned(),
        );
    }
    if !table.filter().is_empty() {
        let all = table.rows().len();
        let told = phrase!(
            "筛选 {filter}，共 {all} 行",
            "filter \"{filter}\" of {all} rows",
            filter = table.filter(),
            all = all
        );
        parts.push(told.in_lang(pen.lang).to_owned());
    }
    if let Some(more) = &table.more {
        parts.push(more.in_lang(pen.lang).to_owned());
    }
    let style = pen.tone(Tone::Quiet);
    let room = place.width.saturating_sub(EDGE);
    pen.put((place.x + EDGE, place.y), room, &parts.join("  "), style);
}
