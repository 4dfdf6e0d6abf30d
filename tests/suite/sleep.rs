//! A laptop that slept, the real program on it: whoever opens the lid sees the lock, and a line to the database that was
//! lost meanwhile is opened again.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::cluster::cluster;
use crate::county::on_server;
use crate::place::Place;
use crate::pty::{Terminal, pause};

/// Puts the clock on the wall ahead by the seconds that stand in a file; all other clocks stay as they are.
const AHEAD: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(clock, at);
    const char *name = getenv("CLOCK_AHEAD");
    if (done == 0 && clock == CLOCK_REALTIME && name) {
        char text[24] = {0};
        int file = open(name, O_RDONLY);
        if (file >= 0) {
            if (read(file, text, sizeof text - 1) > 0) at->tv_sec += atol(text);
            close(file);
        }
    }
    return done;
}
"#;

/// Builds what puts the clock ahead, with the compiler that links this program too.
fn built(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("ahead.c"), folder.join("ahead.so"));
    fs::write(&source, AHEAD).unwrap();
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(status.unwrap().success());
    library
}

/// A console of 张华 on the list of 上华庄村 whose clock is read from a file.
fn on_the_list(place: &Place) -> (Terminal, PathBuf) {
    let library = built(&place.file(""));
    let clock = place.file("clock");
    fs::write(&clock, "0").unwrap();
    let url = place.url();
    let environment = [
        ("LD_PRELOAD", library.to_str().unwrap()),
        ("CLOCK_AHEAD", clock.to_str().unwrap()),
    ];
    let arguments = ["--db", url.as_str(), "--as", "zhanghua"];
    let mut terminal = Terminal::start_in((80, 24), place, &arguments, &environment);
    terminal.wait_for("2012-03-31");
    terminal.step("g3", "上华庄村          112");
    terminal.step("\r", "杜芳淑");
    (terminal, clock)
}

#[test]
fn whoever_opens_the_lid_sees_the_lock_and_no_key_goes_past_it() {
    // Stopped as a shell or a lid stops it; and only the clock moved on, as a machine that was suspended finds it.
    for stopped in [true, false] {
        let place = Place::demonstration();
        let (mut terminal, clock) = on_the_list(&place);
        let slept = terminal.heard.len();
        if stopped {
            terminal.signal("STOP");
        }
        fs::write(&clock, "7200").unwrap();
        // Above the list this would be an act, and open its form.
        terminal.strike("d");
        if stopped {
            terminal.signal("CONT");
        }
        terminal.wait_for("屏幕已锁定");
        terminal.settle();
        let since = String::from_utf8_lossy(&terminal.heard[slept..]).into_owned();
        assert!(
            !since.contains("杜芳淑") && !since.contains("E08"),
            "{since}"
        );
        // The password would be wrong, had the key gone into it.
        terminal.strike("zhanghua2012\r");
        terminal.wait_for("杜芳淑");
        terminal.settle();
        assert!(!terminal.text().contains("E08"), "{}", terminal.text());
    }
}

#[test]
fn a_nap_of_five_minutes_locks_nothing() {
    let place = Place::demonstration();
    let (mut terminal, clock) = on_the_list(&place);
    fs::write(&clock, "300").unwrap();
    terminal.step("\x1b[B", "杜芳淑");
    assert!(
        !terminal.text().contains("屏幕已锁定"),
        "{}",
        terminal.text()
    );
}

#[tokio::test]
async fn a_line_to_the_database_that_was_lost_in_sleep_is_opened_again() {
    cluster().let_in("zhanghua").await;
    let server = on_server().await.shown();
    let (_, name) = server.rsplit_once('/').unwrap();
    let place = Place::empty();
    let secrets = place.file("pgpass");
    fs::write(&secrets, cluster().pass_line()).unwrap();
    fs::set_permissions(&secrets, fs::Permissions::from_mode(0o600)).unwrap();
    let arguments = ["--db", server.as_str(), "--as", "zhanghua"];
    let secret = [("PGPASSFILE", secrets.to_str().unwrap())];
    let mut terminal = Terminal::start_in((80, 24), &place, &arguments, &secret);
    terminal.wait_for("2012-03-31");
    terminal.step("g3", "上华庄村          112");
    terminal.signal("STOP");
    let lost =
        format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
    cluster().admin(&lost).await;
    pause(Duration::from_millis(300));
    terminal.strike("\r");
    terminal.signal("CONT");
    terminal.wait_for("杜芳淑");
    // What is entered arrives too.
    terminal.strike("a");
    terminal.wait_for("已填1");
    terminal.strike("qq");
    assert_eq!(terminal.ended(Duration::from_secs(2)), 0);
}
