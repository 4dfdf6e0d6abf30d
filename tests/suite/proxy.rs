//! Lines with faults: one breaks at a commit, before the server hears of it or before the console hears the answer; on
//! another every answer comes late.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use crate::pty::{now, pause};

/// When the line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// The commit never reaches the server.
    BeforeCommit,
    /// The server commits, its answer is lost.
    AfterCommit,
}

/// Starts a line to a port of this machine that breaks at its first commit; the port to use instead.
pub(crate) fn breaking_line(to: u16, when: Break) -> u16 {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for console in door.incoming().flatten() {
            let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
            std::thread::spawn(move || relay(console, server, when));
        }
    });
    port
}

fn relay(mut console: TcpStream, mut server: TcpStream, when: Break) {
    let mut back = (server.try_clone().unwrap(), console.try_clone().unwrap());
    let (answered, heard) = std::sync::mpsc::channel();
    let mut silent = false;
    let mut bytes = [0; 16_384];
    let answers = std::thread::spawn(move || {
        let mut bytes = [0; 16_384];
        while let Ok(read @ 1..) = back.0.read(&mut bytes) {
            // A commit is answered by a message of its own; a begin or a notice has another tag.
            let committed = bytes[..read].windows(7).any(|it| it == b"COMMIT\0");
            if committed && when == Break::AfterCommit {
                let _ = answered.send(());
                return;
            }
            if back.1.write_all(&bytes[..read]).is_err() {
                return;
            }
        }
    });
    while let Ok(read @ 1..) = console.read(&mut bytes) {
        let commits = bytes[..read].windows(7).any(|it| it == b"COMMIT\0");
        if commits && when == Break::BeforeCommit {
            break;
        }
        if server.write_all(&bytes[..read]).is_err() {
            break;
        }
        if commits {
            silent = true;
            break;
        }
    }
    if silent {
        heard.recv().unwrap();
    }
    drop(console.shutdown(Shutdown::Both));
    drop(server.shutdown(Shutdown::Both));
    drop(answers.join());
}

/// Starts a line to a port of this machine on which answers come late by so many milliseconds; the port to use instead.
pub(crate) fn late_line(to: u16, late: &Arc<AtomicU64>) -> u16 {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    let late = Arc::clone(late);
    std::thread::spawn(move || {
        for console in door.incoming().flatten() {
            let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
            let (asks, asked) = (console.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || pass_on(&asks, asked, |_| Duration::ZERO));
            let late = Arc::clone(&late);
            std::thread::spawn(move || {
                pass_on(&server, console, |came| {
                    let due = Duration::from_millis(late.load(Ordering::Relaxed));
                    due.saturating_sub(came.elapsed())
                });
            });
        }
    });
    port
}

/// Passes on what comes, each piece after the time it has still to wait; then closes both ends.
fn pass_on(from: &TcpStream, mut to: TcpStream, wait: impl Fn(Instant) -> Duration) {
    let (piece, pieces) = mpsc::channel::<(Instant, Vec<u8>)>();
    let mut source = from.try_clone().unwrap();
    let read = std::thread::spawn(move || {
        let mut bytes = [0; 16_384];
        while let Ok(read @ 1..) = source.read(&mut bytes) {
            if piece.send((now(), bytes[..read].to_vec())).is_err() {
                return;
            }
        }
    });
    for (came, bytes) in pieces {
        pause(wait(came));
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    drop(from.shutdown(Shutdown::Both));
    drop(to.shutdown(Shutdown::Both));
    drop(read.join());
}
