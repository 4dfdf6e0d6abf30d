//! The whole screen as a description: header, countdown, menu, pane, message, hints.

use chrono::{Datelike, Weekday};

use super::super::body::{Body, Run, Tone};
use super::super::frame::{Frame, SMALLEST};
use super::super::keymap::Bound;
use super::{App, Ground};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

impl App {
    /// The screen as it is now.
    pub fn frame(&self) -> Frame<'_> {
        let top = self.stack.last();
        Frame {
            lang: self.lang,
            header: self.header(),
            countdown: self.banner.line(&self.desk),
            menu: self.menu(),
            title: top.map_or((self.product, Phrase::default()), |layer| {
                (layer.spec.title, layer.pane.heading())
            }),
            body: top.map_or_else(|| Body::Lines(Vec::new()), |layer| layer.pane.body()),
            takes_text: matches!(self.stance.on, Ground::Form | Ground::Search),
            searches: self.stance.on == Ground::Search,
            message: self.said(),
            hints: self.hints(),
            which_key: self.which_key(),
            overlay: self.overlay.as_ref(),
            too_small: self.is_too_small().then(|| self.told_small()),
        }
    }

    /// Product, place, who, day, and whether it is a demonstration: on every screen.
    fn header(&self) -> Vec<Run> {
        let desk = &self.desk;
        let day = desk.business_date;
        let mut runs = vec![
            Run::toned(Tone::Strong, self.product),
            Run::plain((self.place)(desk)),
            Run::plain(Shown::new(&desk.name)),
            Run::plain(post(desk)),
            Run::plain(phrase!(
                "{day} {weekday}",
                "{day} {weekday}",
                day = day,
                weekday = weekday(day.weekday())
            )),
        ];
        if desk.demonstration {
            runs.push(Run::toned(Tone::Warning, text!("演示", "DEMO")));
        }
        runs
    }

    /// The panes that `g` reaches; the open one, or the nearest below it, is strong.
    fn menu(&self) -> Vec<Run> {
        if self.lock.is_some() {
            return Vec::new();
        }
        let open = self
            .stack
            .iter()
            .rev()
            .find(|layer| layer.spec.go.is_some())
            .map(|layer| layer.spec.name);
        self.panes
            .iter()
            .filter_map(|spec| {
                let key = spec.go?;
                let tone = if open == Some(spec.name) {
                    Tone::Strong
                } else {
                    Tone::Plain
                };
                let words = phrase!(
                    "g{key}{title}",
                    "g{key} {title}",
                    key = key,
                    title = spec.title
                );
                Some(Run::toned(tone, words))
            })
            .collect()
    }

    /// The message line: what was said last, else what runs.
    fn said(&self) -> Option<(Tone, Phrase)> {
        // Behind the lock a message waits: it may name somebody.
        match self.message.as_ref().filter(|_| self.lock.is_none()) {
            Some(message) => Some((message.tone, message.said.clone())),
            None => self.waiting().map(|said| (Tone::Quiet, said)),
        }
    }

    fn told_small(&self) -> Phrase {
        let quit = self
            .keymap
            .keys_of(&["global"], Bound::Act(super::super::generic::QUIT), false);
        phrase!(
            "窗口过小：现为 {columns} 列 {rows} 行，至少需要 {least_columns} 列 {least_rows} 行。请放大窗口；退出按 {quit}",
            "The window is too small: {columns}x{rows}; at least {least_columns}x{least_rows} is needed. Enlarge it, or quit with {quit}",
            columns = self.size.0,
            rows = self.size.1,
            least_columns = SMALLEST.0,
            least_rows = SMALLEST.1,
            quit = quit.first().map_or("", String::as_str)
        )
    }
}

/// The post by name and code; a guest has none.
fn post(desk: &Desk) -> Phrase {
    let post = desk.post;
    if post == Post::Guest {
        return post.title().into();
    }
    phrase!(
        "{title} {code}",
        "{title} {code}",
        title = post.title(),
        code = post.code()
    )
}

fn weekday(day: Weekday) -> Text {
    match day {
        Weekday::Mon => text!("周一", "Mon"),
        Weekday::Tue => text!("周二", "Tue"),
        Weekday::Wed => text!("周三", "Wed"),
        Weekday::Thu => text!("周四", "Thu"),
        Weekday::Fri => text!("周五", "Fri"),
        Weekday::Sat => text!("周六", "Sat"),
        Weekday::Sun => text!("周日", "Sun"),
    }
}
