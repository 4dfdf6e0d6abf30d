//! What a layout is: a table of fields, each with what it may hold and where it goes.

use crate::kernel::text::Text;

/// The words a code field may hold, with their names.
pub type Codes = &'static [(&'static str, Text)];

/// A file another agency hands over.
#[derive(Debug)]
pub struct OutsideLayout {
    /// Its type in the header and in the file's name: `POLI`.
    pub kind: &'static str,
    /// What it is called.
    pub title: Text,
    /// Its details, field by field.
    pub fields: &'static [Field],
}

/// A field of a detail.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in `domain.md` 11.2.
    pub name: &'static str,
    /// What the office calls it.
    pub title: Text,
    /// Whether it must hold something.
    pub required: bool,
    /// What it may hold.
    pub kind: FieldKind,
    /// Where it goes.
    pub goes: Goes,
}

/// What a field may hold. Lengths are in characters.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// Text of at most so many characters.
    Text(usize),
    /// A person's name (5.6).
    Name,
    /// A citizen id of 18 or 15 digits that passes its check.
    CitizenId,
    /// A day, `20120308`.
    Date,
    /// A month, `201203`.
    Month,
    /// An amount in yuan, `0.00` form; kept in fen.
    Amount,
    /// A 12-digit area code.
    Area,
    /// One of these words.
    Code(Codes),
}

/// Where a field goes in a record of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// The citizen id.
    CitizenId,
    /// The name as written; its key is made from it.
    Name,
    /// The day of birth.
    BirthDate,
    /// The village.
    Village,
    /// What the list says of the person.
    Event,
    /// Since when; a month begins on its first day.
    EventDate,
    /// Until when; a month ends on its last day.
    Until,
    /// The certificate or document.
    Document,
    /// Among the remaining fields.
    Detail,
}

impl OutsideLayout {
    /// Where the first field that goes somewhere stands.
    pub fn place(&self, goes: Goes) -> Option<usize> {
        self.fields.iter().position(|field| field.goes == goes)
    }
}
