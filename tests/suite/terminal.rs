//! The real program in a real terminal: what only there can be seen. What is on the screens is tried by the journeys.

use std::fs;
use std::time::Duration;

use crate::place::Place;
use crate::pty::Terminal;
use crate::stage::raw;

/// How soon the program must have gone.
const SOON: Duration = Duration::from_secs(2);

#[test]
fn it_opens_at_its_door_lets_in_finds_a_scanned_number_and_gives_the_terminal_back() {
    let place = Place::demonstration();
    let mut terminal = Terminal::start(&place, &["--db", &place.url()]);
    let took = terminal.wait_for("fanhongtao2012");
    assert!(took < SOON, "the first screen took {took:?}");
    let screen = terminal.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste());
    terminal.strike("wangfang\twangfang2012\r");
    terminal.wait_for("养老金存入领取人账户");
    // Keys count again when the first screen of whoever has signed in can have been seen.
    terminal.settle();
    terminal.strike("3713231200012344\r");
    terminal.wait_for("请本人持居民身份证");
    assert!(
        terminal
            .text()
            .contains("王秀英  3713231200012344  372801********0024")
    );
    terminal.strike("qq");
    assert_eq!(terminal.ended(SOON), 0);
    let trail = place
        .ask("--json --as wangfang lookup 3713231200012344")
        .said;
    let looks = trail.matches("\"act\":\"person.look\"").count();
    assert_eq!(
        looks, 2,
        "who looked is in the trail: this command, and the screen before it: {trail}"
    );
}

/// What stands in the box before the caret.
fn before_caret(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    assert!(
        !screen.hide_cursor(),
        "an input method asks where the caret is"
    );
    let (row, caret) = screen.cursor_position();
    let opens = |column: &u16| {
        screen
            .cell(row, *column)
            .is_some_and(|cell| cell.contents() == "[")
    };
    let first = (0..caret).find(opens).unwrap() + 1;
    screen.contents_between(row, first, row, caret)
}

#[test]
fn the_caret_stands_behind_what_is_typed_whatever_is_painted_meanwhile() {
    let place = Place::demonstration();
    let mut terminal = Terminal::seated(&place, "wangfang");
    assert!(terminal.screen().hide_cursor(), "a table has none");
    terminal.strike("=cx\r");
    terminal.wait_for("查找 [");
    let typed = [
        ("张", "只列出前 100 人", "张"),
        ("l", "张丽", "张l"),
        ("\u{7f}\u{7f}王秀英", "372801********0024", "王秀英"),
        ("\x1b[D", "372801********0024", "王秀"),
    ];
    for (keys, found, before) in typed {
        terminal.strike(keys);
        terminal.wait_for(found);
        terminal.settle();
        assert_eq!(before_caret(&terminal), before, "{}", terminal.text());
    }
}

#[test]
fn signals_end_it_and_the_terminal_is_given_back() {
    let place = Place::demonstration();
    for name in ["TERM", "HUP"] {
        let mut terminal = Terminal::seated(&place, "wangfang");
        terminal.signal(name);
        assert_eq!(terminal.ended(SOON), 0, "{name}");
        assert!(
            terminal.text().trim().is_empty(),
            "the screen before is there again"
        );
    }
}

#[test]
fn a_table_becomes_a_file_and_one_cell_goes_to_the_clipboard_of_the_terminal() {
    let place = Place::demonstration();
    let mut terminal = Terminal::seated(&place, "wangfang");
    terminal.strike("=cx\r");
    terminal.wait_for("查找 [");
    terminal.strike("王秀英");
    terminal.wait_for("372801********0024");
    terminal.strike("\x1bc");
    terminal.wait_for("复制哪一项");
    terminal.strike("*******\r");
    terminal.wait_for("已送往终端");
    let sent = b"\x1b]52;c;MzcyODAxKioqKioqKiowMDI0\x1b\\";
    let sequences = |terminal: &Terminal, begin: &[u8]| {
        let windows = terminal.heard.windows(begin.len());
        windows.filter(|it| *it == begin).count()
    };
    assert_eq!(sequences(&terminal, sent), 1);
    assert_eq!(sequences(&terminal, b"\x1b]52"), 1, "and nothing else");
    terminal.strike("\x1bOQ\x15people.csv\r");
    terminal.wait_for("已导出 people.csv");
    let home = place.environment().swap_remove(0).1;
    let text = fs::read_to_string(format!("{home}/people.csv")).unwrap();
    assert!(text.contains("372801********0024"), "{text}");
}

/// Whether a row of the screen is reversed, in the cell its text begins in.
fn is_reversed(terminal: &Terminal, text: &str) -> bool {
    let screen = terminal.screen();
    let row = screen
        .rows(0, 80)
        .position(|row| row.contains(text))
        .unwrap();
    let cell = |column| screen.cell(u16::try_from(row).unwrap(), column).unwrap();
    let first =
        (1..80).find(|column| cell(*column).contents() == text.chars().next().unwrap().to_string());
    cell(first.unwrap()).inverse()
}

#[test]
fn without_colour_the_row_under_the_cursor_is_reversed() {
    let place = Place::demonstration();
    let url = place.url();
    let arguments = ["--db", url.as_str(), "--as", "wangfang"];
    let mut terminal = Terminal::start_in((80, 24), &place, &arguments, &[("NO_COLOR", "1")]);
    terminal.wait_for("2012-03-31");
    terminal.settle();
    assert!(
        is_reversed(&terminal, "用款申请报送财政") && !is_reversed(&terminal, "资金拨入支出户")
    );
    terminal.strike("\x1b[B\x1b[B\x1b[B");
    terminal.settle();
    assert!(
        !is_reversed(&terminal, "用款申请报送财政") && is_reversed(&terminal, "资金拨入支出户")
    );
    let screen = terminal.screen();
    let cells = (0..24).flat_map(|row| (0..80).filter_map(move |column| screen.cell(row, column)));
    let coloured = |cell: &vt100::Cell| {
        (cell.fgcolor(), cell.bgcolor()) != (vt100::Color::Default, vt100::Color::Default)
    };
    assert!(!cells.clone().any(coloured), "no cell has a colour");
    assert!(
        cells.clone().any(vt100::Cell::bold),
        "what is strong is bold"
    );
}

#[test]
fn too_small_a_terminal_is_refused_and_takes_no_keys() {
    let place = Place::demonstration();
    let url = place.url();
    let mut terminal =
        Terminal::start_in((79, 24), &place, &["--db", &url, "--as", "wangfang"], &[]);
    terminal.wait_for("80");
    assert!(
        terminal.text().contains("79") && !terminal.text().contains("王芳"),
        "{}",
        terminal.text()
    );
    terminal.strike("gl3713231200012344\r");
    terminal.settle();
    assert!(terminal.runs());
    terminal.resize(80, 24);
    terminal.wait_for("养老金存入领取人账户");
    assert!(
        !terminal.text().contains("3713231200012344"),
        "{}",
        terminal.text()
    );
    terminal.resize(80, 23);
    terminal.wait_for("23");
    terminal.signal("TERM");
    assert_eq!(terminal.ended(SOON), 0);
}

#[test]
fn five_wrong_passwords_end_the_session() {
    let place = Place::demonstration();
    let mut terminal = Terminal::start(&place, &["--db", &place.url(), "--lang", "en"]);
    terminal.wait_for("fanhongtao2012");
    terminal.strike("wangfang\t");
    for _ in 0..4 {
        terminal.strike("wangfang2011");
        terminal.wait_for("password*[************ ");
        terminal.strike("\r");
        terminal.wait_for(" >!password*[             ");
        // Keys struck before the error can have been seen are thrown away: an eye is slower than this.
        terminal.settle();
        assert!(
            terminal
                .text()
                .contains("operator or password is wrong. Check both")
        );
    }
    assert!(terminal.runs());
    terminal.strike("wangfang2011\r");
    terminal.ended(SOON);
}

#[test]
fn a_terminal_that_draws_lines_wide_gets_them_in_ascii() {
    let place = Place::demonstration();
    let mut terminal = Terminal::start(&place, &["--db", &place.url()]);
    terminal.line_width = 2;
    terminal.wait_for("fanhongtao2012");
    assert!(terminal.text().contains("#=== 演示 ===") && !terminal.text().contains('═'));
}

#[test]
fn a_locale_that_is_not_utf_8_is_told_so_in_ascii() {
    let place = Place::demonstration();
    let url = place.url();
    let arguments = ["--db", url.as_str()];
    let mut terminal = Terminal::start_in((80, 24), &place, &arguments, &[("LANG", "zh_CN.GBK")]);
    terminal.wait_for("fanhongtao2012");
    terminal.signal("TERM");
    terminal.ended(SOON);
    let said = terminal.text();
    assert!(said.is_ascii() && said.contains("UTF-8"), "{said}");
}

#[test]
fn the_first_start_builds_the_demonstration_and_shows_how_far_it_has_come() {
    let place = Place::empty();
    let mut terminal = Terminal::start(&place, &[]);
    terminal.wait_for("首次启动，正在建立演示库");
    terminal.wait_for("payments");
    terminal.wait_for("fanhongtao2012");
    terminal.strike("wangfang\twangfang2012\r");
    terminal.wait_for("养老金存入领取人账户");
    terminal.settle();
    terminal.strike("qq");
    assert_eq!(terminal.ended(SOON), 0);
    let database = place.file("data/jingban/demonstration.db");
    assert!(database.exists());
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&database).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "its owner alone reads it");
    let again = place.run(&["doctor"]);
    assert_eq!(
        (again.code, again.complained.as_str()),
        (0, ""),
        "it is not built twice"
    );
}

#[tokio::test]
async fn real_work_asks_for_the_password_shows_it_nowhere_and_keeps_its_date() {
    let place = Place::demonstration();
    let db = place.open().await;
    let real = "update settings set value = 'production' where name = 'environment'";
    raw(&db, &[real]).await;
    db.close().await;
    let url = place.url();
    let command = [
        "--db",
        &url,
        "--as",
        "wangfang",
        "--date",
        "2012-04-02",
        "policy",
        "list",
    ];
    let mut terminal = Terminal::start(&place, &command);
    terminal.wait_for("wangfang 的口令：");
    terminal.settle();
    terminal.strike("wangfang2012\r");
    terminal.wait_for("PN-2301");
    assert!(
        !terminal.text().contains("wangfang2012"),
        "{}",
        terminal.text()
    );
    assert_eq!(terminal.ended(SOON), 1);
}
