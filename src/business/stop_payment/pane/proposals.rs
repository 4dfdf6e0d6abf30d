//! Who is proposed for a form, each with what would follow or why not; those marked are taken in at once.

use super::proposals_rows::{COLUMNS, follows, key, row};
use super::words::{beside, line};
use crate::business::stop_payment::FormState;
use crate::business::stop_payment::offered::{Offer, Offered, OfferedTo};
use crate::business::stop_payment::take::{TakeProposals, Taken};
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Line, Tone};
use crate::console::effect::Effect;
use crate::console::overlay::Overlay;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::Topic;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

const TAKE: Action = Action("stop_proposals.take");
const PERSON: Action = Action("table.open");

const DRAFT: Need = Need::State(
    "draft",
    text!(
        "核定表已签办，不能再列入人员",
        "the form is signed and takes nobody in any more"
    ),
);

/// The pane; its argument is the number of a form.
pub const SPEC: PaneSpec = PaneSpec {
    name: "stop_proposals",
    title: text!("停发建议", "Proposals"),
    path: "4.1.2",
    mnemonic: "tfjy",
    go: None,
    actions: &[
        ActionSpec {
            action: TAKE,
            label: text!("列入", "take in"),
            help: text!(
                "将标记的（未标记时为光标所在的）人员列入核定表；不能列入的逐人说明",
                "takes those marked, or the one under the cursor, into the form; who cannot be is told one by one"
            ),
            needs: &[Need::Post(&[Post::TClk]), DRAFT, Need::Selection],
            danger: Some(Danger::Count),
            hint: Some(10),
        },
        ActionSpec {
            action: PERSON,
            label: text!("看人员", "person"),
            help: text!("打开光标所在人员的页面", "opens the page of the person"),
            needs: &[Need::Selection],
            danger: None,
            hint: Some(11),
        },
    ],
    open: |form_no| Box::new(Proposals::of(form_no)),
};

struct Proposals {
    form_no: String,
    table: Table,
    found: Slot<Option<Offered>>,
    taken: Slot<Taken>,
    looked: bool,
}

impl Proposals {
    fn of(form_no: &str) -> Self {
        Self {
            form_no: form_no.to_owned(),
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取停发建议", "reading what is proposed"),
            ),
            found: Slot::default(),
            taken: Slot::default(),
            looked: false,
        }
    }

    fn offered(&self) -> Option<&Offered> {
        self.found.ready()?.as_ref()
    }

    /// Those meant: marked, else the one under the cursor.
    fn chosen(&self) -> Vec<&Offer> {
        let rows = self.table.selected();
        let offers = self.offered().into_iter().flat_map(|it| &it.offers);
        let meant = |it: &&Offer| rows.iter().any(|row| row.id == key(&it.proposal));
        offers.filter(meant).collect()
    }

    fn take(&mut self, cx: &mut Cx<'_>) {
        let picks = self.chosen().into_iter().map(|it| {
            let it = &it.proposal;
            (it.insurance_no.clone(), it.source_ref.clone())
        });
        let change = TakeProposals {
            form_no: self.form_no.clone(),
            picks: picks.collect(),
        };
        cx.act(&mut self.taken, change);
    }

    /// Who is on the form now and who is not, one by one.
    fn report(&self, taken: &Taken) -> Vec<Line> {
        let name = |number: &str| {
            let offers = self.offered().into_iter().flat_map(|it| &it.offers);
            let mut offers = offers.filter(|it| it.proposal.insurance_no == number);
            offers
                .next()
                .map_or_else(|| number.to_owned(), |it| it.proposal.name.clone())
        };
        let mut lines = vec![line(Tone::Strong, taken.told.clone())];
        lines.extend(taken.refused.iter().map(|(number, refusal)| {
            line(
                Tone::Warning,
                phrase!(
                    "{name} {number}：{why}",
                    "{name} {number}: {why}",
                    name = name(number),
                    number = number,
                    why = refusal.told()
                ),
            )
        }));
        lines
    }
}

impl Pane for Proposals {
    fn watches(&self) -> Vec<Topic> {
        ["stop_form", "verification", "date"]
            .map(|kind| Topic::of(kind, ""))
            .to_vec()
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let form_no = self.form_no.clone();
        cx.ask(&mut self.found, OfferedTo { form_no });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            TAKE => self.take(cx),
            PERSON => {
                let id = self.table.current().map(|row| row.id.clone());
                if let Some((number, _)) = id.as_deref().and_then(|id| id.split_once('|')) {
                    cx.wish(Wish::Open("person", number.to_owned()));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.taken);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        match self.taken.take() {
            Some(Ok(taken)) if taken.refused.is_empty() => {
                cx.wish(Wish::Back);
                cx.wish(Wish::Mention(taken.told));
                return;
            }
            Some(Ok(taken)) => {
                let title = phrase!("列入结果", "what was taken in");
                let lines = self.report(&taken);
                self.table.unmark_all();
                cx.wish(Wish::Raise(Overlay::Read(title, lines, 0)));
            }
            Some(Err(_)) | None => {}
        }
        self.table.empty = phrase!("没有待处理的停发建议", "nobody is proposed");
        if let Some(Some(offered)) = self.found.ready() {
            let rows = offered.offers.iter().map(|it| row(it, offered));
            self.table.set_rows(rows.collect());
            if !self.looked && !offered.offers.is_empty() {
                self.looked = true;
                cx.effect(Effect::Looked(format!("stop_form:{}", self.form_no)));
            }
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn at_stake(&self, _: Action) -> Option<(usize, Phrase)> {
        let chosen = self.chosen();
        let refused: Vec<&&Offer> = chosen.iter().filter(|it| it.ahead.is_err()).collect();
        let first = chosen.first()?;
        let mut said = phrase!(
            "{name}等：可列入{n}人，不能列入{m}人。",
            "{name} and others: {n} can be taken in, {m} cannot. ",
            name = first.proposal.name,
            n = chosen.len().saturating_sub(refused.len()),
            m = refused.len()
        );
        if let Some(it) = refused.first() {
            said = beside(&said, &phrase!("{why}。", "{why}. ", why = follows(it)));
        }
        Some((chosen.len(), said))
    }

    fn holds(&self, state: &str) -> bool {
        state == "draft"
            && self
                .offered()
                .is_some_and(|it| it.state == FormState::Draft)
    }

    fn heading(&self) -> Phrase {
        let Some(offered) = self.offered() else {
            return Phrase::default();
        };
        let refused = offered.offers.iter().filter(|it| it.ahead.is_err()).count();
        phrase!(
            "{form} {township}  共{n}人 不能列入{m}人",
            "{form} {township}  {n} proposed, {m} cannot be taken in",
            form = self.form_no,
            township = offered.township_name,
            n = offered.offers.len(),
            m = refused
        )
    }

    fn argument(&self) -> String {
        self.form_no.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
