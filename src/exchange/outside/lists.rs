//! The comparison lists I-06 to I-10 (`domain.md` 11.2). A further layout is one more item.

use super::table::FieldKind::{Amount, Area, CitizenId, Code, Date, Month, Name, Text as Chars};
use super::table::{Codes, Field, FieldKind, Goes, OutsideLayout};
use crate::kernel::text::Text;
use crate::text;

const fn must(name: &'static str, title: Text, kind: FieldKind, goes: Goes) -> Field {
    Field {
        name,
        title,
        required: true,
        kind,
        goes,
    }
}

const fn may(name: &'static str, title: Text, kind: FieldKind, goes: Goes) -> Field {
    Field {
        name,
        title,
        required: false,
        kind,
        goes,
    }
}

const ID: Text = text!("身份证号", "citizen id");
const NAME: Text = text!("姓名", "name");
const BORN: Text = text!("出生日期", "birth date");
const EVENT: Text = text!("事项", "event");
const SEX: Codes = &[
    ("0", text!("未知", "unknown")),
    ("1", text!("男", "male")),
    ("2", text!("女", "female")),
    ("9", text!("未说明", "not stated")),
];

/// Every comparison list.
#[rustfmt::skip]
pub const LISTS: &[OutsideLayout] = &[
    OutsideLayout { kind: "POLI", title: text!("公安户籍信息", "public security"), fields: &[
        must("citizen_id", ID, CitizenId, Goes::CitizenId),
        must("name", NAME, Name, Goes::Name),
        may("sex", text!("性别", "sex"), Code(SEX), Goes::Detail),
        may("birth_date", BORN, Date, Goes::BirthDate),
        must("status", text!("户籍状态", "status"), Code(POLICE), Goes::Event),
        may("event_date", text!("发生日期", "event date"), Date, Goes::EventDate),
        may("new_citizen_id", text!("新身份证号", "new citizen id"), CitizenId, Goes::Detail),
        may("new_division", text!("迁往地", "new division"), Chars(12), Goes::Detail),
        may("household_no", text!("户号", "household number"), Chars(20), Goes::Detail),
    ] },
    OutsideLayout { kind: "CIVI", title: text!("民政殡葬低保信息", "civil affairs"), fields: &[
        may("citizen_id", ID, CitizenId, Goes::CitizenId),
        must("name", NAME, Name, Goes::Name),
        may("birth_date", BORN, Date, Goes::BirthDate),
        must("event", EVENT, Code(CIVIL), Goes::Event),
        must("event_date", text!("发生日期", "event date"), Date, Goes::EventDate),
        may("certificate_no", text!("证明编号", "certificate number"), Chars(40), Goes::Document),
        may("institution", text!("出具单位", "institution"), Chars(60), Goes::Detail),
        may("handler", text!("经办人", "handler"), Chars(50), Goes::Detail),
    ] },
    OutsideLayout { kind: "FAMP", title: text!("计生人口信息", "family planning"), fields: &[
        must("citizen_id", ID, CitizenId, Goes::CitizenId),
        must("name", NAME, Name, Goes::Name),
        must("event", EVENT, Code(FAMILY), Goes::Event),
        may("event_date", text!("发生日期", "event date"), Date, Goes::EventDate),
        may("village_code", text!("村居代码", "village code"), Area, Goes::Village),
    ] },
    OutsideLayout { kind: "OTHP", title: text!("其他养老保险信息", "other pension schemes"), fields: &[
        must("citizen_id", ID, CitizenId, Goes::CitizenId),
        must("name", NAME, Name, Goes::Name),
        must("scheme", text!("险种", "scheme"), Code(SCHEME), Goes::Detail),
        must("status", text!("参保状态", "status"), Code(PENSION), Goes::Event),
        may("start_month", text!("起始年月", "start month"), Month, Goes::EventDate),
        may("end_month", text!("终止年月", "end month"), Month, Goes::Until),
        may("agency_code", text!("经办机构代码", "agency code"), Chars(20), Goes::Detail),
        may("monthly_amount", text!("月待遇", "monthly amount"), Amount, Goes::Detail),
    ] },
    OutsideLayout { kind: "JUST", title: text!("司法服刑信息", "justice"), fields: &[
        must("citizen_id", ID, CitizenId, Goes::CitizenId),
        must("name", NAME, Name, Goes::Name),
        must("event", EVENT, Code(JUSTICE), Goes::Event),
        must("effective_date", text!("生效日期", "effective date"), Date, Goes::EventDate),
        may("document_no", text!("文书号", "document number"), Chars(60), Goes::Document),
        may("term_end", text!("刑期届满", "term end"), Date, Goes::Until),
    ] },
];

const POLICE: Codes = &[
    ("DEAD", text!("死亡", "dead")),
    ("CANCELLED", text!("户口注销", "cancelled")),
    ("MOVED_OUT", text!("迁出", "moved out")),
    ("ID_CHANGED", text!("身份证号变更", "id changed")),
    ("NORMAL", text!("正常", "normal")),
];
const CIVIL: Codes = &[
    ("CREMATED", text!("火化", "cremated")),
    ("BURIED", text!("土葬", "buried")),
    ("LOWINC_ON", text!("纳入低保", "low income begins")),
    ("LOWINC_OFF", text!("退出低保", "low income ends")),
];
const FAMILY: Codes = &[
    ("DEAD", text!("死亡", "dead")),
    ("ONE_CHILD", text!("独生子女户", "one child")),
    ("TWO_DAUGHTERS", text!("双女户", "two daughters")),
    ("SPECIAL_SUPPORT", text!("特别扶助", "special support")),
    ("REMOVED", text!("退出", "removed")),
];
const SCHEME: Codes = &[
    ("EMP", text!("企业职工养老保险", "employees")),
    ("GOV", text!("机关事业养老保险", "government")),
    ("MIL", text!("军人退役养老保险", "military")),
    ("OTHER", text!("其他", "other")),
];
const PENSION: Codes = &[
    ("ACTIVE", text!("缴费", "active")),
    ("PAUSED", text!("中断", "paused")),
    ("DRAWING", text!("领取", "drawing")),
    ("ENDED", text!("终止", "ended")),
];
const JUSTICE: Codes = &[
    ("DETAINED", text!("羁押", "detained")),
    ("SENTENCED", text!("判刑", "sentenced")),
    ("RELEASED", text!("释放", "released")),
    ("PAROLED", text!("假释", "paroled")),
];

/// The list of a type.
pub fn list_of(kind: &str) -> Option<&'static OutsideLayout> {
    LISTS.iter().find(|list| list.kind == kind)
}

/// What a word of a code field is called.
pub fn word_title(list: &OutsideLayout, word: &str) -> Option<Text> {
    let codes = list.fields.iter().find_map(|field| match field.kind {
        Code(codes) if field.goes == Goes::Event => Some(codes),
        Code(_) | Chars(_) | Name | CitizenId | Date | Month | Amount | Area => None,
    })?;
    let known = codes.iter().find(|(it, _)| *it == word);
    known.map(|(_, title)| *title)
}

/// What a field of a list is called; the whole line has no field.
pub fn field_title(kind: &str, column: &str) -> Option<Text> {
    let fields = list_of(kind)?.fields;
    let known = fields.iter().find(|field| field.name == column);
    known.map(|field| field.title)
}
