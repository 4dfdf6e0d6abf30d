//! What has changed between two screens, cell by cell in reading order.
//!
//! Ratatui's own comparison leaves the second half of a hanzi alone when something narrow is written over the first and
//! the half would be blank; terminals differ in what style they leave there, so here it is always written again.

use ratatui::buffer::{Buffer, Cell, CellWidth};

/// The cells of `next` that must be written where `painted` stands.
pub(super) fn changes<'a>(
    painted: &'a Buffer,
    next: &'a Buffer,
) -> impl Iterator<Item = (u16, u16, &'a Cell)> {
    let rows = next.area.top()..next.area.bottom();
    rows.flat_map(move |y| row(painted, next, y))
}

fn row<'a>(
    painted: &'a Buffer,
    next: &'a Buffer,
    y: u16,
) -> impl Iterator<Item = (u16, u16, &'a Cell)> {
    let (mut x, right) = (next.area.left(), next.area.right());
    // Up to here the terminal may show halves of what was written over.
    let mut torn = 0;
    std::iter::from_fn(move || {
        while x < right {
            let (at, cell) = (x, next.cell((x, y))?);
            let end = at.saturating_add(cell.cell_width().max(1));
            x = end;
            if cell == painted.cell((at, y))? && at >= torn {
                continue;
            }
            let halves = (at..end).filter_map(|x| {
                let was = painted.cell((x, y))?.cell_width();
                Some(x.saturating_add(was))
            });
            torn = halves.max().unwrap_or(end).max(torn);
            return Some((at, y, cell));
        }
        None
    })
}
