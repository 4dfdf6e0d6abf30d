//! The forms that wait for this desk one by one, and the hand that may be set to many of them together.

use super::list::FormRow;
use super::rules::hands::{OBJECT, Way};
use super::sign::MoveForm;
use super::waiting::{item, mine};
use crate::business::descriptor::{WorkStep, WorkUnit, WorkUnits};
use crate::database::request::AnyChange;
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::text::Text;
use crate::text;

/// What the worklist shows of forms.
pub(super) const UNITS: WorkUnits = WorkUnits {
    find: |db, desk| Box::pin(async move { Ok(units_of(db, desk).await?) }),
    act,
};

async fn units_of(db: &Db, desk: &Desk) -> Result<Vec<WorkUnit>, Fault> {
    let (forms, others) = mine(db, desk).await?;
    let step = step_of(desk.post);
    let forms = forms.iter().map(|form| unit(form, step));
    Ok(forms
        .chain(others.into_iter().map(WorkUnit::from))
        .collect())
}

/// What each post may do to many forms together. Lines are signed by whoever wrote them, and an approval is given list by
/// list.
const STEPS: &[(Post, Text)] = &[
    (Post::TClk, text!("核对", "check")),
    (Post::TDir, text!("报送", "submit")),
    (Post::CVer, text!("核对", "check")),
    (Post::CRev, text!("复核", "review")),
];

fn step_of(post: Post) -> Option<Text> {
    let step = STEPS.iter().find(|(of, _)| *of == post);
    step.map(|(_, what)| *what)
}

fn unit(form: &FormRow, step: Option<Text>) -> WorkUnit {
    WorkUnit {
        step: step.map(|what| WorkStep {
            what: what.into(),
            object: OBJECT.to_owned(),
            key: form.form_no.clone(),
            version: form.version,
        }),
        ..WorkUnit::from(item(form))
    }
}

fn act(step: &WorkStep) -> Option<Box<dyn AnyChange>> {
    if step.object != OBJECT {
        return None;
    }
    Some(Box::new(MoveForm {
        form_no: step.key.clone(),
        version: step.version,
        way: Way::On,
        reason: String::new(),
    }))
}
