//! The hand at the keyboard: by the seed, mostly what means something here now, and sometimes anything.

use fastrand::Rng;
use jingban::console::key::{Code, Key};
use jingban::console::notation;
use jingban::desk::panes;

use super::glance::{Above, Glance};
use super::keys::KEYS;
use super::step::Step;

/// What is typed, scanned or pasted.
const TEXTS: &[&str] = &[
    "张l",
    "王",
    "zhang",
    "wangf",
    "上华庄",
    "刘桂芝",
    "0024",
    "3713231100000012",
    "3713231100014335",
    "372827195706290735",
    "37282719500302",
    "13579163137",
    "L20120001",
    "6228487173848659098",
    "３７１３",
    "3713231100000013",
    "。",
    "9.1",
    "2.1 3713231100014335",
    "cs",
    "rq",
    "approve",
    "quit",
    "1",
    "2012-03-09",
];
const PASTES: &[&str] = &[
    "3713231100000012",
    " 37132311 ",
    "372827195706290735X\n",
    "张\u{1b}[31m丽\r\n华",
    "\u{202e}abc\0",
    "",
    "👩‍👩‍👧 é",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
];
const SIZES: &[(u16, u16)] = &[
    (80, 24),
    (80, 24),
    (120, 36),
    (200, 60),
    (79, 24),
    (80, 23),
    (40, 10),
    (1, 1),
    (0, 0),
    (255, 24),
];
const KINDS: &[&str] = &[
    "policy", "person", "deadline", "date", "trail", "looks", "nothing",
];
const ANY: &[Code] = &[
    Code::Enter,
    Code::Esc,
    Code::Tab,
    Code::BackTab,
    Code::Backspace,
    Code::Delete,
    Code::Insert,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::Home,
    Code::End,
    Code::PageUp,
    Code::PageDown,
    Code::F(12),
    Code::F(2),
    Code::F(11),
];

/// The hand.
pub(crate) struct Hand {
    rng: Rng,
}

impl Hand {
    pub(crate) fn of_seed(seed: u64) -> Self {
        Self {
            rng: Rng::with_seed(seed ^ 0x6a62),
        }
    }

    /// What happens next, at a screen that looks like this.
    pub(crate) fn next(&mut self, is: &Glance) -> Vec<Step> {
        let mut steps = match self.rng.u8(..100) {
            _ if is.size.0 < 80 || is.size.1 < 24 => self.at_small(),
            0..38 => self.meant(is),
            38..52 => self.goes(is),
            52..64 => typed(self.pick(TEXTS)),
            64..72 => typed(&self.digits()),
            72..78 => vec![self.anything()],
            78..82 => vec![Step::Paste((*self.pick(PASTES)).to_owned())],
            82..85 => vec![self.size()],
            85..88 => vec![Step::Changed((*self.pick(KINDS)).to_owned())],
            88..91 => struck(self.pick(&["g l", "alt-l"])),
            91..97 => struck(self.pick(&["enter", "esc", "f12", "down", "f5"])),
            97..99 => vec![Step::Pass(self.rng.u64(60_000..200_000))],
            _ => struck(self.pick(&["ctrl-c", "q q"])),
        };
        match self.rng.u8(..10) {
            0..6 => {}
            6..8 => steps.push(Step::Pass(self.rng.u64(1..60))),
            _ => steps.push(Step::Pass(self.rng.u64(60..1_500))),
        }
        if self.rng.u16(..600) == 0 {
            steps.push(Step::HangUp);
        }
        steps
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.rng.usize(..from.len())]
    }

    /// A sequence of a section that may be asked here.
    fn meant(&mut self, is: &Glance) -> Vec<Step> {
        let top = is.stack.last().map_or("", |(name, _)| *name);
        let sections: &[&str] = match (&is.window, is.takes_text) {
            (Some(window), _) if window.kind == Above::Confirm && self.rng.bool() => {
                return typed(&window.leads)
                    .into_iter()
                    .chain(struck("enter"))
                    .collect();
            }
            (Some(_), _) => &["overlay", "overlay", "text"],
            (None, true) => &[top, top, "form", "text", "text", "global"],
            (None, false) => &[top, top, "table", "global", "overview", "benefits"],
        };
        let section = self.pick(sections);
        let known = KEYS.of(section);
        if known.is_empty() {
            return vec![self.anything()];
        }
        let at = self.rng.usize(..known.len());
        known[at].0.iter().copied().map(Step::Strike).collect()
    }

    /// To a screen: by its key, or by the fast path.
    fn goes(&mut self, is: &Glance) -> Vec<Step> {
        let all = panes::all();
        let pane = self.pick(&all);
        match (pane.go, is.takes_text) {
            (Some(c), false) => struck(&format!("g {c}")),
            _ if pane.path.is_empty() => struck("g 1"),
            _ => {
                let argument = self.pick(&["", "", " 3713231100014335", " P.cal.verify_day"]);
                let line = typed(&format!("{}{argument}", pane.path));
                let mut steps = struck("alt-g");
                steps.extend(line);
                steps.extend(struck("enter"));
                steps
            }
        }
    }

    fn digits(&mut self) -> String {
        let count = self.rng.usize(1..6);
        (0..count).map(|_| self.rng.digit(10)).collect()
    }

    fn anything(&mut self) -> Step {
        let code = match self.rng.u8(..10) {
            0..4 => self.pick(ANY),
            4..7 => Code::Char(self.rng.char('!'..='~')),
            7..9 => Code::F(self.rng.u8(1..=12)),
            _ => Code::Char(self.pick(&['张', '　', '１', 'é', '：', '？'])),
        };
        Step::Strike(Key {
            code,
            ctrl: self.rng.u8(..6) == 0,
            alt: self.rng.u8(..8) == 0,
        })
    }

    fn size(&mut self) -> Step {
        let (columns, rows) = self.pick(SIZES);
        Step::Size(columns, rows)
    }

    /// Before a screen too small somebody strikes a key or two and then makes it larger.
    fn at_small(&mut self) -> Vec<Step> {
        if self.rng.bool() {
            return vec![self.size()];
        }
        struck(self.pick(&["f3", "g", "l", "1", "enter", "f12", "q", "esc"]))
    }
}

fn struck(keys: &str) -> Vec<Step> {
    let keys = notation::sequence(keys).unwrap();
    keys.into_iter().map(Step::Strike).collect()
}

fn typed(text: &str) -> Vec<Step> {
    text.chars()
        .map(|c| Step::Strike(Key::plain(Code::Char(c))))
        .collect()
}
