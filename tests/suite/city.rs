//! A synthetic city, made by the command itself on either engine: it passes every check, and an interrupted one says so.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use jingban::database::Db;
use jingban::database::audit::verify;
use jingban::record;

use crate::cluster::cluster;
use crate::dump::dump_without;
use crate::engines::{OWN_TEXT, Place, same};
use crate::stage::leaked;

record! { struct Number { n: i64 } }

/// The program, ready to work on a place; its secrets lie in a file as `.pgpass` does.
fn program(place: &Place, folder: &Path, words: &[&str]) -> Command {
    let secrets = folder.join("pgpass");
    let address = match place {
        Place::File(path) => format!("sqlite:{}", path.display()),
        Place::Server(server) => {
            fs::write(&secrets, cluster().pass_line()).unwrap();
            fs::set_permissions(&secrets, fs::Permissions::from_mode(0o600)).unwrap();
            server.shown()
        }
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_jingban"));
    command
        .args(["--lang", "en", "--json", "--db", &address])
        .args(words)
        .env("PGPASSFILE", &secrets)
        .env("HOME", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(both).unwrap()
}

async fn count(place: &Place, text: &str) -> i64 {
    let counted = place.with(async |db: Db| db.one::<Number>(&leaked(text), &[]).await.unwrap().n);
    counted.await
}

/// An empty place of each engine, below a folder.
async fn places(folder: &Path) -> [Place; 2] {
    let file = Place::File(folder.join("city.db"));
    [file, Place::Server(cluster().blank().await)]
}

#[tokio::test]
async fn a_city_of_three_thousand_passes_every_check_and_is_the_same_on_both_engines() {
    let folder = tempfile::tempdir().unwrap();
    let places = places(folder.path()).await;
    same(places, async |place: Place| {
        let run = |words: &[&str]| program(&place, folder.path(), words).output().unwrap();
        let generate = [
            "demo",
            "generate",
            "--persons",
            "3000",
            "--seed",
            "7",
            "--months",
            "3",
        ];
        let made = run(&generate);
        assert!(made.status.success(), "{}", said(&made));
        let rows = count(&place, "select count(*) as n from persons").await;
        assert_eq!(rows, 3_000);
        let in_months = "select count(distinct month) as n from payments";
        assert_eq!(count(&place, in_months).await, 3);
        for words in [["doctor"].as_slice(), &["audit", "verify"]] {
            let checked = run(words);
            assert!(checked.status.success(), "{words:?}\n{}", said(&checked));
        }
        let again = run(&generate);
        assert_eq!(again.status.code(), Some(1));
        assert!(said(&again).contains("DM-0101"), "{}", said(&again));
        let own = [OWN_TEXT, &["at_ms", "prev", "hash"]].concat();
        let whole = place
            .with(async |db: Db| dump_without(&db, &own).await)
            .await;
        whole.lines().map(str::to_owned).collect::<Vec<String>>()
    })
    .await;
}

#[tokio::test]
async fn an_interrupted_city_holds_whole_chunks_and_says_how_many() {
    let folder = tempfile::tempdir().unwrap();
    for place in places(folder.path()).await {
        let words = ["demo", "generate", "--persons", "6000", "--months", "1"];
        let running = program(&place, folder.path(), &words).spawn().unwrap();
        wait_for_people(&place).await;
        let pid = running.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &pid])
                .status()
                .unwrap()
                .success()
        );
        let ended = running.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{}", said(&ended));
        let people = count(&place, "select count(*) as n from persons").await;
        assert!((1..6_000).contains(&people), "{people}");
        let told = said(&ended);
        assert!(
            told.contains(&format!("interrupted: {people} of 6000 people")),
            "{told}"
        );
        // Every chunk that is there has its entry, and every entry its people.
        let unmatched = "select count(*) as n
            from (select county, count(*) as people from persons group by county) p
            where not exists (select 1 from audit_entries e where e.county = p.county
                and e.row_after like '{\"persons\":' || cast(p.people as text) || ',%')";
        assert_eq!(count(&place, unmatched).await, 0);
        let trail = place
            .with(async |db: Db| verify(&db, None, &[]).await.unwrap())
            .await;
        assert!(trail.is_sound(), "{:?}", trail.broken);
    }
}

/// Waits until the first chunk is there.
async fn wait_for_people(place: &Place) {
    for _ in 0..2_000 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let there = place.with(async |db: Db| {
            let people = "select count(*) as n from persons";
            let counted = db.one::<Number>(&leaked(people), &[]).await;
            counted.is_ok_and(|it| it.n > 0)
        });
        if there.await {
            return;
        }
    }
    panic!("nobody came");
}
