//! The real program in linear mode: lines in and lines out through pipes, no terminal anywhere.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::place::{PROGRAM, Place};

/// What is waited for comes within this time, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(20);

struct Lines {
    child: Child,
    typed: Option<ChildStdin>,
    said: mpsc::Receiver<String>,
    heard: String,
}

impl Lines {
    fn start(place: &Place, arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["--db", &place.url(), "--linear"])
            .args(arguments)
            .env_clear()
            .envs(place.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (to, said) = mpsc::channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if to.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            typed: child.stdin.take(),
            child,
            said,
            heard: String::new(),
        }
    }

    /// Types a line and waits until this is said; everything said since the line.
    fn ask(&mut self, line: &str, awaited: &str) -> String {
        self.heard.clear();
        writeln!(self.typed.as_mut().unwrap(), "{line}").unwrap();
        self.wait_for(awaited);
        self.heard.clone()
    }

    fn wait_for(&mut self, awaited: &str) {
        while !self.heard.contains(awaited) {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) => self.heard.extend([line.as_str(), "\n"]),
                Err(why) => panic!("{awaited} is not said ({why}), but:\n{}", self.heard),
            }
        }
    }

    /// Ends the input; how the program ends.
    fn end(mut self) -> (Option<i32>, String) {
        drop(self.typed.take());
        let code = self.child.wait().unwrap().code();
        let rest: Vec<String> = self.said.iter().collect();
        (code, rest.join("\n"))
    }
}

#[test]
fn rows_are_taken_by_number_fields_filled_line_by_line_and_only_what_changed_is_said() {
    for (lang, saved, refused, unknown) in [
        ("zh", "已填“死亡”", "没有第 900 行", "没有“nokey”这个键"),
        (
            "en",
            "杜芳淑: dead",
            "there is no row 900",
            "'nokey' is no key",
        ),
    ] {
        let place = Place::demonstration();
        let mut lines = Lines::start(&place, &["--lang", lang, "--as", "zhanghua"]);
        lines.wait_for("> 1/6 ");
        lines.ask("g 3", "上华庄村");
        lines.ask("1", "1. 1 | 杜芳淑");
        lines.ask("900", refused);
        lines.ask("nokey", unknown);
        let moved = lines.ask("\\down", "> 2/115");
        assert_eq!(moved.lines().count(), 1, "one line per change: {moved}");
        lines.ask("\\home", "> 1/115");
        lines.ask("d", "V2");
        lines.ask("e08", ": e08");
        lines.ask("沂水医证〔2012〕0117号", "〔2012〕0117号");
        lines.ask("0301", ": 0301");
        let done = lines.ask("", saved);
        assert!(!done.contains('\u{1b}'), "{done}");
        let (code, _) = lines.end();
        assert_eq!(
            code,
            Some(0),
            "the end of the input is the end of the session"
        );
    }
}

#[test]
fn whoever_is_searched_for_is_taken_from_the_numbered_rows() {
    let place = Place::demonstration();
    let mut lines = Lines::start(&place, &["--lang", "zh", "--as", "wangfang"]);
    lines.wait_for("> 1/");
    lines.ask("=2", "== ");
    lines.ask("zhangl", "2. ");
    lines.ask("#2", "3713231");
    lines.ask("\\f12", "2. ");
    lines.ask("3713231200012344", "王秀英");
    assert_eq!(lines.end().0, Some(0));
}

#[test]
fn a_cut_line_keeps_the_draft_and_a_password_is_never_said() {
    let place = Place::demonstration();
    let mut lines = Lines::start(&place, &["--lang", "zh"]);
    lines.wait_for("> 操作员");
    lines.ask("zhanghua", "> 口令");
    let told = lines.ask("nosuchword", "口令: **********");
    assert!(!told.contains("nosuchword"), "{told}");
    // Behind the last field comes the first again.
    lines.ask("zhanghua", "> 口令");
    lines.ask("zhanghua2012", "口令: ************");
    lines.ask("", "== 今日");
    lines.ask("g 3", "上华庄村");
    lines.ask("1", "杜芳淑");
    lines.ask("u", "V7");
    lines.ask("\\tab tab tab tab", "> 备注");
    lines.ask("外出务工", "外出务工");
    assert_eq!(lines.end().0, Some(0));
    let mut again = Lines::start(&place, &["--lang", "zh", "--as", "zhanghua"]);
    again.wait_for("未提交的草稿");
    again.ask("\\alt-r", "备注: 外出务工");
    assert_eq!(again.end().0, Some(0));
}
