//! The log-in: who sits down. In a demonstration every operator is listed with the password.

use secrecy::SecretString;
use serde::Serialize;

use crate::binds;
use crate::business::organisation::SignedIn;
use crate::business::organisation::sign_in::LogIn;
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::{Db, Fault, Query, Verdict};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::shown::Shown;
use crate::{phrase, record, sql, statements, text};

const SUBMIT: Action = Action("form.submit");
const LIST: Action = Action("login.list");
const PICK: Action = Action("table.open");

/// Wrong passwords after which the session ends.
pub(super) const TRIES_MAX: u32 = 5;

/// The pane, and the only one until somebody has signed in.
pub const SPEC: PaneSpec = PaneSpec {
    name: "login",
    title: text!("登录", "Log in"),
    path: "",
    mnemonic: "",
    go: None,
    actions: &[
        ActionSpec {
            action: SUBMIT,
            label: text!("登录", "log in"),
            help: text!("以所填操作员登录", "logs in as this operator"),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: LIST,
            label: text!("选操作员", "pick an operator"),
            help: text!(
                "到演示操作员名单中选取，再按一次返回",
                "goes to the list of demonstration operators and back"
            ),
            needs: &[],
            danger: None,
            hint: Some(20),
        },
        ActionSpec {
            action: PICK,
            label: text!("选定", "take this one"),
            help: text!(
                "以光标所在操作员登录",
                "takes the operator under the cursor"
            ),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
    ],
    open: |_| Box::new(Door::new()),
};

static FIELDS: &[FieldSpec] = &[
    FieldSpec {
        required: true,
        ..FieldSpec::text(
            "operator",
            text!("操作员", "operator"),
            text!(
                "操作员代码，例如 wangfang",
                "the operator's id, wangfang for example"
            ),
            Clause::of("N2.5-d"),
        )
    },
    FieldSpec {
        required: true,
        secret: true,
        ..FieldSpec::text(
            "password",
            text!("口令", "password"),
            text!(
                "输入时不显示；连续五次错误将退出",
                "not shown; five wrong ones end the session"
            ),
            Clause::of("N2.5-d"),
        )
    },
];

const COLUMNS: &[Column] = &[
    Column {
        id: "operator",
        title: text!("操作员", "operator"),
        width: 12,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "password",
        title: text!("口令", "password"),
        width: 16,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "name",
        title: text!("姓名", "name"),
        width: 8,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "post",
        title: text!("岗位", "post"),
        width: 20,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "area",
        title: text!("辖区", "area"),
        width: 14,
        grows: 1,
        right: false,
        spare: 1,
    },
];

statements! {
    /// The operators of a demonstration with the passwords it shows; a real database has none of these rows.
    OPERATORS = sql!("select s.post, s.operator, o.name, coalesce(a.name, '') as area_name, p.value as password from assignments s join operators o on o.operator = s.operator join settings p on p.name = 'password.' || s.operator left join areas a on a.code = s.area and a.valid_from <= $1 and (a.valid_to is null or a.valid_to >= $1) where s.valid_from <= $1 and (s.valid_to is null or s.valid_to >= $1) order by s.area, s.post, s.operator");
}

record! {
    /// An operator of a demonstration.
    pub struct Listed {
        /// The id.
        pub operator: String,
        /// The name.
        pub name: String,
        /// The post held.
        pub post: crate::kernel::post::Post,
        /// Where.
        pub area_name: String,
        /// The password, shown to whoever sits before a demonstration.
        pub password: String,
    }
}

/// The operators of a demonstration, with their passwords.
#[derive(Debug, Serialize)]
pub struct DemonstrationOperators;

impl Query for DemonstrationOperators {
    const NAME: &'static str = "desk.demonstration_operators";
    type Answer = Vec<Listed>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Listed>, Fault> {
        if desk.demonstration {
            db.rows(&OPERATORS, &binds![desk.business_date]).await
        } else {
            Ok(Vec::new())
        }
    }
}

struct Door {
    form: Form,
    list: Table,
    operators: Slot<Vec<Listed>>,
    signed: Slot<SignedIn>,
    on_list: bool,
    tries: u32,
}

impl Door {
    fn new() -> Self {
        let none = phrase!("请输入操作员和口令", "type operator and password");
        Self {
            form: Form::new(FIELDS, |_| Ok(())),
            list: Table::new(COLUMNS.to_vec(), none),
            operators: Slot::default(),
            signed: Slot::default(),
            on_list: false,
            tries: 0,
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        let password = SecretString::from(self.form.value("password").to_owned());
        let operator = self.form.value("operator").to_owned();
        self.form.fill("password", "");
        cx.act(&mut self.signed, LogIn::of(&operator, password));
    }

    /// Takes the operator under the cursor, with the password the demonstration shows.
    fn pick(&mut self) {
        let picked = self.list.current().map(|row| row.id.clone());
        let known = self.operators.ready().into_iter().flatten();
        if let Some(listed) = known
            .into_iter()
            .find(|listed| Some(&listed.operator) == picked.as_ref())
        {
            self.form.fill("operator", &listed.operator);
            self.form.fill("password", &listed.password);
            self.form.at = 1;
        }
        self.on_list = false;
    }

    fn refused(&mut self, cx: &mut Cx<'_>) {
        self.tries = self.tries.saturating_add(1);
        self.form.at = 1;
        if self.tries >= TRIES_MAX {
            cx.effect(Effect::Quit);
        }
    }
}

fn row(listed: &Listed) -> TableRow {
    TableRow {
        id: listed.operator.clone(),
        cells: vec![
            Cell::Outside(Shown::new(&listed.operator)),
            Cell::Outside(Shown::new(&listed.password)),
            Cell::Outside(Shown::new(&listed.name)),
            Cell::Said(phrase!(
                "{code} {title}",
                "{code} {title}",
                code = listed.post.code(),
                title = listed.post.title()
            )),
            Cell::Outside(Shown::new(&listed.area_name)),
        ],
        tone: Tone::Plain,
    }
}

impl Pane for Door {
    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(&mut self.operators, DemonstrationOperators);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            SUBMIT => self.submit(cx),
            LIST => self.on_list = !self.on_list && self.list.count() > 0,
            PICK if self.on_list => self.pick(),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.operators);
        each(&mut self.signed);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if let Some(operators) = self.operators.ready() {
            self.list.set_rows(operators.iter().map(row).collect());
        }
        match self.signed.take() {
            Some(Ok(signed)) => cx.wish(Wish::Seat(Box::new(signed.desk(cx.desk)))),
            Some(Err(Verdict::Refused(_))) => self.refused(cx),
            Some(Err(_)) | None => {}
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        if self.on_list {
            Focus::Table(&mut self.list)
        } else {
            Focus::Form(&mut self.form)
        }
    }

    fn body(&self) -> Body<'_> {
        let told = phrase!(
            "演示环境，数据均为虚构；内置数据库仅靠文件权限保护，多人办理资金业务须用中心库",
            "a demonstration, all of it invented. The embedded database is guarded by file permission alone"
        );
        let mut parts = vec![(Rows::Fit, Body::Form(&self.form))];
        if self.list.count() > 0 {
            parts.push((
                Rows::Just(2),
                Body::Lines(vec![Line(vec![Run::toned(Tone::Quiet, told)])]),
            ));
            parts.push((Rows::Rest, Body::Table(&self.list)));
        }
        Body::Stack(parts)
    }
}
