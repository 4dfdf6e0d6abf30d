//! Draws a body: divides the place among its parts, and hands each part to what draws it.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::{cells, facts, form, table};
use crate::console::body::{Body, Rows};
use crate::kernel::text::Text;

/// Rows that a part which takes the rest should have at least, if others can spare them.
const LEAST_REST: u16 = 4;
/// Fewer rows than these would show the titles of a table and nothing else.
const LEAST_SPARE: u16 = 2;

/// Draws it.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, body: &Body<'_>) {
    if area.is_empty() {
        return;
    }
    match body {
        Body::Table(shown) => table::draw(pen, area, shown),
        Body::Form(shown) => form::draw(pen, area, shown),
        Body::Facts(shown) => facts::draw(pen, area, shown),
        Body::Lines(lines) => facts::lines(pen, area, lines),
        Body::Stack(parts) => stack(pen, area, parts),
        Body::Beside(parts) => beside(pen, area, parts),
        Body::Tabs(titles, open, inner) => {
            tabs(pen, area, titles, *open);
            draw(pen, below(area, 1), inner);
        }
        Body::Framed(title, inner) => {
            let title = title.in_lang(pen.lang);
            let inside = pen.frame(area, title);
            draw(pen, inside, inner);
        }
    }
}

/// Rows a body would take in so many cells, counted no further than `most`.
fn needs(pen: &Pen<'_>, body: &Body<'_>, room: u16, most: u16) -> u16 {
    let needed = match body {
        Body::Table(shown) => table::needs(shown),
        Body::Form(shown) => form::needs(pen, shown, room),
        Body::Facts(shown) => facts::needs(pen, shown, room, most),
        Body::Lines(lines) => {
            u16::try_from(facts::rows(pen, lines, room, most).len()).unwrap_or(most)
        }
        Body::Stack(parts) => parts.iter().fold(0, |sum: u16, (rows, part)| {
            sum.saturating_add(match rows {
                Rows::Just(rows) => *rows,
                Rows::Spare(rows) => needs(pen, part, room, *rows),
                Rows::Fit | Rows::Rest => needs(pen, part, room, most),
            })
        }),
        Body::Beside(parts) => shares(parts, room)
            .into_iter()
            .zip(parts)
            .map(|(room, (_, part))| needs(pen, part, room, most))
            .max()
            .unwrap_or(0),
        Body::Tabs(_, _, inner) => needs(pen, inner, room, most).saturating_add(1),
        Body::Framed(_, inner) => needs(pen, inner, room.saturating_sub(4), most).saturating_add(2),
    };
    needed.min(most)
}

/// What is left of an area below its first rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

fn stack(pen: &mut Pen<'_>, area: Rect, parts: &[(Rows, Body<'_>)]) {
    let sharing = parts.iter().filter(|(rows, _)| *rows == Rows::Rest).count();
    let sharing = u16::try_from(sharing).unwrap_or(u16::MAX);
    let kept = LEAST_REST.saturating_mul(sharing).min(area.height);
    let mut free = area.height - kept;
    let mut heights = Vec::with_capacity(parts.len());
    for (rows, part) in parts {
        let tall = match rows {
            Rows::Just(rows) => (*rows).min(free),
            Rows::Fit => needs(pen, part, area.width, free),
            Rows::Rest | Rows::Spare(_) => 0,
        };
        free -= tall;
        heights.push(tall);
    }
    for ((rows, _), tall) in parts.iter().zip(&mut heights) {
        if let Rows::Spare(most) = rows
            && free >= LEAST_SPARE
        {
            *tall = free.min(*most);
            free -= *tall;
        }
    }
    let (mut rest, mut sharing) = (free + kept, sharing);
    let mut left = area;
    for ((rows, part), tall) in parts.iter().zip(heights) {
        let tall = if *rows == Rows::Rest {
            let share = rest.checked_div(sharing).unwrap_or(0);
            (rest, sharing) = (rest - share, sharing.saturating_sub(1));
            share
        } else {
            tall
        };
        let height = tall.min(left.height);
        draw(pen, Rect { height, ..left }, part);
        left = below(left, height);
    }
}

/// The cells of each part, one kept free after every part but the last for the line between them.
fn shares(parts: &[(u16, Body<'_>)], room: u16) -> Vec<u16> {
    let count = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    let free = u32::from(room.saturating_sub(count.saturating_sub(1).saturating_mul(3)));
    let whole = parts
        .iter()
        .map(|(share, _)| u32::from(*share))
        .sum::<u32>()
        .max(1);
    let mut shares: Vec<u16> = parts
        .iter()
        .map(|(share, _)| u16::try_from(free * u32::from(*share) / whole).unwrap_or(room))
        .collect();
    let taken: u16 = shares.iter().sum();
    if let Some(last) = shares.last_mut() {
        *last += u16::try_from(free).unwrap_or(room).saturating_sub(taken);
    }
    shares
}

fn beside(pen: &mut Pen<'_>, area: Rect, parts: &[(u16, Body<'_>)]) {
    let mut x = area.x;
    for (width, (_, part)) in shares(parts, area.width).into_iter().zip(parts) {
        if x > area.x {
            pen.upright(Rect::new(x + 1, area.y, 1, area.height));
            x += 3;
        }
        draw(pen, Rect { x, width, ..area }, part);
        x += width;
    }
}

/// The titles in a row; the open one is reversed, in brackets, and always in view.
fn tabs(pen: &mut Pen<'_>, area: Rect, titles: &[Text], open: usize) {
    let named = |at: usize, title: &Text| {
        let title = title.in_lang(pen.lang);
        if at == open {
            format!("[{title}]")
        } else {
            format!(" {title} ")
        }
    };
    let texts: Vec<String> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| named(at, title))
        .collect();
    let before: u16 = texts
        .iter()
        .take(open + 1)
        .map(|text| cells::width(text))
        .sum();
    let mut over = before.saturating_sub(area.width);
    let mut x = area.x;
    for (at, text) in texts.iter().enumerate() {
        if over > 0 {
            over = over.saturating_sub(cells::width(text));
            continue;
        }
        let style = pen.opened(at == open);
        x += pen.put((x, area.y), area.right().saturating_sub(x), text, style);
    }
}
