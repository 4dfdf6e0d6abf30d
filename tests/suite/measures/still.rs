//! A console that stands still: the time it takes of the processor, and the memory it holds.

use std::fs;
use std::time::Duration;

/// The unit in which the system counts the time of a processor.
const TICK: Duration = Duration::from_millis(10);

/// The time a program has had of the processor.
pub(super) fn busy(id: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    // Its name stands in brackets and may hold anything; the fields are counted behind it.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(11).take(2);
    TICK * ticks.map(|it| it.parse::<u32>().unwrap()).sum::<u32>()
}

/// The memory a program holds, in KiB.
pub(super) fn resident(id: u32) -> u32 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let size = line.unwrap().trim().trim_end_matches(" kB");
    size.parse().unwrap()
}
