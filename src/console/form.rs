//! Forms as data: fields with their checks, their clause and their errors; checked on leave, cross-checked on submit.

use super::draft::Draft;
use super::field::TextField;
use super::key::half_width;
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Text;
use crate::phrase;

/// What a field is, before anybody types.
#[derive(Clone)]
pub struct FieldSpec {
    /// Its name, as refusals blame it.
    pub name: &'static str,
    /// Its label.
    pub label: Text,
    /// One sentence of help.
    pub help: Text,
    /// The clause that asks for it (F1 shows it).
    pub clause: Clause,
    /// Cells it takes on the screen.
    pub width: u16,
    /// Characters it takes at most.
    pub limit: usize,
    /// Whether it may not stay empty.
    pub required: bool,
    /// Whether it is shown as dots.
    pub secret: bool,
    /// Whether full-width digits and punctuation become half-width as they are typed.
    pub narrow: bool,
    /// The check on leaving; an empty field is not checked.
    pub check: fn(&str) -> Result<(), Refusal>,
    /// The choices F4 offers; none means free text.
    pub choices: &'static [(&'static str, Text)],
}

/// A field with what is in it.
pub struct Field {
    /// What it is.
    pub spec: &'static FieldSpec,
    /// Its text and caret.
    pub text: TextField,
    /// What its last check found.
    pub error: Option<Refusal>,
    /// What it held when the form was opened or last saved.
    clean: String,
    /// What the previous record held in it, for DUP.
    previous: String,
}

/// A form.
pub struct Form {
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Which one has the caret.
    pub at: usize,
    /// The check across fields, on submit.
    pub cross: fn(&Form) -> Result<(), Refusal>,
}

impl FieldSpec {
    /// A field of free text: neither required nor secret, 20 cells wide, narrow, unchecked. What differs
    /// follows: `FieldSpec::text("reason", …).required().sized(30, 60)`.
    pub const fn text(name: &'static str, label: Text, help: Text, clause: Clause) -> Self {
        Self {
            name,
            label,
            help,
            clause,
            width: 20,
            limit: super::field::LIMIT,
            required: false,
            secret: false,
            narrow: true,
            check: |_| Ok(()),
            choices: &[],
        }
    }

    /// It may not stay empty.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It is shown as stars.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// It is so many cells wide and takes at most so many characters.
    #[must_use]
    pub const fn sized(mut self, width: u16, limit: usize) -> Self {
        self.width = width;
        self.limit = limit;
        self
    }

    /// It keeps full-width characters as they are typed.
    #[must_use]
    pub const fn as_typed(mut self) -> Self {
        self.narrow = false;
        self
    }

    /// It is checked so when it is left.
    #[must_use]
    pub const fn checked_by(mut self, check: fn(&str) -> Result<(), Refusal>) -> Self {
        self.check = check;
        self
    }

    /// It offers these choices at F4.
    #[must_use]
    pub const fn choosing(mut self, choices: &'static [(&'static str, Text)]) -> Self {
        self.choices = choices;
        self
    }

    /// The check on leaving and on submit.
    fn checked(&self, text: &str) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        (self.check)(text).map_err(|refusal| refusal.blaming(self.name))
    }

    /// The refusal of an empty field that may not stay empty.
    fn missing(&self) -> Refusal {
        Refusal::new(
            "PN-0901",
            self.clause,
            phrase!("{label}未填写", "{label} is empty", label = self.label),
            phrase!("请填写后再提交", "Fill it in, then submit"),
        )
        .blaming(self.name)
    }
}

impl Field {
    fn new(spec: &'static FieldSpec) -> Self {
        let text = TextField::limited(spec.limit);
        Self {
            spec,
            text: if spec.secret { text.hidden() } else { text },
            error: None,
            clean: String::new(),
            previous: String::new(),
        }
    }

    /// What has been typed, without spaces around it.
    pub fn value(&self) -> &str {
        self.text.text().trim()
    }

    /// Whether anything was typed in it since the form was opened or saved.
    fn is_touched(&self) -> bool {
        self.text.text() != self.clean
    }

    /// Types or pastes text at the caret; says whether anything was inserted.
    pub fn insert(&mut self, text: &str) -> bool {
        let changed = if self.spec.narrow {
            let narrow: String = text.chars().map(narrowed).collect();
            self.text.insert(&narrow)
        } else {
            self.text.insert(text)
        };
        if changed {
            self.error = None;
        }
        changed
    }
}

/// Half width, but `。` and `、` stay: in a field they are meant.
fn narrowed(c: char) -> char {
    match c {
        '。' | '、' => c,
        other => half_width(other),
    }
}

impl Form {
    /// A form of these fields, all empty, the caret in the first.
    pub fn new(specs: &'static [FieldSpec], cross: fn(&Form) -> Result<(), Refusal>) -> Self {
        Self {
            fields: specs.iter().map(Field::new).collect(),
            at: 0,
            cross,
        }
    }

    /// The field with the caret.
    pub fn current(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// The field with the caret, to type into.
    pub fn current_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    /// What stands in the field of this name, without spaces around it; empty if there is no such field.
    pub fn value(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|field| field.spec.name == name)
            .map_or("", Field::value)
    }

    /// Fills the field of this name; what is filled in so counts as saved.
    pub fn fill(&mut self, name: &str, text: &str) {
        if let Some(field) = self.named(name) {
            field.text.set(text);
            field.error = None;
            text.clone_into(&mut field.clean);
        }
    }

    /// What was typed since the form was opened or saved, field by field; secrets are left out.
    pub fn touched(&self) -> Vec<(&'static str, &str)> {
        let open = self.fields.iter().filter(|field| !field.spec.secret);
        open.filter(|field| field.is_touched())
            .map(|field| (field.spec.name, field.text.text()))
            .collect()
    }

    /// The record holds this now: shown where nothing else was typed.
    pub fn refill(&mut self, name: &str, text: &str) {
        if let Some(field) = self.named(name) {
            if !field.is_touched() {
                field.text.set(text);
                field.error = None;
            }
            text.clone_into(&mut field.clean);
        }
    }

    /// Puts a draft back; says whether anything was. Fields in which somebody has typed meanwhile stay as they are,
    /// and then the caret stays too.
    pub fn restore(&mut self, draft: &Draft) -> bool {
        let is_mine = self.is_touched();
        let mut restored = false;
        for (name, text) in &draft.fields {
            let open = self.named(name).filter(|field| !field.spec.secret);
            if let Some(field) = open.filter(|field| !field.is_touched()) {
                field.text.set(text);
                restored |= field.is_touched();
            }
        }
        let at = self
            .fields
            .iter()
            .position(|field| field.spec.name == draft.at);
        if let (Some(at), true, false) = (at, restored, is_mine) {
            self.at = at;
            if let Some(field) = self.current_mut() {
                field.text.set_caret(draft.caret);
            }
        }
        restored
    }

    /// Takes back what was typed since the form was opened or saved.
    pub fn discard(&mut self) {
        for field in &mut self.fields {
            let clean = field.clean.clone();
            field.text.set(&clean);
            field.error = None;
        }
    }

    /// Keeps what is in the form now as the previous record, for DUP, and empties it for the next.
    pub fn begin_next(&mut self) {
        for field in &mut self.fields {
            // A secret is nobody's to copy.
            if !field.spec.secret {
                field.text.text().clone_into(&mut field.previous);
            }
            field.text.set("");
            field.clean.clear();
            field.error = None;
        }
        self.at = 0;
    }

    /// Sets what DUP copies into the field of this name.
    pub fn set_previous(&mut self, name: &str, text: &str) {
        if let Some(field) = self.named(name) {
            text.clone_into(&mut field.previous);
        }
    }

    /// Whether anything was typed since the form was opened or saved.
    pub fn is_touched(&self) -> bool {
        self.fields.iter().any(Field::is_touched)
    }

    /// What is in the form now is safe: saved, submitted or kept as a draft.
    pub fn saved(&mut self) {
        for field in &mut self.fields {
            field.text.text().clone_into(&mut field.clean);
        }
    }

    /// The caret into the next field or the one before, around the ends. The field it leaves is checked first:
    /// a new error keeps the caret; the second try leaves it all the same, so that nobody is trapped.
    pub fn step(&mut self, forward: bool) -> Result<(), Refusal> {
        let count = self.fields.len();
        let (at, last) = (self.at, count.saturating_sub(1));
        if let Some(field) = self.current_mut() {
            let known = field.error.is_some();
            let found = field.spec.checked(field.text.text().trim());
            field.error = found.clone().err();
            if let (Err(refusal), false) = (found, known) {
                return Err(refusal);
            }
        }
        self.at = match (forward, at) {
            (true, at) if at >= last => 0,
            (true, at) => at.saturating_add(1),
            (false, 0) => last,
            (false, at) => at.saturating_sub(1),
        };
        Ok(())
    }

    /// Checks every field, then across fields. The caret goes into the first bad field.
    pub fn checked(&mut self) -> Result<(), Refusal> {
        let mut first = None;
        for field in &mut self.fields {
            let value = field.text.text().trim();
            let found = if value.is_empty() && field.spec.required {
                Err(field.spec.missing())
            } else {
                field.spec.checked(value)
            };
            field.error = found.err();
            first = first.or_else(|| field.error.clone());
        }
        match first.map_or_else(|| (self.cross)(self), Err) {
            Ok(()) => Ok(()),
            Err(refusal) => {
                self.blame(&refusal);
                Err(refusal)
            }
        }
    }

    /// Shows a refusal at the fields it blames, and puts the caret into the first of them.
    pub fn blame(&mut self, refusal: &Refusal) {
        for name in &refusal.fields {
            if let Some(field) = self.named(name) {
                field.error = Some(refusal.clone());
            }
        }
        let first = refusal
            .fields
            .iter()
            .find_map(|name| self.fields.iter().position(|field| field.spec.name == name));
        if let Some(at) = first {
            self.at = at;
        }
    }

    /// Copies what the previous record held in this field; says whether anything changed.
    pub fn duplicate(&mut self) -> bool {
        let Some(field) = self.current_mut() else {
            return false;
        };
        if field.previous.is_empty() || field.previous == field.text.text() {
            return false;
        }
        let previous = field.previous.clone();
        field.text.set(&previous);
        field.error = None;
        true
    }

    fn named(&mut self, name: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.spec.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::field::Edit;
    use crate::text;

    const MONTH: &str = "month";
    const SPECS: &[FieldSpec] = &[
        FieldSpec::text(
            "name",
            text!("姓名", "Name"),
            text!("姓名", "name"),
            Clause::of("D"),
        )
        .required(),
        FieldSpec::text(
            MONTH,
            text!("月份", "Month"),
            text!("六位", "six"),
            Clause::of("D"),
        )
        .checked_by(six_digits)
        .sized(6, 6),
    ];

    fn six_digits(text: &str) -> Result<(), Refusal> {
        if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(());
        }
        Err(refusal())
    }

    fn refusal() -> Refusal {
        let (why, remedy) = (
            phrase!("月份有误", "no month"),
            phrase!("六位", "six digits"),
        );
        Refusal::new("CS-0002", Clause::of("D"), why, remedy)
    }

    fn form() -> Form {
        Form::new(SPECS, |form| {
            if form.value(MONTH) == "201299" {
                return Err(refusal().blaming(MONTH));
            }
            Ok(())
        })
    }

    fn type_in(form: &mut Form, text: &str) {
        form.current_mut().unwrap().insert(text);
    }

    #[test]
    fn a_bad_field_keeps_the_caret_once_and_nobody_is_trapped() {
        let mut form = form();
        assert!(
            form.step(true).is_ok(),
            "an empty field is not checked on leave"
        );
        type_in(&mut form, "2012");
        assert!(form.step(true).is_err() && form.at == 1);
        assert!(form.step(true).is_ok() && form.at == 0);
        assert!(
            form.fields[1].error.is_some(),
            "it still says what is wrong"
        );
    }

    #[test]
    fn submit_puts_the_caret_into_the_first_bad_field() {
        let mut form = form();
        form.step(true).unwrap();
        type_in(&mut form, "201299");
        assert_eq!(
            form.checked().map_err(|refusal| refusal.code),
            Err("PN-0901".to_owned())
        );
        assert_eq!(form.at, 0);
        type_in(&mut form, "王芳");
        assert_eq!(
            form.checked().map_err(|refusal| refusal.code),
            Err("CS-0002".to_owned())
        );
        assert_eq!(form.at, 1, "the cross-check blames its field too");
        form.current_mut().unwrap().text.edit(Edit::Clear);
        type_in(&mut form, "２０１２０３");
        assert_eq!(form.checked(), Ok(()));
        assert_eq!(form.value(MONTH), "201203");
    }

    #[test]
    fn dup_copies_the_record_before() {
        let mut form = form();
        assert!(!form.duplicate());
        type_in(&mut form, "王芳");
        form.begin_next();
        assert!(!form.is_touched());
        assert!(form.duplicate() && form.value("name") == "王芳");
        assert!(form.is_touched() && !form.duplicate());
        form.saved();
        assert!(!form.is_touched());
    }

    #[test]
    fn a_refusal_of_the_database_is_shown_where_it_belongs() {
        let mut form = form();
        form.blame(&refusal().blaming("nowhere").blaming(MONTH));
        assert!(form.at == 1 && form.fields[1].error.is_some());
    }
}
