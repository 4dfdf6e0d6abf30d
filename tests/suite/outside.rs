//! Outside files: what is taken, what is refused, and that nothing is ever half taken.

use std::io::{Cursor, Write as _};

use jingban::database::value::Value;
use jingban::exchange::outside::cells::{value, written};
use jingban::exchange::outside::encoding::hexadecimal;
use jingban::exchange::outside::lines::joined;
use jingban::exchange::outside::writer::Writer;
use jingban::exchange::outside::{
    Encoding, FieldKind, Found, Head, LISTS, NotRead, OutsideLayout, Row, Source, Watch, list_of,
    read,
};
use jingban::kernel::area::County;
use jingban::kernel::money::Fen;
use jingban::kernel::month::Month;
use sha2::{Digest as _, Sha256};

mod database;
mod load;

fn county() -> County {
    "371323".parse().unwrap()
}

/// Reads bytes as a file of a kind.
fn take(kind: &str, bytes: &[u8]) -> Result<(Found, Vec<Row>), NotRead> {
    let (county, watch) = (county(), Watch::default());
    let source = Source {
        layout: list_of(kind).unwrap(),
        county: &county,
        watch: &watch,
    };
    let mut rows = Vec::new();
    let found = read(Cursor::new(bytes), source, &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok((found, rows))
}

/// Reads a file of a kind without keeping its rows.
fn take_file(kind: &str, path: &std::path::Path) -> Found {
    let (county, watch) = (county(), Watch::default());
    let source = Source {
        layout: list_of(kind).unwrap(),
        county: &county,
        watch: &watch,
    };
    let file = std::fs::File::open(path).unwrap();
    read(file, source, &mut |_| Ok(())).unwrap()
}

/// The code a file is refused by; `taken` if it is not.
fn code(kind: &str, bytes: &[u8]) -> String {
    match take(kind, bytes) {
        Ok(_) => "taken".to_owned(),
        Err(NotRead::Refused(why)) => {
            assert!(!why.why.zh.is_empty() && !why.why.en.is_empty());
            why.code
        }
        Err(NotRead::Stopped) => panic!("nobody stopped it"),
    }
}

/// A file with the hash it must have.
fn sealed(lines: &[&str], end: &str, encoding: Encoding) -> Vec<u8> {
    let body: String = lines.iter().flat_map(|line| [line, end]).collect();
    let mut bytes = encoding.encode(&body).unwrap().into_owned();
    let count = lines.len() - 1;
    let hash = hexadecimal(&Sha256::digest(&bytes));
    write!(bytes, "T,{count},0.00,{hash}{end}").unwrap();
    bytes
}

const HEAD: &str = "H,POLI,1,GA371323,371323,201203,GA-1,20120306T083000";
const WANG: &str = "D,372801195203150024,王秀英,2,19520315,DEAD,20120302,,,";
const RARE: &str = "D,41152419170116448X,㐀𠮷䶮\u{e000},,,NORMAL,,,,\"=1+1,\"\"@\"\"\"";

#[test]
fn a_file_is_taken_in_either_encoding_and_with_either_line_end() {
    for encoding in [Encoding::Utf8, Encoding::Gb18030] {
        for end in ["\n", "\r\n"] {
            let (found, rows) = take("POLI", &sealed(&[HEAD, WANG, RARE], end, encoding)).unwrap();
            assert_eq!((found.encoding, found.count, found.good), (encoding, 2, 2));
            assert_eq!(rows[1].values[1], Value::from("㐀𠮷䶮\u{e000}"));
            assert_eq!(
                rows[1].values[8],
                Value::from("=1+1,\"@\""),
                "data, never evaluated"
            );
            assert_eq!((rows[0].line, rows[1].line), (2, 3));
        }
    }
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(sealed(&[HEAD, WANG], "\n", Encoding::Utf8));
    assert_eq!(code("POLI", &marked), "taken", "a mark is accepted");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a row for each rule of the whole")]
fn what_breaks_a_rule_of_the_whole_is_refused_whole() {
    let good = || sealed(&[HEAD, WANG, RARE], "\r\n", Encoding::Utf8);
    let text = || String::from_utf8(good()).unwrap();
    let head =
        |from: &str, to: &str| sealed(&[&HEAD.replace(from, to), WANG], "\n", Encoding::Utf8);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text().encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut mixed = good();
    let gb = Encoding::Gb18030
        .encode("D,,李四,,,NORMAL,,,,\r\n")
        .unwrap()
        .into_owned();
    let at = text().find("T,2").unwrap();
    mixed.splice(at..at, gb);
    let even = "D,372801195203150024,王英,2,19520315,DEAD,20120302,,,";
    let mut even_mixed = sealed(&[HEAD, WANG, WANG], "\n", Encoding::Gb18030);
    let behind_head = HEAD.len() + 1;
    even_mixed.splice(behind_head..behind_head, format!("{even}\n").into_bytes());
    let long = format!("D,{}", "9".repeat(10 * 1024 * 1024));
    let many = |from: &str, to: &str| text().replace(from, to).into_bytes();
    for (name, bytes, due) in [
        ("empty", Vec::new(), "PN-4321"),
        ("header only", format!("{HEAD}\r\n").into_bytes(), "PN-4322"),
        (
            "no detail",
            sealed(&[HEAD], "\n", Encoding::Utf8),
            "PN-4322",
        ),
        (
            "no header",
            sealed(&[WANG, WANG], "\n", Encoding::Utf8),
            "PN-4323",
        ),
        ("another type", head("POLI", "CIVI"), "PN-4324"),
        ("another version", head("POLI,1", "POLI,2"), "PN-4325"),
        ("another county", head("371323,2", "371324,2"), "PN-4326"),
        ("no month", head("201203,", "201213,"), "PN-4327"),
        ("no moment", head("T083000", ""), "PN-4327"),
        (
            "no trailer",
            text().split("T,2").next().unwrap().into(),
            "PN-4331",
        ),
        ("hash cut", good()[..good().len() - 5].to_vec(), "PN-4332"),
        ("count", many("T,2,", "T,3,"), "PN-4333"),
        ("sum", many("T,2,0.00", "T,2,0.01"), "PN-4334"),
        ("a digit changed", many("20120302", "20120303"), "PN-4335"),
        ("line ends changed", many("\r\n", "\n"), "PN-4335"),
        (
            "more behind",
            [good(), b"D,x\r\n".to_vec()].concat(),
            "PN-4336",
        ),
        (
            "no record",
            sealed(&[HEAD, "X,1"], "\n", Encoding::Utf8),
            "PN-4337",
        ),
        ("mixed", mixed, "PN-4341"),
        ("mixed, two hanzi", even_mixed, "PN-4341"),
        ("broken", [good(), vec![0xFF, 0xFF]].concat(), "PN-4341"),
        ("NUL", many("王", "\0"), "PN-4342"),
        ("UTF-16", utf16, "PN-4344"),
        (
            "a line of 10 MB",
            sealed(&[HEAD, &long], "\n", Encoding::Utf8),
            "PN-4343",
        ),
        ("an open quote", many("\"\"\"\r\n", "\"\"\r\n"), "PN-4345"),
        ("carriage returns alone", many("\r\n", "\r"), "PN-4338"),
    ] {
        assert_eq!(code("POLI", &bytes), due, "{name}");
    }
    assert_eq!(code("POLI", &good()), "taken");
}

#[test]
fn bad_lines_are_listed_and_the_good_ones_taken() {
    let lines = [
        HEAD,
        WANG,
        "D,372801195203150025,王秀英,2,19870229,GONE,20120302,,,",
        "D,1,2",
        "D,372801195203150024,王\"秀\"英,2,,DEAD,,,,",
        RARE,
    ];
    let (found, rows) = take("POLI", &sealed(&lines, "\n", Encoding::Utf8)).unwrap();
    assert_eq!((found.count, found.good, rows.len()), (5, 2, 2));
    let told: Vec<(i64, &str, &str, &str)> = found
        .bad
        .iter()
        .flat_map(|bad| {
            bad.troubles
                .iter()
                .map(move |it| (bad.line, &*it.column, &*it.code, &*it.masked))
        })
        .collect();
    assert_eq!(
        told,
        [
            (3, "citizen_id", "PN-4307", "372801********0025"),
            (3, "birth_date", "PN-4304", "19870229"),
            (3, "status", "PN-4308", "GONE"),
            (4, "", "PN-4310", ""),
            (5, "", "PN-4311", ""),
        ]
    );
    assert_eq!(
        found.bad[0].original,
        "372801195203150025,王秀英,2,19870229,GONE,20120302,,,"
    );
}

#[test]
fn a_file_cut_anywhere_is_refused_and_nothing_panics() {
    for encoding in [Encoding::Utf8, Encoding::Gb18030] {
        let whole = sealed(&[HEAD, WANG, RARE], "\r\n", encoding);
        let end = whole.len();
        for at in 0..end {
            let taken = code("POLI", &whole[..at]) == "taken";
            // Only the last line end may be missing, or half of it.
            assert_eq!(taken, at >= end - 2, "cut at {at} of {end}");
        }
    }
}

/// Names and texts, rare characters among them.
const WORDS: &[&str] = &[
    "王秀英",
    "㐀𠮷䶮",
    "\u{e000}\u{e765}",
    "阿依古丽·买买提",
    "=SUM(A1)",
    "-1",
    "a,b",
    "say \"so\"",
    "é",
    "O'Neil",
    "𪚥",
    "１２",
];

fn cell(kind: FieldKind, rng: &mut fastrand::Rng) -> String {
    let ids = [
        "372801195203150024",
        "41152419170116448X",
        "372801520315002",
    ];
    let day = |rng: &mut fastrand::Rng| {
        format!(
            "{}{:02}{:02}",
            rng.u32(1900..2012),
            rng.u32(1..13),
            rng.u32(1..29)
        )
    };
    match kind {
        FieldKind::Text(longest) => rng.choice(WORDS).unwrap().chars().take(longest).collect(),
        FieldKind::Name => (*rng.choice(WORDS).unwrap()).to_owned(),
        FieldKind::CitizenId => (*rng.choice(ids.as_slice()).unwrap()).to_owned(),
        FieldKind::Date => day(rng),
        FieldKind::Month => day(rng)[..6].to_owned(),
        FieldKind::Amount => Fen(rng.i64(0..10_000_000)).to_yuan_string(),
        FieldKind::Area => "371323100201".to_owned(),
        FieldKind::Code(words) => words[rng.usize(..words.len())].0.to_owned(),
    }
}

/// A detail of a layout: what must be there is, what may be is or not.
fn detail(layout: &OutsideLayout, rng: &mut fastrand::Rng) -> Vec<Value> {
    let fields = layout.fields.iter();
    let cells = fields.map(|field| {
        let text = if field.required || rng.bool() {
            cell(field.kind, rng)
        } else {
            String::new()
        };
        value(field, &text).unwrap()
    });
    cells.collect()
}

fn file(layout: &OutsideLayout, details: &[Vec<Value>], encoding: Encoding) -> Vec<u8> {
    let head = Head {
        kind: layout.kind.to_owned(),
        sender: "GA371323".to_owned(),
        period: Month::new(2012, 3),
        batch: "GA-1".to_owned(),
        corrects: false,
    };
    let mut to = Writer::begin(Vec::new(), encoding, &head, &county(), "20120306T083000").unwrap();
    let mut total = Fen(0);
    for values in details {
        let fields = layout.fields.iter().zip(values);
        for (field, value) in fields.clone() {
            if let (FieldKind::Amount, Value::Int(Some(fen))) = (field.kind, value) {
                total = Fen(total.0 + fen);
            }
        }
        to.detail(&joined(
            fields.map(|(field, value)| written(field.kind, value)),
        ))
        .unwrap();
    }
    to.end(total).unwrap().0
}

#[test]
fn every_layout_goes_round_in_either_encoding() {
    let mut rng = fastrand::Rng::with_seed(12);
    for layout in LISTS {
        for encoding in [Encoding::Utf8, Encoding::Gb18030] {
            for _ in 0..40 {
                let details: Vec<Vec<Value>> = (0..rng.usize(1..30))
                    .map(|_| detail(layout, &mut rng))
                    .collect();
                let bytes = file(layout, &details, encoding);
                let (found, rows) = take(layout.kind, &bytes)
                    .unwrap_or_else(|why| panic!("{} {why:?}", layout.kind));
                assert!(found.bad.is_empty(), "{:?}", found.bad);
                let values: Vec<Vec<Value>> = rows.into_iter().map(|row| row.values).collect();
                assert_eq!(values, details);
                // What is read and written again is the same file.
                assert_eq!(file(layout, &values, encoding), bytes);
            }
        }
    }
}

/// Spoils bytes here and there.
fn spoiled(bytes: &[u8], rng: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..rng.usize(1..4) {
        if bytes.is_empty() {
            break;
        }
        let at = rng.usize(..bytes.len());
        let to = rng.usize(at..bytes.len());
        match rng.u8(..6) {
            0 => bytes[at] = rng.u8(..),
            1 => bytes.insert(
                at,
                *rng.choice(b"\",\r\nDTH\xEF\x81\x30".as_slice()).unwrap(),
            ),
            2 => drop(bytes.remove(at)),
            3 => bytes.truncate(at.max(1)),
            4 => bytes.extend_from_within(at..to),
            _ => bytes[at..to].reverse(),
        }
    }
    bytes
}

fn fuzz(cases: usize, seed: u64) {
    let mut rng = fastrand::Rng::with_seed(seed);
    for case in 0..cases {
        let layout = &LISTS[case % LISTS.len()];
        let encoding = if rng.bool() {
            Encoding::Utf8
        } else {
            Encoding::Gb18030
        };
        let details: Vec<Vec<Value>> = (0..rng.usize(1..4))
            .map(|_| detail(layout, &mut rng))
            .collect();
        let whole = file(layout, &details, encoding);
        let bytes = if case % 10 == 0 {
            (0..rng.usize(..400)).map(|_| rng.u8(..)).collect()
        } else {
            spoiled(&whole, &mut rng)
        };
        let Ok((found, rows)) = take(layout.kind, &bytes) else {
            continue;
        };
        // Whatever is taken is what was sealed: the hash holds it together.
        let values: Vec<Vec<Value>> = rows.into_iter().map(|row| row.values).collect();
        assert!(found.bad.is_empty(), "case {case}");
        assert_eq!(values, details, "case {case} of seed {seed}");
    }
}

#[test]
fn whatever_bytes_come_nothing_panics_and_nothing_false_is_taken() {
    fuzz(4_000, 2012);
}

/// `cargo test --release --locked --test suite -- --ignored outside::many_more_bytes --nocapture`
#[test]
#[ignore = "half a million cases"]
fn many_more_bytes() {
    fuzz(500_000, fastrand::u64(..));
}

#[test]
fn what_gb18030_has_no_place_for_is_told_when_written() {
    let head = Head {
        kind: "POLI".to_owned(),
        sender: "GA".to_owned(),
        period: Month::new(2012, 3),
        batch: "GA-1".to_owned(),
        corrects: false,
    };
    let mut to = Writer::begin(Vec::new(), Encoding::Gb18030, &head, &county(), "x").unwrap();
    let refused = to.detail("\u{e5e5}");
    assert!(matches!(refused, Err(NotRead::Refused(why)) if why.code == "PN-4340"));
}
