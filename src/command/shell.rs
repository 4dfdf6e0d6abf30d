//! What a shell and a reader of manuals need: completions and the manual page.

use clap_complete::Shell;

use super::out::Out;
use super::trouble::Trouble;
use super::words::command;
use crate::phrase;

/// Prints the completion script of a shell.
pub fn completions(shell: Shell, out: Out) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(out.lang), "jingban", &mut script);
    out.whole(&String::from_utf8_lossy(&script));
}

/// Prints the manual page, in the source that `man` reads.
pub fn man(out: Out) -> Result<(), Trouble> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command(out.lang)).render(&mut page);
    rendered.map_err(|why| {
        Trouble::Failed(vec![phrase!(
            "手册页未能生成：{why}。请重试",
            "the manual page could not be made: {why}. Try again",
            why = why
        )])
    })?;
    out.whole(&String::from_utf8_lossy(&page));
    Ok(())
}
