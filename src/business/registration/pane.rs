//! Registration's tabs of the person page: the overview with its reveal, and the changes of particulars.

use chrono::NaiveDate;

use super::codes::{BANKS, CHANGE_ITEMS, ETHNICITIES, GROUPS, HUKOU, SCHEME_LINES, name_of};
use super::reveal::{Reveal, Revealed};
use super::rules::{MAY_REVEAL, check_reason};
use super::store::{ChangeRow, ChangesOf, DisputeRow, Dossier, PersonOf, masked_middle};
use crate::business::descriptor::TabSpec;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Fact, Line, Rows, Run, Tone};
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::citizen_id::Sex;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// Ask why, then show the id, the account and the telephone whole.
const REVEAL: Action = Action("overview.reveal");
/// The reason was typed.
const REVEAL_FOR: Action = Action("overview.reveal_for");

/// The overview.
pub const OVERVIEW: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "overview",
        title: text!("概况", "Overview"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[ActionSpec {
            action: REVEAL,
            label: text!("显示全号", "reveal"),
            help: text!(
                "填写事由后显示完整的证件号码、银行账号和电话，查看记录留痕",
                "shows id, account and telephone whole after a reason; the look is kept in the trail"
            ),
            needs: &[
                Need::Post(MAY_REVEAL),
                Need::State("found", text!("未查到此人", "nobody was found")),
            ],
            danger: None,
            hint: Some(30),
        }],
        open: |insurance_no| Box::new(Overview::of(insurance_no)),
    },
    order: 10,
};

/// The changes of particulars.
pub const CHANGES: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "changes",
        title: text!("变更", "Changes"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[],
        open: |insurance_no| Box::new(Changes::of(insurance_no)),
    },
    order: 50,
};

struct Overview {
    insurance_no: String,
    found: Slot<Option<Dossier>>,
    revealed: Slot<Revealed>,
    whole: Option<Revealed>,
}

impl Overview {
    fn of(insurance_no: &str) -> Self {
        Self {
            insurance_no: insurance_no.to_owned(),
            found: Slot::default(),
            revealed: Slot::default(),
            whole: None,
        }
    }

    fn facts(&self, dossier: &Dossier) -> Vec<Fact> {
        // What bars payment comes first: on a small screen the last lines may be out of sight.
        let mut facts: Vec<Fact> = dossier.disputes.iter().map(disputed).collect();
        facts.extend(dossier.person.died_on.map(died));
        facts.extend(self.who(dossier));
        facts.extend(self.reached(dossier));
        let former = dossier.former_ids.iter();
        facts.extend(former.map(|it| outside(text!("曾用证件号", "former id"), &it.former_id)));
        facts
    }

    /// Who it is, as registered.
    fn who(&self, dossier: &Dossier) -> Vec<Fact> {
        let person = &dossier.person;
        let id = self
            .whole
            .as_ref()
            .map_or(&person.citizen_id, |whole| &whole.citizen_id);
        let sex = person
            .sex
            .parse()
            .ok()
            .and_then(Sex::of_code)
            .map_or(text!("不明", "unknown"), Sex::title);
        let groups = dossier.groups.iter().map(|code| name_of(GROUPS, code));
        let groups: Vec<Phrase> = groups.collect();
        vec![
            // Name, day of birth and class stand in the line above the tabs.
            outside(text!("公民身份号码", "citizen id"), id),
            said(text!("性别", "sex"), sex.into()),
            said(
                text!("民族", "ethnicity"),
                name_of(ETHNICITIES, &person.ethnicity),
            ),
            said(
                text!("户籍性质", "hukou"),
                name_of(HUKOU, &person.hukou_type),
            ),
            said(
                text!("险种", "scheme line"),
                name_of(SCHEME_LINES, &person.scheme_line),
            ),
            said(text!("缴费档次", "grade"), grade(person.grade_yuan)),
            outside(
                text!("所在村居", "village"),
                &format!("{} {}", person.township_name, person.village_name),
            ),
            maybe(text!("户号", "household"), person.household_no.as_ref()),
            day(text!("参保日期", "enrolled"), person.enrolled_on),
            said(text!("特殊群体", "groups"), joined(&groups)),
        ]
    }

    /// How money and messages reach them.
    fn reached(&self, dossier: &Dossier) -> Vec<Fact> {
        let person = &dossier.person;
        let whole = self.whole.as_ref();
        let account = whole.map_or(&person.bank_account, |whole| &whole.bank_account);
        let phone = whole.map_or(&person.phone, |whole| &whole.phone);
        vec![
            said(
                text!("开户银行", "bank"),
                name_of(BANKS, person.bank_code.as_deref().unwrap_or("-")),
            ),
            maybe(text!("银行账号", "account"), account.as_ref()),
            maybe(text!("户名", "holder"), person.account_holder.as_ref()),
            maybe(text!("社保卡号", "card"), person.card_no.as_ref()),
            maybe(text!("联系电话", "telephone"), phone.as_ref()),
            maybe(text!("居住地址", "address"), person.address.as_ref()).wide(),
        ]
    }
}

impl Fact {
    /// The same fact on a line of its own.
    fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

fn outside(label: Text, value: &str) -> Fact {
    Fact {
        label,
        value: Run::plain(Shown::new(value)),
        wide: false,
    }
}

fn maybe(label: Text, value: Option<&String>) -> Fact {
    outside(label, value.map_or("-", String::as_str))
}

fn died(on: NaiveDate) -> Fact {
    Fact {
        label: text!("死亡日期", "died"),
        value: Run::toned(Tone::Bad, Phrase::verbatim(on.to_string())),
        wide: true,
    }
}

fn disputed(dispute: &DisputeRow) -> Fact {
    Fact {
        label: text!("证件号争议", "id dispute"),
        value: Run::toned(
            Tone::Bad,
            phrase!(
                "与{other}重号，{day}起待公安证明，期间暂不发放",
                "also claimed by {other}; unpaid from {day} until police certify",
                other = dispute.claimant_name,
                day = dispute.opened_on
            ),
        ),
        wide: true,
    }
}

fn said(label: Text, value: Phrase) -> Fact {
    Fact {
        label,
        value: Run::plain(value),
        wide: false,
    }
}

fn day(label: Text, value: NaiveDate) -> Fact {
    said(label, Phrase::verbatim(value.to_string()))
}

fn grade(yuan: Option<i64>) -> Phrase {
    yuan.map_or_else(
        || Phrase::verbatim("-"),
        |yuan| phrase!("{yuan}元/年", "{yuan} yuan a year", yuan = yuan),
    )
}

fn joined(names: &[Phrase]) -> Phrase {
    if names.is_empty() {
        return text!("无", "none").into();
    }
    let zh: Vec<&str> = names.iter().map(|name| name.zh.as_str()).collect();
    let en: Vec<&str> = names.iter().map(|name| name.en.as_str()).collect();
    Phrase {
        zh: zh.join("、"),
        en: en.join(", "),
    }
}

impl Pane for Overview {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("person", &self.insurance_no)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(
            &mut self.found,
            PersonOf {
                insurance_no: self.insurance_no.clone(),
            },
        );
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            REVEAL => cx.wish(Wish::Raise(Overlay::Prompt(Prompt {
                title: text!("查看完整信息的事由", "why the full data is needed").into(),
                hint: phrase!(
                    "社会保险法第八十一、九十二条：个人信息依法保密，本次查看将留痕",
                    "Social Insurance Law 81, 92: personal data is confidential; this look is kept"
                ),
                text: TextField::limited(60),
                check: check_reason,
                action: REVEAL_FOR,
                error: None,
            }))),
            REVEAL_FOR => {
                let reason = cx.answer.clone().unwrap_or_default();
                cx.act(
                    &mut self.revealed,
                    Reveal {
                        insurance_no: self.insurance_no.clone(),
                        reason,
                    },
                );
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.revealed);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(Ok(revealed)) = self.revealed.take() {
            self.whole = Some(revealed);
        }
    }

    fn holds(&self, state: &str) -> bool {
        state == "found" && matches!(self.found.ready(), Some(Some(_)))
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        match self.found.ready() {
            Some(Some(dossier)) => Body::Facts(self.facts(dossier)),
            Some(None) => Body::Lines(vec![Line(vec![Run::plain(*super::rules::not_here().why)])]),
            None => Body::Lines(Vec::new()),
        }
    }
}

const CHANGE_COLUMNS: &[Column] = &[
    Column {
        id: "day",
        title: text!("日期", "day"),
        width: 10,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "item",
        title: text!("变更项目", "item"),
        width: 12,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "before",
        title: text!("变更前", "before"),
        width: 14,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "after",
        title: text!("变更后", "after"),
        width: 14,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "evidence",
        title: text!("依据", "evidence"),
        width: 12,
        grows: 1,
        right: false,
        spare: 2,
    },
    Column {
        id: "maker",
        title: text!("经办", "maker"),
        width: 12,
        grows: 0,
        right: false,
        spare: 3,
    },
    Column {
        id: "checker",
        title: text!("复核", "checker"),
        width: 12,
        grows: 0,
        right: false,
        spare: 3,
    },
];

struct Changes {
    insurance_no: String,
    found: Slot<Vec<ChangeRow>>,
    table: Table,
}

impl Changes {
    fn of(insurance_no: &str) -> Self {
        let empty = phrase!("没有变更记录", "no changes of particulars");
        Self {
            insurance_no: insurance_no.to_owned(),
            found: Slot::default(),
            table: Table::new(CHANGE_COLUMNS.to_vec(), empty),
        }
    }

    /// The change under the cursor, whole.
    fn detail(&self) -> Vec<Line> {
        let rows = self.found.ready().map_or(&[][..], Vec::as_slice);
        let current = self.table.current();
        let picked = rows
            .iter()
            .find(|row| current.is_some_and(|it| it.id == row.seq.to_string()));
        let Some(row) = picked else {
            return Vec::new();
        };
        let value = |value: &Option<String>| {
            value
                .as_ref()
                .map_or_else(|| "-".to_owned(), |it| shown_value(&row.item, it))
        };
        vec![Line(vec![Run::plain(phrase!(
            "{item}：{old} -> {new}（依据{evidence}，{maker}经办，{checker}复核）",
            "{item}: {old} -> {new} (by {evidence}; {maker}, checked by {checker})",
            item = name_of(CHANGE_ITEMS, &row.item),
            old = value(&row.old_value),
            new = value(&row.new_value),
            evidence = row.evidence,
            maker = row.maker,
            checker = row.checker
        ))])]
    }
}

/// Ids, accounts and telephones stay masked in the list of changes too.
fn shown_value(item: &str, value: &str) -> String {
    if matches!(item, "citizen_id" | "bank_account" | "phone") {
        masked_middle(value)
    } else {
        value.to_owned()
    }
}

fn value_cell(item: &str, value: Option<&String>) -> Cell {
    value.map_or(Cell::Nothing, |value| {
        Cell::Outside(Shown::new(&shown_value(item, value)))
    })
}

fn change_row(row: &ChangeRow) -> TableRow {
    TableRow {
        id: row.seq.to_string(),
        cells: vec![
            Cell::Day(row.changed_on),
            Cell::Said(name_of(CHANGE_ITEMS, &row.item)),
            value_cell(&row.item, row.old_value.as_ref()),
            value_cell(&row.item, row.new_value.as_ref()),
            Cell::Outside(Shown::new(&row.evidence)),
            Cell::Outside(Shown::new(&row.maker)),
            Cell::Outside(Shown::new(&row.checker)),
        ],
        tone: Tone::Plain,
    }
}

impl Pane for Changes {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("person", &self.insurance_no)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(
            &mut self.found,
            ChangesOf {
                insurance_no: self.insurance_no.clone(),
            },
        );
    }

    fn on(&mut self, _: Action, _: &mut Cx<'_>) {}

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(rows) = self.found.ready() {
            self.table.set_rows(rows.iter().map(change_row).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Rest, Body::Table(&self.table)),
            (Rows::Fit, Body::Lines(self.detail())),
        ])
    }
}
