//! The month's forms: every township's, with whose hand is next and how long there is left; what is missing stands there too.

use super::forms_rows::{COLUMNS, rows, total};
use super::words::line;
use crate::business::stop_payment::FormKind;
use crate::business::stop_payment::board::{Board, BoardOf};
use crate::business::stop_payment::draft::{OpenForm, Opened};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::Topic;
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const STOP: Action = Action("stop_forms.stop");
const RESUME: Action = Action("stop_forms.resume");
const HOLDS: Action = Action("stop_forms.holds");
const EARLIER: Action = Action("stop_forms.earlier");
const LATER: Action = Action("stop_forms.later");

const MAKERS: Need = Need::Post(&[Post::VCo, Post::TClk]);

const fn spec(
    action: Action,
    label: Text,
    help: Text,
    needs: &'static [Need],
    hint: u8,
) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs,
        danger: None,
        hint: Some(hint),
    }
}

/// The pane; its argument is a month, none for the present one.
pub const SPEC: PaneSpec = PaneSpec {
    name: "stop_forms",
    title: text!("停发核定", "Stop forms"),
    path: "4",
    mnemonic: "tfhd",
    go: Some('4'),
    actions: &[
        spec(
            OPEN,
            text!("打开", "open"),
            text!("打开光标所在的核定表", "opens the form under the cursor"),
            &[Need::Selection],
            10,
        ),
        spec(
            STOP,
            text!("开停发表", "new stop form"),
            text!(
                "开本乡镇当月的停止发放核定表；无停发人员的不填人员，作零报告签报",
                "opens your township's stop form of this month; left empty, it is the nil return"
            ),
            &[MAKERS],
            11,
        ),
        spec(
            RESUME,
            text!("开恢复表", "new resume form"),
            text!(
                "开本乡镇当月的恢复发放核定表",
                "opens your township's resume form of this month"
            ),
            &[MAKERS],
            12,
        ),
        spec(
            HOLDS,
            text!("暂缓待决", "holds"),
            text!(
                "列出尚未决定的暂缓发放",
                "lists the holds nobody has decided"
            ),
            &[],
            13,
        ),
        spec(
            EARLIER,
            text!("上月", "month before"),
            text!("看上一个月的核定表", "the forms of the month before"),
            &[],
            14,
        ),
        spec(
            LATER,
            text!("下月", "month after"),
            text!("看下一个月的核定表", "the forms of the month after"),
            &[],
            15,
        ),
    ],
    open: |month| Box::new(Forms::of(month)),
};

struct Forms {
    month: Option<Month>,
    table: Table,
    found: Slot<Board>,
    opened: Slot<Opened>,
}

/// The township a desk lies in.
fn township(area: &AreaCode) -> Option<AreaCode> {
    let code = area.as_str().get(..9)?;
    format!("{code}000").parse().ok()
}

impl Forms {
    fn of(month: &str) -> Self {
        Self {
            month: month.parse().ok(),
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取核定表", "reading the forms"),
            ),
            found: Slot::default(),
            opened: Slot::default(),
        }
    }

    fn fill(&mut self, desk: &Desk) {
        let Some(board) = self.found.ready() else {
            return;
        };
        self.table.empty = phrase!(
            "本月没有核定表，本辖区也没有应报的乡镇",
            "no form this month, and no township here owes one"
        );
        self.table.set_rows(rows(board, desk));
        self.table.total = total(board);
    }

    fn start(&mut self, kind: FormKind, cx: &mut Cx<'_>) {
        let Some(township) = township(&cx.desk.area) else {
            return;
        };
        let month = Month::of(cx.desk.business_date);
        cx.act(
            &mut self.opened,
            OpenForm {
                kind,
                month,
                township,
            },
        );
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.table.current() else {
            return;
        };
        if row.id.parse::<AreaCode>().is_ok() {
            cx.wish(Wish::Object(phrase!(
                "该乡镇尚未开表，由其协理员或经办岗开表（F6）",
                "that township has no form yet; its coordinators or handlers open it (F6)"
            )));
        } else {
            cx.wish(Wish::Open("stop_form", row.id.clone()));
        }
    }

    fn turn(&mut self, months: i32, cx: &mut Cx<'_>) {
        let now = Month::of(cx.desk.business_date);
        let to = self.month.unwrap_or(now).plus_months(months);
        self.month = to.filter(|it| *it != now);
        self.load(cx);
    }

    fn trouble(&self) -> Vec<Line> {
        let refusal = self.found.ready().and_then(|it| it.due.as_ref().err());
        let told = refusal.map(|it| line(Tone::Bad, it.told()));
        told.into_iter().collect()
    }
}

impl Pane for Forms {
    fn watches(&self) -> Vec<Topic> {
        ["stop_form", "hold", "policy", "date"]
            .map(|kind| Topic::of(kind, ""))
            .to_vec()
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let month = self.month.unwrap_or(Month::of(cx.desk.business_date));
        cx.ask(&mut self.found, BoardOf { month });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OPEN => self.open(cx),
            STOP => self.start(FormKind::Stop, cx),
            RESUME => self.start(FormKind::Resume, cx),
            HOLDS => cx.wish(Wish::Open("stop_holds", String::new())),
            EARLIER => self.turn(-1, cx),
            LATER => self.turn(1, cx),
            _ => {}
        }
    }

    fn leads_on(&self) -> bool {
        self.opened.waiting().is_some()
    }

    fn hurries(&self, action: Action) -> bool {
        action == HOLDS
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.opened);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.fill(cx.desk);
        if let Some(Ok(opened)) = self.opened.take() {
            cx.wish(Wish::Open("stop_form", opened.form_no));
            cx.wish(Wish::Mention(opened.told));
        }
    }

    fn minute(&mut self, desk: &Desk) -> bool {
        self.fill(desk);
        self.table.count() > 0
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let Some(board) = self.found.ready() else {
            return Phrase::default();
        };
        let approved = board.townships.iter().filter(|it| it.approved).count();
        phrase!(
            "{month}  已批准{n}/{all}乡镇  暂缓待决{held}人",
            "{month}  {n}/{all} townships approved, {held} holds to decide",
            month = board.month,
            n = approved,
            all = board.townships.len(),
            held = board.undecided
        )
    }

    fn argument(&self) -> String {
        self.month.map_or_else(String::new, |it| it.to_string())
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(self.trouble())),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
