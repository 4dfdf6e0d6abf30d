//! The day is the day of Asia/Shanghai, wherever the machine, the terminal or the server believe to be.

use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use jingban::command::seat::{guest_desk, now};
use jingban::database::Db;

use crate::cluster::cluster;
use crate::place::Place;
use crate::pty::Terminal;
use crate::stage::raw;

/// Zones a whole day apart from each other, and the one of the scheme.
const ZONES: &[&str] = &[
    "America/New_York",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Shanghai",
    "EST5EDT",
];

/// The day it is in Asia/Shanghai.
fn today() -> NaiveDate {
    (now() + TimeDelta::hours(8)).date_naive()
}

/// Whether a day is the one it was before or the one it is now: midnight may pass in between.
fn is_today(day: NaiveDate, before: NaiveDate) -> bool {
    day == before || day == today()
}

#[tokio::test]
async fn the_console_shows_the_day_of_the_scheme_in_any_zone_of_the_machine() {
    let place = Place::demonstration();
    let db = place.open().await;
    raw(
        &db,
        &["update settings set value = 'production' where name = 'environment'"],
    )
    .await;
    db.close().await;
    let url = place.url();
    for zone in ZONES {
        let before = today();
        let command = ["--db", &url, "--lang", "en"];
        let mut terminal = Terminal::start_in((80, 24), &place, &command, &[("TZ", zone)]);
        terminal.wait_for("Log in");
        terminal.settle();
        let shown = terminal.text();
        let here = [before, today()].map(|day| day.to_string());
        assert!(
            here.iter().any(|day| shown.contains(day)),
            "{zone}: {shown}"
        );
        terminal.signal("TERM");
        terminal.ended(Duration::from_secs(10));
    }
}

#[tokio::test]
async fn a_server_in_another_zone_gives_the_day_of_the_scheme() {
    for zone in ZONES {
        let server = cluster().empty().await;
        let db = Db::open_postgres(&server).await.unwrap();
        raw(
            &db,
            &[
                "insert into settings (name, value) values ('county', '371323'), ('environment', 'production')",
                &format!("do $$ begin execute format('alter database %I set timezone to %L', current_database(), '{zone}'); end $$"),
            ],
        )
        .await;
        db.close().await;
        let db = Db::open_postgres(&server).await.unwrap();
        let before = today();
        let desk = guest_desk(&db, "test").await.unwrap();
        assert!(
            is_today(desk.business_date, before),
            "{zone}: {}",
            desk.business_date
        );
        db.close().await;
    }
}
