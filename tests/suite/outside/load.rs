//! A list of a million people, measured. A test of its own process, because it reads the peak of the whole.

use std::io::{BufWriter, Write as _};
use std::time::Instant;

use jingban::database::runner::carry_out;
use jingban::exchange::outside::Encoding;
use jingban::exchange::outside::Head;
use jingban::exchange::outside::writer::Writer;
use jingban::kernel::money::Fen;
use jingban::kernel::month::Month;

use super::database::{maker, stage};
use crate::cluster::cluster;
use crate::engines::Place;

/// The most memory this process has held, in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// `cargo test --release --locked --test suite -- --ignored outside::load --nocapture`
#[tokio::test]
#[ignore = "a million rows"]
#[expect(clippy::disallowed_methods, reason = "it measures")]
async fn a_million_rows_come_in_steadily_and_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("POLI_371323_201203_001.csv");
    let head = Head {
        kind: "POLI".to_owned(),
        sender: "GA371323".to_owned(),
        period: Month::new(2012, 3),
        batch: "GA-1".to_owned(),
        corrects: false,
    };
    let rows = 1_000_000;
    let to = BufWriter::new(std::fs::File::create(&path).unwrap());
    let mut to = Writer::begin(
        to,
        Encoding::Gb18030,
        &head,
        &super::county(),
        "20120306T083000",
    )
    .unwrap();
    for at in 0..rows {
        let line =
            format!("372801195203150024,王秀英{at},2,19520315,NORMAL,20120301,,371323,户{at:08}");
        to.detail(&line).unwrap();
    }
    to.end(Fen(0)).unwrap().0.flush().unwrap();
    let bytes = std::fs::metadata(&path).unwrap().len();
    let read = Instant::now();
    let found = super::take_file("POLI", &path);
    let read = read.elapsed();
    assert_eq!(found.good, rows);
    let per =
        |took: std::time::Duration| u128::try_from(rows).unwrap() * 1_000 / took.as_millis().max(1);
    println!("{bytes} bytes; read alone {} rows/s", per(read));
    let file = Place::File(folder.path().join("a.db"));
    let server = Place::Server(cluster().blank().await);
    for (engine, place) in [("SQLite", file), ("PostgreSQL", server)] {
        let db = place.open().await;
        db.migrate().await.unwrap();
        let staged = Instant::now();
        carry_out(&db, &maker(), "load", &stage("POLI", &path))
            .await
            .unwrap();
        let staged = per(staged.elapsed());
        println!("{engine}: staged {staged} rows/s; peak {} kB", peak());
        assert!(staged >= 20_000, "slower than 20 000 rows/s");
        assert!(peak() < 256 * 1024, "more than 256 MB");
    }
}
