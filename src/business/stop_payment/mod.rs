//! The stop-payment form (停止发放人员核定表, 5.5): every month each township says whose pension stops, or that nobody's
//! does; six hands sign, and only then does anything stop.
//!
//! Built: the form, its lines, its hands, what the approval does to a person, and the recovery case that it finds.
//! Deliberately absent: the resume form, and everything after a recovery case is found (3.9).

mod nouns;
pub mod rules;

pub use crate::business::benefit::{FromRule, Payment, PaymentState, REASONS, Reason, ReasonKind};
pub use crate::business::registration::Class;
pub use crate::business::verification::Evidence;
pub use nouns::{Entered, Form, FormState, Hand, HandAct, Line, Source, Whole};
