//! The three tiers (N3.1): every division with its posts and people of today; a village without a coordinator shows.

use super::store::{Operators, PostHeld};
use crate::console::action::Action;
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::area::Level;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "organisation",
    title: text!("机构人员", "Organisation"),
    path: "1.2",
    mnemonic: "jg",
    go: None,
    actions: &[],
    open: |_| Box::new(People::new()),
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
    column("tier", text!("层级", "tier"), 8, 0, 2),
    column("division", text!("机构", "division"), 16, 1, 0),
    column("post", text!("岗位", "post"), 16, 1, 0),
    column("code", text!("代码", "code"), 6, 0, 1),
    column("name", text!("姓名", "name"), 10, 0, 0),
    column("telephone", text!("电话", "telephone"), 14, 0, 0),
    column("since", text!("任职自", "since"), 10, 0, 3),
    column("document", text!("任职文件", "document"), 20, 1, 4),
];

struct People {
    table: Table,
    held: Slot<Vec<PostHeld>>,
}

impl People {
    fn new() -> Self {
        let empty = phrase!("正在读取机构人员", "reading the organisation");
        Self {
            table: Table::new(COLUMNS.to_vec(), empty),
            held: Slot::default(),
        }
    }
}

const fn tier(level: Level) -> Text {
    match level {
        Level::City => text!("市", "city"),
        Level::County => text!("县区", "county"),
        Level::Township => text!("乡镇", "township"),
        Level::Village => text!("村居", "village"),
    }
}

/// What an empty division lacks.
const fn vacancy(level: Level) -> Text {
    match level {
        Level::Village => text!("!! 协理员空缺", "!! no coordinator"),
        Level::City | Level::County | Level::Township => text!("! 无人任职", "! nobody"),
    }
}

fn table_row(held: &PostHeld) -> TableRow {
    let level = held.area.level();
    let outside =
        |text: Option<&String>| text.map_or(Cell::Nothing, |text| Cell::Outside(Shown::new(text)));
    let post = held.post.map_or(vacancy(level), Post::title);
    let code = held.post.map_or("", Post::code);
    TableRow {
        id: format!(
            "{}|{code}|{}",
            held.area,
            held.operator.as_deref().unwrap_or("")
        ),
        cells: vec![
            Cell::Fixed(tier(level)),
            Cell::Outside(Shown::new(&held.area_name)),
            Cell::Fixed(post),
            Cell::Outside(Shown::new(code)),
            outside(held.name.as_ref()),
            outside(held.phone.as_ref()),
            held.valid_from.map_or(Cell::Nothing, Cell::Day),
            outside(held.document_no.as_ref()),
        ],
        tone: match (held.post, level, held.locked) {
            (None, Level::Village, _) => Tone::Bad,
            (None, Level::City | Level::County | Level::Township, _) => Tone::Warning,
            (Some(_), _, Some(true)) => Tone::Quiet,
            (Some(_), _, _) => Tone::Plain,
        },
    }
}

/// Villages, and those with a coordinator.
fn covered(held: &[PostHeld]) -> (usize, usize) {
    let mut villages: Vec<(&str, bool)> = held
        .iter()
        .filter(|row| row.area.level() == Level::Village)
        .map(|row| (row.area.as_str(), row.post == Some(Post::VCo)))
        .collect();
    villages.sort_unstable();
    // Of a village with several rows the last one, sorted, has the coordinator if any has.
    villages.reverse();
    villages.dedup_by_key(|(code, _)| *code);
    (
        villages.len(),
        villages.iter().filter(|(_, has)| *has).count(),
    )
}

impl Pane for People {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("operator", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let county = cx.desk.county.clone();
        cx.ask(&mut self.held, Operators { county });
    }

    fn on(&mut self, _: Action, _: &mut Cx<'_>) {}

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.held);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(held) = self.held.ready() {
            self.table.empty = phrase!(
                "本县没有行政区划数据，请由信息岗导入",
                "no divisions of this county; have IT import them"
            );
            self.table.set_rows(held.iter().map(table_row).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let Some(held) = self.held.ready() else {
            return Phrase::default();
        };
        let (villages, manned) = covered(held);
        phrase!(
            "村居协理员到位 {manned}/{villages}",
            "coordinators in {manned}/{villages} villages",
            manned = manned,
            villages = villages,
        )
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::text::Lang;

    fn held(area: &str, post: Option<Post>) -> PostHeld {
        PostHeld {
            area: area.parse().unwrap(),
            area_name: "上华庄村".to_owned(),
            level: "VILLAGE".to_owned(),
            operator: post.map(|_| "zhanghua".to_owned()),
            name: post.map(|_| "张华".to_owned()),
            post,
            phone: None,
            locked: post.map(|_| false),
            valid_from: None,
            document_no: None,
        }
    }

    #[test]
    fn a_village_without_a_coordinator_is_told_in_words_and_counted() {
        let rows = [
            held("371323100201", Some(Post::VCo)),
            held("371323100202", None),
            held("371323100000", Some(Post::TClk)),
        ];
        assert_eq!(covered(&rows), (2, 1));
        let row = table_row(&rows[1]);
        assert_eq!((row.tone, row.cells.len()), (Tone::Bad, COLUMNS.len()));
        assert_eq!(row.cells[2].text(Lang::Zh), "!! 协理员空缺");
        assert_eq!(
            table_row(&rows[0]).cells[2].text(Lang::En),
            "village coordinator"
        );
    }
}
