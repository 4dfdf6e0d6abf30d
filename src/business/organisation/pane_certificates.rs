//! Post certificates (上岗资格证): who holds a post that needs one, and until when it holds; what is missing shows.

use chrono::NaiveDate;

use super::posts_store::{CertifiedPost, CertifiedPosts};
use super::rules::EXPIRES_SOON_DAYS;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const REGISTER: Action = Action("certificates.register");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "certificates",
    title: text!("上岗资格证", "Post certificates"),
    path: "1.4",
    mnemonic: "zgz",
    go: None,
    actions: &[ActionSpec {
        action: REGISTER,
        label: text!("登记证书", "register"),
        help: text!(
            "登记光标所在人员的上岗资格证",
            "register a certificate of the person under the cursor"
        ),
        needs: &[Need::Post(&[Post::CSys])],
        danger: None,
        hint: Some(10),
    }],
    open: |_| Box::new(Certificates::new()),
};

const fn column(id: &'static str, title: Text, width: u16, grows: u16, spare: u8) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare,
    }
}

const COLUMNS: &[Column] = &[
    column("name", text!("姓名", "name"), 8, 0, 0),
    column("post", text!("岗位", "post"), 10, 1, 0),
    column("division", text!("机构", "division"), 10, 1, 2),
    column(
        "certificate_no",
        text!("证书编号", "certificate no."),
        22,
        1,
        0,
    ),
    column("issued", text!("发证日期", "issued"), 10, 0, 1),
    column("holds_until", text!("有效期至", "holds until"), 11, 0, 0),
    column("state", text!("状态", "state"), 14, 0, 0),
    column("hours", text!("学时", "hours"), 5, 0, 3),
];

struct Certificates {
    table: Table,
    found: Slot<Vec<CertifiedPost>>,
    today: Option<NaiveDate>,
}

impl Certificates {
    fn new() -> Self {
        Self {
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取上岗资格证", "reading the certificates"),
            ),
            found: Slot::default(),
            today: None,
        }
    }
}

/// Where a certificate stands on a day.
fn standing(held: &CertifiedPost, today: NaiveDate) -> (Text, Tone) {
    match held.expires_on {
        None => (text!("!! 未持证", "!! none"), Tone::Bad),
        Some(last) if last < today => (text!("!! 已过期", "!! expired"), Tone::Bad),
        Some(last) if last.signed_duration_since(today).num_days() <= EXPIRES_SOON_DAYS => {
            (text!("! 即将到期", "! expires soon"), Tone::Warning)
        }
        Some(_) => (text!("有效", "valid"), Tone::Good),
    }
}

fn row(held: &CertifiedPost, today: NaiveDate) -> TableRow {
    let (state, tone) = standing(held, today);
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    TableRow {
        id: format!("{}|{}", held.operator, held.post),
        cells: vec![
            outside(&held.name),
            Cell::Fixed(held.post.title()),
            outside(&held.area_name),
            held.certificate_no
                .as_deref()
                .map_or(Cell::Nothing, outside),
            held.issued_on.map_or(Cell::Nothing, Cell::Day),
            held.expires_on.map_or(Cell::Nothing, Cell::Day),
            Cell::Fixed(state),
            held.hours.map_or(Cell::Nothing, Cell::Count),
        ],
        tone,
    }
}

impl Pane for Certificates {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("operator", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.desk.business_date);
        cx.ask(&mut self.found, CertifiedPosts);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action == REGISTER {
            let who = self
                .table
                .current()
                .map_or_else(String::new, |row| row.id.clone());
            cx.wish(Wish::Open("certificate", who));
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        self.table.empty = phrase!("没有须持证的岗位", "no post here needs a certificate");
        if let (Some(found), Some(today)) = (self.found.ready(), self.today) {
            self.table
                .set_rows(found.iter().map(|held| row(held, today)).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let (Some(found), Some(today)) = (self.found.ready(), self.today) else {
            return Phrase::default();
        };
        let valid = found
            .iter()
            .filter(|held| matches!(standing(held, today).1, Tone::Good | Tone::Warning))
            .count();
        phrase!(
            "持证{valid}/{all}",
            "{valid} of {all} certified",
            valid = valid,
            all = found.len()
        )
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
