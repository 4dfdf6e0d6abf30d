//! The form by which a post certificate is registered.

use chrono::NaiveDate;

use super::post_change::{RegisterCertificate, Registered};
use super::rules;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::Body;
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::kernel::clause::Clause;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane; its argument is `operator|post`.
pub const SPEC: PaneSpec = PaneSpec {
    name: "certificate",
    title: text!("登记上岗资格证", "Register a certificate"),
    path: "1.4.1",
    mnemonic: "djzs",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("登记", "register"),
        help: text!("核对各栏后登记", "check every field and register it"),
        needs: &[Need::Post(&[Post::CSys])],
        danger: None,
        hint: Some(10),
    }],
    open: |argument| Box::new(Registering::of(argument)),
};

const CLAUSE: Clause = Clause::of("N3.5");

static FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "holder",
        text!("操作员", "operator"),
        text!("持证人的操作员代码", "the holder's id"),
        CLAUSE,
    )
    .required()
    .sized(20, 63),
    FieldSpec::text(
        "post",
        text!("岗位", "post"),
        text!(
            "C-ACC、C-CSH、C-STA 或 C-SYS",
            "C-ACC, C-CSH, C-STA or C-SYS"
        ),
        CLAUSE,
    )
    .required()
    .sized(6, 6)
    .checked_by(is_post),
    FieldSpec::text(
        "certificate_no",
        text!("证书编号", "number"),
        text!("按证书原件填写", "as it stands on the certificate"),
        CLAUSE,
    )
    .required()
    .sized(30, 60)
    .as_typed(),
    FieldSpec::text(
        "issuer",
        text!("发证机关", "issuer"),
        text!("按证书原件填写", "as it stands on the certificate"),
        CLAUSE,
    )
    .required()
    .sized(40, 60)
    .as_typed(),
    FieldSpec::text(
        "issued_on",
        text!("发证日期", "issued on"),
        text!("如 2012-03-01", "like 2012-03-01"),
        CLAUSE,
    )
    .required()
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "expires_on",
        text!("有效期至", "holds until"),
        text!(
            "不填按规定年限计算",
            "if it is not given, the years of the parameter"
        ),
        CLAUSE,
    )
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "hours",
        text!("培训学时", "hours"),
        text!("取证培训的学时数", "hours of training behind it"),
        CLAUSE,
    )
    .required()
    .sized(4, 4)
    .checked_by(is_count),
];

fn is_day(typed: &str) -> Result<(), Refusal> {
    rules::day_of(typed).map(drop)
}

fn unread(typed: &str) -> Refusal {
    Refusal::new(
        "PN-2521",
        CLAUSE,
        phrase!("“{it}”不能填在此栏", "'{it}' cannot stand here", it = typed),
        phrase!("请按提示填写", "fill it in as the help says"),
    )
}

fn is_post(typed: &str) -> Result<(), Refusal> {
    typed
        .to_ascii_uppercase()
        .parse::<Post>()
        .map(drop)
        .map_err(|_| unread(typed))
}

fn is_count(typed: &str) -> Result<(), Refusal> {
    typed.parse::<u16>().map(drop).map_err(|_| unread(typed))
}

struct Registering {
    argument: String,
    form: Form,
    registered: Slot<Registered>,
}

impl Registering {
    fn of(argument: &str) -> Self {
        let mut form = Form::new(FIELDS, |_| Ok(()));
        if let Some((holder, post)) = argument.split_once('|') {
            form.fill("holder", holder);
            form.fill("post", post);
            form.at = 2;
        }
        Self {
            argument: argument.to_owned(),
            form,
            registered: Slot::default(),
        }
    }

    fn wanted(&self) -> Option<RegisterCertificate> {
        let value = |name: &str| self.form.value(name).to_owned();
        let day = |name: &str| self.form.value(name).parse::<NaiveDate>().ok();
        Some(RegisterCertificate {
            holder: value("holder"),
            post: value("post").to_ascii_uppercase().parse().ok()?,
            certificate_no: value("certificate_no"),
            issuer: value("issuer"),
            issued_on: day("issued_on")?,
            expires_on: day("expires_on"),
            hours: value("hours").parse().ok()?,
        })
    }
}

impl Pane for Registering {
    fn load(&mut self, _: &mut Cx<'_>) {}

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (SUBMIT, Some(wanted)) = (action, self.wanted()) {
            cx.act(&mut self.registered, wanted);
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.registered);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if let Some(Ok(registered)) = self.registered.take() {
            self.form.saved();
            cx.wish(Wish::Back);
            cx.wish(Wish::Mention(registered.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn keeps_draft(&self) -> bool {
        true
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Form(&self.form)
    }
}
