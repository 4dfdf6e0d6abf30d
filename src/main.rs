//! The program: arguments become one command.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = std::env::args_os().collect();
    ExitCode::from(Box::pin(jingban::command::run(arguments)).await)
}
