//! `Body`: what a pane wants seen. A description without any drawing; the view draws it, a linear reader prints it.

use super::form::Form;
use super::table::Table;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase, Text};

/// What to draw.
pub enum Body<'a> {
    /// A table with a cursor.
    Table(&'a Table),
    /// A form with fields.
    Form(&'a Form),
    /// Labelled values in as many columns as fit.
    Facts(Vec<Fact>),
    /// Lines of text.
    Lines(Vec<Line>),
    /// Parts one above the other, with the rows each wants (`Rows::Rest` shares what is left).
    Stack(Vec<(Rows, Body<'a>)>),
    /// Parts side by side, each with its share of the width in percent.
    Beside(Vec<(u16, Body<'a>)>),
    /// Tabs: their titles, which one is open, and its body.
    Tabs(Vec<Text>, usize, Box<Body<'a>>),
    /// A frame with a title.
    Framed(Phrase, Box<Body<'a>>),
}

impl Body<'_> {
    /// The first form in it.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Form(form) => Some(form),
            Self::Stack(parts) => parts.iter().find_map(|(_, part)| part.form()),
            Self::Beside(parts) => parts.iter().find_map(|(_, part)| part.form()),
            Self::Tabs(_, _, part) | Self::Framed(_, part) => part.form(),
            Self::Table(_) | Self::Facts(_) | Self::Lines(_) => None,
        }
    }

    /// The first table in it.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Stack(parts) => parts.iter().find_map(|(_, part)| part.table()),
            Self::Beside(parts) => parts.iter().find_map(|(_, part)| part.table()),
            Self::Tabs(_, _, part) | Self::Framed(_, part) => part.table(),
            Self::Form(_) | Self::Facts(_) | Self::Lines(_) => None,
        }
    }
}

/// How many rows a part of a stack wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Exactly so many.
    Just(u16),
    /// As many as its lines or facts need.
    Fit,
    /// What is left.
    Rest,
    /// No more than so many of those that all the others have to spare; fewer than two are none.
    Spare(u16),
}

/// A label and its value.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The label.
    pub label: Text,
    /// The value.
    pub value: Run,
    /// Whether it takes a line of its own.
    pub wide: bool,
}

/// One line, made of runs; it wraps at the edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Run>);

/// Text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What it says.
    pub words: Words,
    /// How it is meant.
    pub tone: Tone,
}

/// Words that know both languages, or outside text made safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Chrome.
    Fixed(Text),
    /// A sentence with values. Values from outside are made safe when it is drawn.
    Said(Phrase),
    /// Text from outside.
    Outside(Shown),
}

impl Words {
    /// The words in a language, safe to draw.
    pub fn in_lang(&self, lang: Lang) -> Shown {
        match self {
            Self::Fixed(text) => Shown::new(text.in_lang(lang)),
            Self::Said(phrase) => Shown::new(phrase.in_lang(lang)),
            Self::Outside(shown) => shown.clone(),
        }
    }
}

impl Run {
    /// Words without a tone.
    pub fn plain(words: impl Into<Words>) -> Self {
        Self::toned(Tone::Plain, words)
    }

    /// Words in a tone.
    pub fn toned(tone: Tone, words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            tone,
        }
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self::Fixed(text)
    }
}

impl From<Phrase> for Words {
    fn from(phrase: Phrase) -> Self {
        Self::Said(phrase)
    }
}

impl From<Shown> for Words {
    fn from(shown: Shown) -> Self {
        Self::Outside(shown)
    }
}

/// How something is meant; themes turn it into colour, never into colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Plain.
    #[default]
    Plain,
    /// Less important.
    Quiet,
    /// A heading or a key.
    Strong,
    /// In order; drawn with `√` where space allows.
    Good,
    /// Needs attention soon; a word or `!` stands beside it.
    Warning,
    /// Late, dead, refused; a word or `!!` stands beside it.
    Bad,
}
