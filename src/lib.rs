//! jingban (经办): the operator console of a Chinese city's resident pension scheme.
//!
//! # The map of the house
//!
//! From the ground up: `kernel` holds the words all businesses share, pure; `database` is the only place that knows two
//! engines; `exchange` reads outside files, `paper` prints forms; `console` is a pure state machine and its one impure rim; `business` has a
//! folder per chapter of the notice; `desk` stands above the businesses, and `command` on top of all.
//!
//! # What always holds
//!
//! Each line names the tests that fail when it does not. Whoever finds a better way changes the line and its test together.
//!
//! 1. Who may import whom is a table, and `kernel` and every `rules` are pure: `suite::tidy::imports`.
//! 2. A business costs its folder, its line in `business`, its section in `keymaps`, its migrations and its demonstration
//!    files; the desk and the commands know it by its descriptor only: `suite::tidy::imports`, `suite::keymaps`,
//!    `suite::statements::every_file_with_statements_is_in_the_collection`.
//! 3. Every change goes through one door, whole or not at all, and leaves one entry in the same transaction:
//!    `suite::acts`, `suite::runner::nothing_is_ever_half_written`.
//! 4. An operation id has one effect, however often and from wherever it is sent:
//!    `suite::runner::one_operation_id_eight_times_at_once_has_one_effect`.
//! 5. What was done cannot be edited, removed, inserted or cut off without being found: `suite::audit`.
//! 6. The maker of a thing is never its checker: `kernel::sod`,
//!    `suite::journeys::policy::whoever_proposed_does_not_approve_though_director_by_now`.
//! 7. A move that is not in the table of moves happens on no engine and for no post: `kernel::moves`.
//! 8. An insurance number is given once, and none is left out: `suite::numbers`.
//! 9. Both engines keep the same tables, take the same statements and give the same answers: `suite::schema`,
//!    `suite::statements::every_statement_runs_on_both_engines_and_answers_alike`, `suite::county`.
//! 10. The county leads every key, monthly tables follow with the month, no column has a default: `suite::schema`.
//! 11. A statement behind a screen finds its index in a large database: `suite::plans`.
//! 12. Money is whole fen, and every figure of policy is read by its day: `kernel::money`, `kernel::policy`.
//! 13. A deadline is 24:00 of its day in Asia/Shanghai, whatever the machine's zone; a year without holidays is a
//!     refusal: `kernel::deadline`, `kernel::calendar`, `suite::zones`.
//! 14. The state machine waits for nothing and takes no answer but the latest: `suite::simulator`.
//! 15. What is recorded replays to the same screen, and names nobody: `suite::recording`.
//! 16. The terminal is given back on every way out, and nothing is written while nothing changes: `suite::terminal`.
//! 17. Text from outside reaches no terminal raw: `kernel::shown`,
//!     `suite::commands::files::text_from_outside_never_reaches_the_terminal_raw`.
//! 18. Every sentence exists in Chinese and in English, and every refusal names its clause: `suite::tidy::languages`,
//!     `suite::commands::a_refusal_names_its_rule_its_clause_and_the_remedy_with_exit_code_1`.
//! 19. Hints, help, palette and the key tables of the README come from one row each: `suite::keymaps`.
//! 20. `doctor` counts what must hold in any database, and each of its checks has been seen to fail: `suite::doctor`.

pub mod business;
pub mod command;
pub mod config;
pub mod console;
pub mod database;
pub mod desk;
pub mod exchange;
pub mod kernel;
pub mod paper;
