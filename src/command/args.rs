//! The arguments: which command, and what it is given.
//!
//! What help says of them, in both languages, is the table of `words`; the sentences here are for readers of the code.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use clap_complete::Shell;

/// The command line.
#[derive(Clone, Debug, Parser)]
#[command(name = "jingban", version, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub everywhere: Everywhere,
    /// The command; none opens the console.
    #[command(subcommand)]
    pub act: Option<Act>,
}

/// What holds for every command.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Everywhere {
    /// The address of the database.
    #[arg(long, global = true, value_name = "URL")]
    pub db: Option<String>,
    /// The language.
    #[arg(long, global = true, value_name = "zh|en", value_parser = ["zh", "en"])]
    pub lang: Option<String>,
    /// Who acts.
    #[arg(long = "as", global = true, value_name = "OPERATOR")]
    pub operator: Option<String>,
    /// The business date a demonstration moves to first.
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
    /// Whether the answer is for programs.
    #[arg(long, global = true)]
    pub json: bool,
    /// Whether the console speaks in lines instead of painting a screen.
    #[arg(long)]
    pub linear: bool,
    /// The file a session of the console is recorded into.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
}

/// A command.
#[derive(Clone, Debug, Subcommand)]
pub enum Act {
    /// A person's record.
    Lookup {
        /// Whatever the person is known by.
        key: String,
    },
    /// The demonstration county.
    #[command(subcommand)]
    Demo(Demo),
    /// The policy parameters.
    #[command(subcommand)]
    Policy(Policy),
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// What must hold of this database.
    Doctor,
    /// The key table.
    Keys {
        /// Whether only to check the keymap files.
        #[arg(long)]
        check: bool,
        /// Whether to print Markdown, as the README has it.
        #[arg(long)]
        markdown: bool,
    },
    /// A form or report on paper.
    Report {
        /// Its id: `F22`.
        id: String,
        /// The month.
        #[arg(long, value_name = "YYYY-MM")]
        period: String,
        /// The village, township or county; none: the operator's own area.
        #[arg(long, value_name = "CODE")]
        area: Option<String>,
        /// Text of 132 columns, or PDF.
        #[arg(long, value_name = "txt|pdf", value_parser = ["txt", "pdf"], default_value = "txt")]
        format: String,
        /// The folder the files go to; none: this one.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// A list of another agency comes in.
    Import(Import),
    /// Part of a file that came leaves again.
    Export(Export),
    /// Decides on a file that came.
    #[command(subcommand)]
    Exchange(Exchange),
    /// The table of duties.
    Duties,
    /// A copy of the database.
    Backup {
        /// The file to be made.
        file: PathBuf,
    },
    /// The database itself, for whoever looks after it.
    #[command(subcommand)]
    Server(Server),
    /// What a shell needs to complete these words.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// The manual page.
    Man,
}

/// What is done to a database by whoever looks after it.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Server {
    /// Brings an older database to the schema of this program.
    Migrate,
}

/// A list of another agency.
#[derive(Clone, Debug, clap::Args)]
pub struct Import {
    /// Its type: `POLI`.
    pub kind: String,
    /// Where it lies.
    pub file: PathBuf,
    /// Whether only to tell what would happen.
    #[arg(long)]
    pub dry_run: bool,
    /// Of a correction: its count, once checked.
    #[arg(long, value_name = "N")]
    pub count: Option<i64>,
}

/// Part of a file that came.
#[derive(Clone, Debug, clap::Args)]
pub struct Export {
    /// Which: `errors` or `records`.
    #[arg(value_parser = ["errors", "records"])]
    pub what: String,
    /// The file's number here.
    pub exchange: String,
    /// The file to be made; it must not exist.
    pub file: PathBuf,
    /// How the records are written; else as agreed with their sender (P.if.encoding).
    #[arg(long, value_name = "utf8|gb18030", value_parser = ["utf8", "gb18030"])]
    pub encoding: Option<String>,
}

/// What is done with files that came.
#[derive(Clone, Debug, Subcommand)]
pub enum Exchange {
    /// Lists them.
    List,
    /// Lets one count.
    Accept {
        /// Its number here.
        exchange: String,
    },
    /// Sends one back.
    Reject {
        /// Its number here.
        exchange: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// What is done with the demonstration.
#[derive(Clone, Debug, Subcommand)]
pub enum Demo {
    /// Builds it anew.
    Reset {
        /// The folder of edited files; none takes those the program carries.
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
        /// So many equal ones, in the folder named behind.
        #[arg(long, value_name = "N", requires = "folder", value_parser = clap::value_parser!(u16).range(1..))]
        copies: Option<u16>,
        /// The folder the copies go to.
        #[arg(value_name = "DIR", requires = "copies")]
        folder: Option<PathBuf>,
    },
    /// Builds a synthetic city in a database that holds nobody.
    Generate {
        /// How many people.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        persons: u32,
        /// Equal seeds make equal cities.
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// How many months have been paid; the scheme is no older than the most.
        #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=27))]
        months: u16,
    },
}

/// What is done with policy.
#[derive(Clone, Debug, Subcommand)]
pub enum Policy {
    /// Every parameter with the value in force, and what waits.
    List,
    /// Another value.
    Propose(Proposal),
    /// Lets a proposal hold.
    Approve(Which),
    /// Refuses a proposal.
    Reject(Which),
    /// Takes back one's own proposal.
    Withdraw(Which),
}

/// Another value of a parameter.
#[derive(Clone, Debug, clap::Args)]
pub struct Proposal {
    /// The parameter.
    pub parameter: String,
    /// The value.
    pub value: String,
    /// The first day it shall hold.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: NaiveDate,
    /// The document that orders it.
    #[arg(long, value_name = "NO")]
    pub document: String,
    /// The clause or instrument it rests on.
    #[arg(long)]
    pub source: String,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// The county it is for; none: all.
    #[arg(long, value_name = "CODE")]
    pub county: Option<String>,
}

/// A proposal, by its parameter: there is never more than one open for a county.
#[derive(Clone, Debug, clap::Args)]
pub struct Which {
    /// The parameter.
    pub parameter: String,
    /// The county it is for; none: all.
    #[arg(long, value_name = "CODE")]
    pub county: Option<String>,
    /// Why.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// What is done with the trail.
#[derive(Clone, Debug, Subcommand)]
pub enum Audit {
    /// Finds what was tampered with.
    Verify,
}
