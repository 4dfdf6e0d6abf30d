//! Keys struck ahead: of answers that come late, and none is lost; of an error or a confirmation, and none is carried out.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fastrand::Rng;
use jingban::record;

use crate::cluster::cluster;
use crate::county::on_server;
use crate::place::Place;
use crate::proxy::late_line;
use crate::pty::{Terminal, pause};
use crate::stage::leaked;

/// Who strikes.
const OPERATOR: &str = "wangfang";
/// Between two keys.
const STROKE: Duration = Duration::from_millis(5);
/// So many milliseconds late every answer comes.
const LATE: u64 = 300;
const HOME: &str = "\x1bOR";
const TO_START: &str = "\x1b[H";
const TO_END: &str = "\x1b[F";
const BACKSPACE: &str = "\x7f";

/// Keys as they are struck, and what then stands in the box of the look-up.
struct Round {
    keys: Vec<String>,
    stands: String,
}

/// So many random characters, as a name, its pinyin or a number has them.
fn word(rng: &mut Rng, length: usize) -> String {
    let known: Vec<char> = "abcxyz0123456789王李张沂水丽".chars().collect();
    (0..length).map(|_| *rng.choice(&known).unwrap()).collect()
}

fn keys(text: &str) -> impl Iterator<Item = String> + '_ {
    text.chars().map(String::from)
}

/// Home, from there by go-to to the look-up with a word, and in its box words before and behind it, one taken back.
/// All of them fit into the box.
fn round(rng: &mut Rng) -> Round {
    let [argument, more, gone, front, last] = [8, 6, 5, 3, 2].map(|length| word(rng, length));
    let mut struck = vec![HOME.to_owned()];
    struck.extend(keys(&format!("=cx {argument}\r{more}{gone}")));
    struck.extend(gone.chars().map(|_| BACKSPACE.to_owned()));
    struck.push(TO_START.to_owned());
    struck.extend(keys(&front));
    struck.push(TO_END.to_owned());
    struck.extend(keys(&last));
    Round {
        keys: struck,
        stands: format!("查找 [{front}{argument}{more}{last}"),
    }
}

/// Strikes at least so many keys over a central database whose answers come late, and sees every one of them count.
fn strike_ahead(server: &str, late: &AtomicU64, count: usize, seed: u64) {
    let place = Place::empty();
    let secrets = place.file("pgpass");
    fs::write(&secrets, cluster().pass_line()).unwrap();
    fs::set_permissions(&secrets, fs::Permissions::from_mode(0o600)).unwrap();
    let arguments = ["--db", server, "--as", OPERATOR];
    let secret = [("PGPASSFILE", secrets.to_str().unwrap())];
    let mut terminal = Terminal::start_in((80, 24), &place, &arguments, &secret);
    terminal.wait_for("2012-03-31");
    late.store(LATE, Ordering::Relaxed);
    let mut rng = Rng::with_seed(seed);
    let mut struck = 0;
    while struck < count {
        let round = round(&mut rng);
        for key in &round.keys {
            terminal.strike(key);
            pause(STROKE);
        }
        terminal.wait_for(&round.stands);
        struck += round.keys.len();
    }
    terminal.step(HOME, "我的待办");
    let cost = terminal.step("3713231200012344", "王秀英");
    assert!(
        cost.shown >= Duration::from_millis(LATE),
        "{cost:?} is not late"
    );
    // Rows are struck before they are there: the second town's second village.
    terminal.step(HOME, "我的待办");
    terminal.step("g3\x1b[B\r\x1b[B\r", "认证名册  2012-03 许家湖镇 小峪前村");
    // Scanned twice without looking up: each Enter opens its person before the next number is heard.
    terminal.step(
        "3713231200012344\r3713231100000123\r",
        "王祥义  3713231100000123",
    );
    println!("{struck} keys, seed {seed}: all in their places");
}

/// The same over a county of its own.
async fn ahead(count: usize, seed: u64) {
    cluster().let_in(OPERATOR).await;
    let server = on_server().await.shown();
    let late = Arc::new(AtomicU64::new(0));
    let port = late_line(cluster().port(), &late);
    let server = server.replace(&format!(":{}/", cluster().port()), &format!(":{port}/"));
    strike_ahead(&server, &late, count, seed);
}

#[tokio::test]
async fn three_hundred_keys_ahead_of_late_answers_all_count() {
    ahead(300, 7).await;
}

/// `cargo test --release --test suite ten_thousand_keys -- --ignored --nocapture`
#[tokio::test]
#[ignore = "long: ten thousand keys, one in five milliseconds"]
async fn ten_thousand_keys_ahead_of_late_answers_all_count() {
    ahead(10_000, fastrand::u64(..)).await;
}

#[test]
fn keys_ahead_of_an_error_are_thrown_away() {
    let place = Place::demonstration();
    let mut terminal = Terminal::seated(&place, "wangfang");
    terminal.step("=nowhere\r3713231200012344\r", "nowhere");
    assert!(
        !terminal.text().contains("王秀英") && !terminal.text().contains("查找 ["),
        "{}",
        terminal.text()
    );
}

record! { struct Number { n: i64 } }

/// How many acts on lists the trail holds.
async fn acts(place: &Place) -> i64 {
    let text = "select count(*) as n from audit_entries where act like 'verification.%'";
    let db = place.open().await;
    let counted = db.one::<Number>(&leaked(text), &[]).await.unwrap().n;
    db.close().await;
    counted
}

#[tokio::test]
async fn keys_ahead_of_a_confirmation_never_confirm() {
    let place = Place::demonstration();
    let mut terminal = Terminal::seated(&place, "zhanghua");
    terminal.step("g3", "上华庄村          112");
    terminal.step("\r", "杜芳淑");
    terminal.step(" \x1b[B bb2\r\r", "共 2 笔");
    terminal.step("\x0c", "共 2 笔");
    assert_eq!(acts(&place).await, 0, "nothing was entered");
    terminal.step("2\r", "");
    assert!(!terminal.text().contains("共 2 笔"), "{}", terminal.text());
    assert_eq!(acts(&place).await, 1, "the hand that has read it confirms");
}
