//! Whole screens, as an operator would see them.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::*;
use crate::console::body::{Body, Fact, Line, Rows, Run};
use crate::console::field::TextField;
use crate::console::form::{FieldSpec, Form};
use crate::console::frame::Hint;
use crate::console::overlay::{Confirm, Overlay, Search};
use crate::console::table::{Cell, Column, Move, Table, TableRow};
use crate::kernel::clause::Clause;
use crate::kernel::money::Fen;
use crate::kernel::text::{Lang, Phrase, Text};
use crate::{phrase, text};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 36)];

fn villages(rows: usize) -> Table {
    let column = |title: Text, width, grows, right, spare| Column {
        id: title.en,
        title,
        width,
        grows,
        right,
        spare,
    };
    let mut table = Table::new(
        vec![
            column(text!("村", "Village"), 20, 1, false, 0),
            column(text!("应核", "Due"), 6, 0, true, 0),
            column(text!("金额", "Amount"), 14, 0, true, 0),
            column(text!("状态", "State"), 14, 1, false, 1),
            column(text!("协理员", "Coordinator"), 40, 2, false, 2),
        ],
        phrase!("本月没有待核实的村", "no village to verify this month"),
    );
    let row = |at: usize| TableRow {
        id: at.to_string(),
        cells: vec![
            Cell::Outside(Shown::new(&format!("上华庄第{at}村"))),
            Cell::Count(1204),
            Cell::Money(Fen(123_456_789)),
            Cell::Fixed(text!("村已签", "signed")),
            Cell::Outside(Shown::new("张\u{202e}华")),
        ],
        tone: if at == 1 { Tone::Warning } else { Tone::Plain },
    };
    table.set_rows((0..rows).map(row).collect());
    table
}

fn frame(lang: Lang, body: Body<'_>) -> Frame<'_> {
    let hint = |keys: &str, label: Text, allowed| Hint {
        keys: keys.to_owned(),
        label,
        allowed,
    };
    Frame {
        lang,
        header: vec![
            Run::toned(Tone::Strong, text!("居保经办台", "Pension desk")),
            Run::plain(phrase!("371323 沂水县", "371323 Yishui County")),
            Run::plain(phrase!(
                "王芳 认证岗 C-VER",
                "Wang Fang, verification C-VER"
            )),
            Run::plain(phrase!("2012-03-08 周四", "Thu 2012-03-08")),
        ],
        countdown: Line(vec![
            Run::toned(
                Tone::Warning,
                phrase!("核实 10日 剩2天", "verify by the 10th: 2 days"),
            ),
            Run::plain(phrase!(" | 拨付 15日", " | fund by the 15th")),
        ]),
        menu: vec![
            Run::plain(text!("g1今日", "g1 Today")),
            Run::toned(Tone::Strong, text!("g3认证", "g3 Verify")),
        ],
        title: (text!("认证", "Verification"), phrase!("2012-03", "2012-03")),
        body,
        takes_text: true,
        searches: false,
        message: Some((Tone::Bad, phrase!("比对未完成", "matching is not done"))),
        hints: vec![
            hint("Enter", text!("打开", "Open"), true),
            hint("F1", text!("帮助", "Help"), true),
            hint("s", text!("签字", "Sign"), false),
        ],
        which_key: None,
        overlay: None,
        too_small: None,
    }
}

fn drawn(frame: &Frame<'_>, look: Look, (columns, rows): (u16, u16)) -> (Buffer, Option<Position>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let caret = draw(frame, look, &mut buffer);
    (buffer, caret)
}

/// Every wide character is followed by the blank it covers, inside the screen.
fn assert_well_formed(buffer: &Buffer) {
    let area = *buffer.area();
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = buffer.cell((x, y)).expect("inside");
            let wide = cell.cell_width().max(1);
            assert!(x + wide <= area.width, "{x},{y} {:?}", cell.symbol());
            if wide == 2 {
                assert_eq!(buffer.cell((x + 1, y)).expect("inside").symbol(), " ");
            }
            x += wide;
        }
    }
}

fn line(text: &str, at: usize) -> &str {
    text.lines().nth(at).unwrap_or_default()
}

#[test]
fn a_table_stands_in_its_frame_in_both_languages() {
    let table = villages(30);
    let zh = dump(
        &frame(Lang::Zh, Body::Table(&table)),
        Look::default(),
        80,
        24,
    );
    assert!(line(&zh, 0).starts_with(" 居保经办台"), "{zh}");
    assert!(line(&zh, 0).ends_with("2012-03-08 周四"), "{zh}");
    assert_eq!(line(&zh, 1), " 核实 10日 剩2天 ! | 拨付 15日");
    assert_eq!(line(&zh, 2), " g1今日 g3认证");
    assert_eq!(line(&zh, 4), " 认证  2012-03");
    assert!(line(&zh, 6).starts_with(" >   上华庄第0村"), "{zh}");
    assert!(line(&zh, 6).contains("1,204"), "{zh}");
    assert!(line(&zh, 7).starts_with("   ! 上华庄第1村"), "{zh}");
    assert_eq!(line(&zh, 20), "     1/30");
    assert_eq!(line(&zh, 22), " !! 比对未完成");
    assert_eq!(line(&zh, 23), " Enter打开 (s签字) | F1帮助");
    let en = dump(
        &frame(Lang::En, Body::Table(&table)),
        Look::default(),
        80,
        24,
    );
    assert!(
        line(&en, 0).contains("Wang Fang, verification C-VER"),
        "{en}"
    );
    assert!(line(&en, 5).contains("Village"), "{en}");
    assert_eq!(line(&en, 23), " Enter Open  (s Sign)  | F1 Help");
}

#[test]
fn a_wide_screen_shows_more_columns_and_marks_what_hides_in_a_name() {
    let table = villages(3);
    let frame = frame(Lang::Zh, Body::Table(&table));
    let narrow = dump(&frame, Look::default(), 80, 24);
    assert!(!narrow.contains("协理员"), "{narrow}");
    let wide = dump(&frame, Look::default(), 120, 36);
    assert!(wide.contains("协理员"), "{wide}");
    assert!(
        wide.contains("张⟨U+202E⟩华") && !wide.contains('\u{202e}'),
        "{wide}"
    );
}

#[test]
fn no_screen_is_torn_whatever_its_size_and_language() {
    let table = villages(40);
    let form = registration();
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES.into_iter().chain([(81, 25), (97, 30), (200, 60)]) {
            let parts = vec![
                (Rows::Fit, facts()),
                (Rows::Fit, Body::Form(&form)),
                (
                    Rows::Rest,
                    Body::Beside(vec![
                        (60, Body::Table(&table)),
                        (
                            40,
                            Body::Framed(phrase!("说明", "Notes"), Box::new(prose())),
                        ),
                    ]),
                ),
            ];
            let titles = vec![text!("概况", "Overview"), text!("账户", "Account")];
            let body = Body::Tabs(titles, 1, Box::new(Body::Stack(parts)));
            let (buffer, _) = drawn(&frame(lang, body), Look::default(), size);
            assert_well_formed(&buffer);
            assert!(dump::text(&buffer).contains(lang_word(lang)));
        }
    }
}

fn lang_word(lang: Lang) -> &'static str {
    text!("[账户]", "[Account]").in_lang(lang)
}

fn facts() -> Body<'static> {
    let fact = |label, value: &str, wide| Fact {
        label,
        value: Run::plain(Shown::new(value)),
        wide,
    };
    Body::Facts(vec![
        fact(text!("姓名", "Name"), "诸葛建国", false),
        fact(text!("性别", "Sex"), "男", false),
        fact(
            text!("住址", "Address"),
            &"山东省临沂市沂水县".repeat(8),
            true,
        ),
    ])
}

fn prose() -> Body<'static> {
    let words = "各村于每月10日前完成认证，逾期由乡镇所督办。".repeat(9);
    Body::Lines(vec![Line(vec![Run::plain(Shown::new(&words))])])
}

static FIELDS: [FieldSpec; 2] = [name(), phone()];

const fn name() -> FieldSpec {
    let help = text!("与户口簿一致", "as in the household register");
    let mut spec = FieldSpec::text("name", text!("姓名", "Name"), help, Clause::of("D"));
    spec.required = true;
    spec
}

const fn phone() -> FieldSpec {
    let label = text!("电话", "Phone");
    let mut spec = FieldSpec::text("phone", label, text!("", ""), Clause::of("D"));
    spec.width = 8;
    spec
}

fn registration() -> Form {
    Form::new(&FIELDS, |_| Ok(()))
}

#[test]
fn the_caret_stands_where_the_next_character_will() {
    let mut form = registration();
    form.fill("name", "王芳");
    let (buffer, caret) = drawn(
        &frame(Lang::Zh, Body::Form(&form)),
        Look::default(),
        (80, 24),
    );
    let text = dump::text(&buffer);
    assert!(line(&text, 5).starts_with(" > 姓名*[王芳"), "{text}");
    assert_eq!(caret, Some(Position::new(13, 5)));
    form.at = 1;
    form.fill("phone", "139000000001234");
    let (buffer, caret) = drawn(
        &frame(Lang::Zh, Body::Form(&form)),
        Look::default(),
        (80, 24),
    );
    let text = dump::text(&buffer);
    assert!(line(&text, 6).contains("[00001234 ]"), "{text}");
    assert_eq!(caret, Some(Position::new(17, 6)));
}

#[test]
fn an_error_stands_under_the_field_it_blames() {
    let mut form = registration();
    assert!(form.checked().is_err());
    let text = dump(&frame(Lang::Zh, Body::Form(&form)), Look::default(), 80, 24);
    assert!(
        line(&text, 6).trim_start().starts_with("!! 姓名未填写"),
        "{text}"
    );
}

#[test]
fn too_small_shows_the_sentence_and_nothing_else() {
    let table = villages(3);
    let mut frame = frame(Lang::Zh, Body::Table(&table));
    frame.too_small = Some(phrase!("窗口过小", "the window is too small"));
    let text = dump(&frame, Look::default(), 40, 9);
    assert_eq!(text.trim(), "窗口过小");
    assert_eq!(line(&text, 4), format!("{}窗口过小", " ".repeat(16)));
    dump(&frame, Look::default(), 1, 1);
}

#[test]
fn without_colour_the_selected_row_is_still_reversed() {
    let mut table = villages(9);
    table.go(Move::Down);
    let look = Look {
        theme: Theme::Mono,
        ..Look::default()
    };
    let frame = frame(Lang::Zh, Body::Table(&table));
    let (buffer, _) = drawn(&frame, look, (80, 24));
    for y in 6..9 {
        let cell = buffer.cell((20, y)).expect("inside");
        assert_eq!(cell.modifier.contains(Modifier::REVERSED), y == 7);
    }
    assert_eq!(buffer.cell((1, 7)).expect("inside").symbol(), ">");
    let bytes = Painter::new(80, 24).paint(&frame, look);
    let styles: Vec<&str> = bytes
        .split("\x1b[")
        .filter_map(|after| after.split_once('m').map(|(style, _)| style))
        .filter(|style| style.bytes().all(|b| b.is_ascii_digit() || b == b';'))
        .collect();
    assert!(
        styles
            .iter()
            .any(|style| style.split(';').any(|it| it == "7"))
    );
    let coloured = |style: &&str| style.split(';').any(|code| code.len() > 1);
    assert!(!styles.iter().any(coloured), "{styles:?}");
}

#[test]
fn ascii_chrome_is_ascii() {
    let table = villages(0);
    let mut frame = frame(
        Lang::En,
        Body::Framed(phrase!("框", "Box"), Box::new(Body::Table(&table))),
    );
    frame.which_key = Some(frame.hints.clone());
    for practice in [false, true] {
        let look = Look {
            ascii: true,
            practice,
            ..Look::default()
        };
        let text = dump(&frame, look, 80, 24);
        assert!(text.is_ascii(), "{text}");
    }
}

#[test]
fn a_demonstration_is_marked_on_every_line_of_chrome() {
    let table = villages(2);
    let look = Look {
        practice: true,
        ..Look::default()
    };
    let text = dump(&frame(Lang::Zh, Body::Table(&table)), look, 80, 24);
    for at in [0, 1, 2, 3, 4, 21, 22, 23] {
        assert!(line(&text, at).starts_with('#'), "{text}");
    }
    assert!(line(&text, 3).contains("演示"), "{text}");
}

#[test]
fn a_number_is_never_cut() {
    let mut table = villages(1);
    table.columns[2].width = 6;
    let text = dump(
        &frame(Lang::Zh, Body::Table(&table)),
        Look::default(),
        80,
        24,
    );
    assert!(
        line(&text, 6).contains("######") && !text.contains("1,234"),
        "{text}"
    );
}

#[test]
fn an_overlay_takes_the_caret_and_leaves_the_header() {
    let form = registration();
    let mut typed = TextField::default();
    typed.insert("18");
    let overlay = Overlay::Confirm(Confirm {
        question: phrase!("核定187人", "approve 187 persons"),
        word: "187".to_owned(),
        answer: None,
        text: typed,
        action: crate::console::action::Action("test.approve"),
    });
    let mut frame = frame(Lang::Zh, Body::Form(&form));
    frame.overlay = Some(&overlay);
    let (buffer, caret) = drawn(&frame, Look::default(), (80, 24));
    let text = dump::text(&buffer);
    assert!(
        text.contains("371323 沂水县") && text.contains("王芳 认证岗 C-VER"),
        "{text}"
    );
    assert!(text.contains("请键入 187 后按 Enter 确认"), "{text}");
    let caret = caret.expect("in the field");
    assert!(line(&text, usize::from(caret.y)).contains("[18"), "{text}");
    assert_well_formed(&buffer);
}

#[test]
fn help_shows_its_search_field_and_rows_over_everything() {
    let table = villages(40);
    let search = Search {
        text: TextField::default(),
        rows: villages(5),
        about: vec![Line(vec![Run::plain(text!("字段说明", "about the field"))])],
    };
    let overlay = Overlay::Help(search);
    let mut frame = frame(Lang::Zh, Body::Table(&table));
    frame.overlay = Some(&overlay);
    let (buffer, caret) = drawn(&frame, Look::default(), (80, 24));
    let text = dump::text(&buffer);
    assert!(text.contains("字段说明") && text.contains("1/5"), "{text}");
    assert_eq!(caret, Some(Position::new(4, 5)));
    assert_well_formed(&buffer);
}

#[test]
fn what_may_follow_a_first_stroke_stands_above_the_keys() {
    let table = villages(40);
    let mut frame = frame(Lang::En, Body::Table(&table));
    frame.which_key = Some(frame.hints.clone());
    let text = dump(&frame, Look::default(), 80, 24);
    assert!(
        line(&text, 20).contains("Enter Open") && line(&text, 20).contains("(s Sign)"),
        "{text}"
    );
}

#[test]
fn a_long_message_grows_upwards_and_is_read_whole() {
    let table = villages(40);
    let mut frame = frame(Lang::Zh, Body::Table(&table));
    frame.message = Some((Tone::Bad, Phrase::verbatim("认证材料不全，".repeat(12))));
    let text = dump(&frame, Look::default(), 80, 24);
    assert!(line(&text, 20).starts_with(" !! 认证材料不全"), "{text}");
    assert_eq!(line(&text, 22), " 全，认证材料不全，");
}

#[test]
fn a_narrow_header_keeps_county_operator_and_post() {
    let table = villages(1);
    let mut frame = frame(Lang::En, Body::Table(&table));
    frame
        .header
        .push(Run::toned(Tone::Warning, text!("演示", "DEMO")));
    let text = dump(&frame, Look::default(), 80, 24);
    for kept in [
        "371323 Yishui County",
        "Wang Fang, verification C-VER",
        "2012-03-08",
        "DEMO",
    ] {
        assert!(line(&text, 0).contains(kept), "{text}");
    }
}

#[test]
fn a_screen_costs_no_more_bytes_than_a_slow_line_can_bear() {
    for (size, first, page) in [
        ((80, 24), 6_000, 6_000),
        ((120, 40), 10_000, 9_000),
        ((200, 60), 15_000, 13_000),
    ] {
        let mut table = villages(500);
        let mut painter = Painter::new(size.0, size.1);
        let mut cost = |table: &Table| {
            let frame = frame(Lang::Zh, Body::Table(table));
            painter.paint(&frame, Look::default()).len()
        };
        assert!(cost(&table) <= first, "first paint at {size:?}");
        assert_eq!(cost(&table), 0, "no change at {size:?}");
        table.go(Move::Down);
        let down = cost(&table);
        assert!(down <= 600, "{down} bytes for a row down at {size:?}");
        table.go(Move::PageDown);
        let turned = cost(&table);
        assert!(turned <= page, "{turned} bytes for a page at {size:?}");
    }
}
