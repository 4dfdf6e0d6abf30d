//! The stop-payment form (停止发放人员核定表, 5.5): every month each township says whose pension stops, or that nobody's
//! does; six hands sign, and only then does anything stop.
//!
//! Built: the rules alone, pure and tried by the worked examples: months, lines, hands, overpayment by book.
//! Deliberately absent: tables, acts and screens; nothing calls these rules yet.

mod nouns;
pub mod rules;

pub use crate::business::benefit::{FromRule, Payment, PaymentState, REASONS, Reason, ReasonKind};
pub use crate::business::registration::Class;
pub use crate::business::verification::Evidence;
pub use nouns::{Entered, Form, FormState, Hand, HandAct, Line, Source, Whole};
