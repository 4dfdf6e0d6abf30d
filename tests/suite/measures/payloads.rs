//! Escape sequences and hidden characters in whatever people wrote: on the way to a real terminal there is nothing but
//! what the painter itself writes.

use jingban::{binds, record};

use crate::place::Place;
use crate::pty::Terminal;
use crate::stage::leaked;

record! { struct Number { number: String } }

/// What begins a sequence, in seven bits and in eight.
const BEGINNINGS: &[&str] = &[
    "\x1b[",
    "\x1b]",
    "\x1bP",
    "\x1b_",
    "\x1b^",
    "\x1bX",
    "\x1b",
    "\u{9b}",
    "\u{9d}",
    "\u{90}",
    "\u{9f}",
    "\u{9e}",
    "\u{98}",
    "\x1b\x1b[",
    "王\x1b[",
];
/// What may follow it.
const BODIES: &[&str] = &[
    "2J",
    "H",
    "31m",
    "?1049l",
    "?25h",
    "6n",
    "c",
    ">c",
    "5;5r",
    "!p",
    "8;1;1t",
    "21t",
    "200~",
    "0;title\x07",
    "52;c;QUJD\x07",
    "52;c;?\x1b\\",
    "8;;http://x\x1b\\",
    "4;1;?\x07",
    "10;?\u{9c}",
    "$qm\x1b\\",
    "+q544e\x1b\\",
    "Gf=100;AAAA\x1b\\",
    "q#0~\u{9c}",
    "(0",
    "#8",
    "=",
    "E",
    "M",
    "Z",
    "",
    "1;1H\x1b[K",
];
/// Characters that turn a line round, or hide in it.
pub(super) const HIDDEN: &[char] = &[
    '\u{ad}',
    '\u{34f}',
    '\u{61c}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{3164}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fff9}',
    '\u{e0041}',
];
/// What is written behind `ESC [` besides places (`H`) and styles (`m`): a synchronised update, the cursor, the alternate
/// screen, pastes, erasing, and the question for the width of a line. Moves to the right (`C`) have a number.
const OURS: &[&str] = &[
    "?2026h", "?2026l", "?25h", "?25l", "?1049h", "?1049l", "?2004h", "?2004l", "2J", "K", "6n",
];
/// People on the list that is walked through.
const PEOPLE: usize = 112;

/// Every payload: a sequence, a control, something hidden, a pile, a wide pair.
pub(super) fn payloads() -> Vec<String> {
    let sequences = BEGINNINGS
        .iter()
        .flat_map(|begins| BODIES.iter().map(move |body| format!("{begins}{body}王")));
    let controls = (1..0x20)
        .chain(0x7f..0xa0)
        .filter_map(char::from_u32)
        .map(|control| format!("王{control}英"));
    let hidden = HIDDEN
        .iter()
        .flat_map(|it| [format!("王{it}英"), format!("{it}{it}")]);
    let piles = (1..8).map(|high| format!("王{}英", "\u{301}".repeat(high * 9)));
    let wide = ["👩‍👩‍👧", "𠮷𠮷", "ｗｉｄｅ", "🇨🇳", "ﷺ", "王\u{302a}\u{20dd}"].map(str::to_owned);
    sequences
        .chain(controls)
        .chain(hidden)
        .chain(piles)
        .chain(wide)
        .collect()
}

/// The length of a sequence of the painter's at the beginning of a text, or of the bell.
fn ours(text: &str) -> Option<usize> {
    if text.starts_with('\x07') {
        return Some(1);
    }
    if let Some(feeds) = text.strip_prefix('\r') {
        // To the beginning of one of the next rows.
        let rows = feeds.chars().take_while(|it| *it == '\n').count();
        return (1..=3).contains(&rows).then_some(1 + rows);
    }
    let sequence = text.strip_prefix("\x1b[")?;
    let length = sequence.find(|c: char| c.is_ascii_alphabetic())? + 1;
    let (before, last) = sequence[..length].split_at(length - 1);
    let numbers = before.chars().all(|c| c.is_ascii_digit() || c == ';');
    let known = OURS.contains(&&sequence[..length]) || (numbers && matches!(last, "H" | "m" | "C"));
    known.then_some(2 + length)
}

/// The first thing in these bytes that the painter does not write.
pub(super) fn foreign(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.as_ref();
    while let Some(at) = rest.find(|c: char| c.is_control() || HIDDEN.contains(&c)) {
        rest = &rest[at..];
        match ours(rest) {
            Some(length) => rest = &rest[length..],
            None => return Some(rest.chars().take(24).collect()),
        }
    }
    None
}

/// Writes a payload into every text of each of these people.
async fn plant(place: &Place, payloads: &[String]) {
    let db = place.open().await;
    let people = leaked(
        "select insurance_no as number from verification_items where month = 201203 and village =
            (select village from persons where insurance_no = '3713231200012344') order by insurance_no",
    );
    let people: Vec<Number> = db.rows(&people, &[]).await.unwrap();
    assert!(people.len() >= PEOPLE, "{}", people.len());
    let written = leaked(
        "update persons set name = $1, address = $1, phone = $1, account_holder = $1, card_no = $1, household_no = $1
         where insurance_no = $2",
    );
    let mut tx = db.begin().await.unwrap();
    for (person, payload) in people.iter().zip(payloads) {
        let bound = binds![payload.as_str(), person.number.as_str()];
        tx.run(&written, &bound).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
}

#[tokio::test]
async fn no_sequence_of_others_reaches_the_terminal() {
    let payloads = payloads();
    assert!(payloads.len() >= 500, "{}", payloads.len());
    let place = Place::demonstration();
    let url = place.url();
    let arguments = ["--db", url.as_str(), "--as", "zhanghua"];
    let mut terminal = Terminal::start_in((200, 60), &place, &arguments, &[]);
    terminal.wait_for("2012-03-31");
    terminal.step("g3", "上华庄村");
    terminal.step("\r", "杜芳淑");
    for some in payloads.chunks(PEOPLE) {
        plant(&place, some).await;
        for keys in ["\x12", "p", "\x1b[24~", "\x1b[F"] {
            terminal.step(keys, "");
        }
        terminal.step("\x1b[H", "⟨U+");
        assert_eq!(foreign(&terminal.heard), None);
    }
    for shown in ["⟨U+202E⟩", "⟨U+200B⟩", "⟨U+009B⟩", "⟨U+001B⟩"] {
        let heard = String::from_utf8_lossy(&terminal.heard);
        assert!(heard.contains(shown), "{shown} is nowhere shown");
    }
}

#[test]
fn what_the_painter_does_not_write_is_seen() {
    assert_eq!(
        foreign("\x1b[?2026h\x1b[6;2H\x1b[0;1;97m王\x1b[K\x07".as_bytes()),
        None
    );
    for bad in [
        "\x1b[3J",
        "\x1b]0;x\x07",
        "\u{9b}2J",
        "a\u{202e}b",
        "\x1b[5;5r",
        "\n",
        "\r",
        "\r\n\n\n\n",
        "\x1b[?1000h",
        "\x1b",
    ] {
        assert!(foreign(bad.as_bytes()).is_some(), "{bad:?}");
    }
}
