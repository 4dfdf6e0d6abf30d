//! What a month has done to one person, as a number that the database groups by: a report's columns are questions to it.

/// Where somebody stands at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Not enrolled yet.
    Absent,
    /// Insured, and not awarded.
    Contributor,
    /// Awarded and in payment.
    Payee,
    /// Awarded and suspended.
    Suspended,
    /// Out of the scheme.
    Out,
}

/// Since when somebody has an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Award {
    /// There is none.
    None,
    /// It counted before the month.
    Held,
    /// It counts from this month.
    Fresh,
}

/// Why somebody is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// Nobody left.
    None,
    /// Died.
    Died,
    /// Draws another pension.
    OtherScheme,
    /// Transferred out.
    Transferred,
    /// Any other reason.
    Other,
}

const PLACES: [Place; 5] = [
    Place::Absent,
    Place::Contributor,
    Place::Payee,
    Place::Suspended,
    Place::Out,
];
const AWARDS: [Award; 3] = [Award::None, Award::Held, Award::Fresh];
const LEAVINGS: [Leaving; 5] = [
    Leaving::None,
    Leaving::Died,
    Leaving::OtherScheme,
    Leaving::Transferred,
    Leaving::Other,
];

/// One past the greatest number a fact has.
pub const CODES: i64 = 6_000;

/// What a month has done to one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// At the end of the month before.
    pub before: Place,
    /// At the end of the month.
    pub after: Place,
    /// The award.
    pub award: Award,
    /// Why out, where out.
    pub leaving: Leaving,
    marks: i64,
}

/// The digit of a number in a mixed base: how often `base` goes into it, and what is left.
fn digit<T: Copy>(code: i64, weight: i64, of: &[T]) -> Option<T> {
    let base = i64::try_from(of.len()).ok()?;
    let at = code.checked_div(weight)?.checked_rem(base)?;
    of.get(usize::try_from(at).ok()?).copied()
}

impl Fact {
    /// The fact of a number, if it is one: before, after, award, leaving and four marks, as the statement makes it.
    pub fn of(code: i64) -> Option<Self> {
        if !(0..CODES).contains(&code) {
            return None;
        }
        Some(Self {
            before: digit(code, 1_200, &PLACES)?,
            after: digit(code, 240, &PLACES)?,
            award: digit(code, 80, &AWARDS)?,
            leaving: digit(code, 16, &LEAVINGS)?,
            marks: code.checked_rem(16)?,
        })
    }

    /// A woman.
    pub const fn woman(self) -> bool {
        self.marks & 8 != 0
    }

    /// On the rural line.
    pub const fn rural(self) -> bool {
        self.marks & 4 != 0
    }

    /// In a special group.
    pub const fn grouped(self) -> bool {
        self.marks & 2 != 0
    }

    /// Turned of age this month.
    pub const fn of_age(self) -> bool {
        self.marks & 1 != 0
    }

    /// Insured at the end of the month.
    pub fn insured(self) -> bool {
        is_insured(self.after)
    }

    /// Insured at the end of the month before.
    pub fn was_insured(self) -> bool {
        is_insured(self.before)
    }

    /// Went out of the scheme in the month.
    pub fn left(self) -> bool {
        self.after == Place::Out && self.before != Place::Out
    }

    /// Awarded for the first time, or anew after having been out.
    pub fn awarded(self) -> bool {
        match self.before {
            Place::Absent | Place::Contributor => self.award != Award::None,
            Place::Out => self.award == Award::Fresh && self.after != Place::Out,
            Place::Payee | Place::Suspended => false,
        }
    }

    /// In payment again: a suspension, or a stop, was lifted.
    pub fn resumed(self) -> bool {
        let back = matches!(self.after, Place::Payee | Place::Suspended);
        match self.before {
            Place::Suspended => self.after == Place::Payee,
            Place::Out => back && self.award == Award::Held,
            Place::Absent | Place::Contributor | Place::Payee => false,
        }
    }

    /// In payment at some time of the month, and then no longer.
    fn ceased_to(self, place: Place) -> bool {
        let was = self.before == Place::Payee || self.awarded();
        let lifted = self.before == Place::Out && self.resumed();
        self.after == place && (was || lifted)
    }

    /// Stopped: in payment before, out now.
    pub fn stopped(self) -> bool {
        self.ceased_to(Place::Out)
    }

    /// Suspended: in payment before, suspended now.
    pub fn suspended(self) -> bool {
        self.ceased_to(Place::Suspended)
    }
}

fn is_insured(place: Place) -> bool {
    matches!(place, Place::Contributor | Place::Payee | Place::Suspended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_apart_as_the_statement_puts_it_together() {
        // Suspended before, out now, an award held, died, a woman on the rural line.
        let code = (((3 * 5 + 4) * 3 + 1) * 5 + 1) * 16 + 8 + 4;
        let fact = Fact::of(code).unwrap();
        assert_eq!((fact.before, fact.after), (Place::Suspended, Place::Out));
        assert_eq!((fact.award, fact.leaving), (Award::Held, Leaving::Died));
        assert!(fact.woman() && fact.rural() && !fact.grouped() && !fact.of_age());
        assert!(fact.left() && !fact.stopped());
        assert_eq!(Fact::of(CODES), None);
        assert_eq!(Fact::of(-1), None);
    }
}
