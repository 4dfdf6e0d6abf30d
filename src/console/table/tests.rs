//! Cursor, marks, order and filter of a table, across reloads.

use super::*;
use crate::{phrase, text};

fn row(id: &str, name: &str, count: i64) -> TableRow {
    TableRow {
        id: id.to_owned(),
        cells: vec![Cell::Outside(Shown::new(name)), Cell::Count(count)],
        tone: Tone::Plain,
    }
}

fn villages() -> Table {
    let column = |id, title| Column {
        id,
        title,
        width: 10,
        grows: 0,
        right: false,
        spare: 0,
    };
    let columns = vec![
        column("village", text!("村", "Village")),
        column("due", text!("应核", "Due")),
    ];
    let mut table = Table::new(columns, phrase!("无", "none"));
    table.set_rows(vec![
        row("z", "张家庄", 9),
        row("l", "刘家庄", 112),
        row("w", "王家庄", 31),
        row("d", "大店子", 1_317),
    ]);
    table
}

fn ids(table: &Table) -> Vec<&str> {
    table.shown().map(|row| row.id.as_str()).collect()
}

#[test]
fn columns_sort_by_what_they_hold() {
    let mut table = villages();
    table.sort_by(0);
    assert_eq!(ids(&table), ["d", "l", "w", "z"], "names by sound");
    table.sort_by(1);
    assert_eq!(
        ids(&table),
        ["z", "w", "l", "d"],
        "counts by value, not by their digits"
    );
    table.sort_by(1);
    assert_eq!(ids(&table), ["d", "l", "w", "z"], "once more, and it falls");
    table.sort_beside(true);
    assert_eq!(
        (table.sort(), ids(&table)),
        (None, vec!["z", "l", "w", "d"])
    );
}

#[test]
fn the_filter_folds_width_and_reads_initials() {
    let mut table = villages();
    for (filter, found) in [
        ("家庄", 3),
        ("１，３", 1),
        ("1,3", 1),
        ("ljz", 1),
        ("LJZ", 1),
        ("x", 0),
    ] {
        table.set_filter(filter);
        assert_eq!(table.count(), found, "{filter}");
    }
    assert!(table.current().is_none() && !table.toggle_mark());
    assert!(table.set_filter("") && !table.set_filter(""));
}

#[test]
fn cursor_and_marks_hold_on_to_their_rows() {
    let mut table = villages();
    assert_eq!(table.cursor(), Some(0));
    table.go(Move::Down);
    table.toggle_mark();
    table.go(Move::Up);
    table.set_rows(vec![
        row("n", "新村", 5),
        row("z", "张家庄", 9),
        row("l", "刘家庄", 90),
    ]);
    assert_eq!(table.current().map(|row| row.id.as_str()), Some("l"));
    assert_eq!(table.selected().len(), 1);
    table.set_rows(vec![row("n", "新村", 5), row("z", "张家庄", 9)]);
    assert_eq!(
        table.current().map(|row| row.id.as_str()),
        Some("z"),
        "the row now at its place, or the last"
    );
    assert_eq!(table.marks(), 0, "a row that is gone is not marked");
}

#[test]
fn a_filter_that_is_taken_away_gives_the_cursor_back_and_one_that_is_kept_does_not() {
    let mut table = villages();
    let at = |table: &Table| table.current().map(|row| row.id.clone());
    table.go_to("w");
    table.narrow("x");
    assert_eq!(at(&table), None);
    table.narrow("");
    table.settle();
    assert_eq!(at(&table).as_deref(), Some("w"), "nothing matched");
    table.narrow("l");
    table.narrow("");
    table.settle();
    assert_eq!(at(&table).as_deref(), Some("w"), "another row matched");
    table.narrow("l");
    table.settle();
    table.set_filter("");
    assert_eq!(at(&table).as_deref(), Some("l"), "the filter was kept");
    table.narrow("家庄");
    table.go(Move::First);
    table.narrow("");
    assert_eq!(at(&table).as_deref(), Some("z"), "the operator moved on");
    table.go_to("w");
    table.narrow("l");
    table.set_rows(vec![row("z", "张家庄", 9), row("l", "刘家庄", 112)]);
    table.narrow("");
    assert_eq!(
        at(&table).as_deref(),
        Some("l"),
        "the row it stood on is gone"
    );
}

#[test]
fn marking_all_marks_what_matches_and_keeps_other_marks() {
    let mut table = villages();
    table.go(Move::Last);
    table.toggle_mark();
    table.set_filter("家庄");
    assert_eq!(table.mark_all(), 3);
    assert_eq!(table.marks(), 4);
    assert!(table.unmark_all() && !table.unmark_all());
}

#[test]
fn the_window_stays_until_the_cursor_leaves_it_then_jumps_half_a_page() {
    let mut table = villages();
    table.set_rows((0..100).map(|n| row(&n.to_string(), "村", n)).collect());
    assert_eq!(table.window(10), 0..10);
    table.go(Move::PageDown);
    assert_eq!((table.cursor(), table.window(10)), (Some(10), 5..15));
    table.go(Move::Up);
    assert_eq!(
        table.window(10),
        5..15,
        "no scroll while the cursor is inside"
    );
    table.go(Move::Last);
    assert_eq!(table.window(10), 90..100);
    assert!(!table.go(Move::Down), "nothing moves at the end");
    table.go(Move::First);
    assert_eq!(table.window(10), 0..10);
}

#[test]
fn cells_read_as_people_write_them() {
    assert_eq!(Cell::Count(-12_431).text(Lang::Zh), "-12,431");
    assert_eq!(Cell::Money(Fen(123_456)).text(Lang::Zh), "1,234.56");
}
