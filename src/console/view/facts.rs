//! Labelled values in as many columns as fit, and lines of text.

use ratatui::layout::Rect;

use super::cells;
use super::pen::Pen;
use super::row_of;
use crate::console::body::{Fact, Line, Tone};

/// Blank cells between two columns of facts.
const GAP: u16 = 2;
/// A value narrower than this would not be worth a column.
const LEAST: u16 = 24;
const MOST_COLUMNS: u16 = 3;

/// How facts stand: so many columns, each so wide, labels so wide.
struct Grid {
    columns: u16,
    column: u16,
    label: u16,
}

fn grid(pen: &Pen<'_>, facts: &[Fact], room: u16) -> Grid {
    let label = facts
        .iter()
        .map(|fact| cells::width(fact.label.in_lang(pen.lang)))
        .max()
        .unwrap_or(0)
        .min(room / 3);
    let value = facts
        .iter()
        .filter(|fact| !fact.wide)
        .map(|fact| cells::width(pen.run(&fact.value).0.as_str()))
        .max()
        .unwrap_or(0);
    let wanted = label.saturating_add(1).saturating_add(value).max(LEAST);
    let columns = (room.saturating_add(GAP) / wanted.saturating_add(GAP)).clamp(1, MOST_COLUMNS);
    let column = room.saturating_sub(GAP * (columns - 1)) / columns;
    Grid {
        columns,
        column,
        label,
    }
}

/// A fact's place: column, row, and the rows of its value.
struct Placed<'f> {
    fact: &'f Fact,
    over: u16,
    down: u16,
    rows: Vec<cells::Row>,
}

/// Places facts from left to right; a wide one takes a row of its own. At most `most` rows.
fn place<'f>(
    pen: &Pen<'_>,
    facts: &'f [Fact],
    grid: &Grid,
    room: u16,
    most: u16,
) -> (Vec<Placed<'f>>, u16) {
    let mut placed = Vec::new();
    let (mut over, mut down, mut tall) = (0, 0, 0);
    for fact in facts {
        if over > 0 && (fact.wide || over >= grid.columns) {
            (over, down, tall) = (0, tall, tall);
        }
        if down >= most {
            break;
        }
        let across = if fact.wide { room } else { grid.column };
        let across = across.saturating_sub(grid.label.saturating_add(1));
        let rows = cells::wrap(&[pen.run(&fact.value)], across, usize::from(most - down));
        let rows_tall = u16::try_from(rows.len()).unwrap_or(most);
        tall = tall.max(down.saturating_add(rows_tall));
        placed.push(Placed {
            fact,
            over,
            down,
            rows,
        });
        over = if fact.wide { grid.columns } else { over + 1 };
    }
    (placed, tall)
}

/// Rows that facts take, counted no further than `most`.
pub(super) fn needs(pen: &Pen<'_>, facts: &[Fact], room: u16, most: u16) -> u16 {
    let grid = grid(pen, facts, room);
    place(pen, facts, &grid, room, most).1.min(most)
}

/// Draws facts.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, facts: &[Fact]) {
    let grid = grid(pen, facts, area.width);
    let (placed, _) = place(pen, facts, &grid, area.width, area.height);
    for Placed {
        fact,
        over,
        down,
        rows,
    } in placed
    {
        let x = area
            .x
            .saturating_add(over * grid.column.saturating_add(GAP));
        let Some(first) = row_of(area, down) else {
            continue;
        };
        let style = pen.tone(Tone::Quiet);
        pen.put(
            (x, first.y),
            grid.label,
            fact.label.in_lang(pen.lang),
            style,
        );
        let x = x.saturating_add(grid.label).saturating_add(1);
        for (row, y) in rows.iter().zip(first.y..area.bottom()) {
            pen.put_row((x, y), area.right().saturating_sub(x), row);
        }
    }
}

/// Lines as wrapped rows, at most `most` of them.
pub(super) fn rows(pen: &Pen<'_>, lines: &[Line], room: u16, most: u16) -> Vec<cells::Row> {
    let most = usize::from(most);
    let mut rows = Vec::new();
    for line in lines {
        if rows.len() >= most {
            break;
        }
        rows.extend(cells::wrap(&pen.line(line), room, most - rows.len()));
    }
    rows
}

/// Draws lines.
pub(super) fn lines(pen: &mut Pen<'_>, area: Rect, lines: &[Line]) {
    let rows = rows(pen, lines, area.width, area.height);
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        pen.put_row((area.x, y), area.width, row);
    }
}
