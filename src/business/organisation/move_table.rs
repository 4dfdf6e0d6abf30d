//! The table of moves in the database: a copy of the program's, so that the database can refuse what must never be.

use std::collections::BTreeSet;

use crate::database::value::Value;
use crate::database::{Db, Fault, Tx};
use crate::kernel::moves::MOVES;
use crate::{binds, record, sql, statements};

statements! {
    /// Empties the copy.
    FORGET = sql!("delete from moves");
    /// The copy.
    COPY = sql!("select object, operation, from_state, to_state, letter, post from moves order by object, operation, from_state, to_state, letter, post");
}

record! {
    struct MoveRow {
        object: String,
        operation: String,
        from_state: String,
        to_state: String,
        letter: String,
        post: String,
    }
}

const COLUMNS: &[&str] = &[
    "object",
    "operation",
    "from_state",
    "to_state",
    "letter",
    "post",
];

/// A row of the copy.
type Line = [String; 6];

/// What the copy must hold: one line for each move and post.
///
/// A right whose states are not built yet stands for all its acts with empty states, hence a set.
fn program() -> BTreeSet<Line> {
    let lines = MOVES.iter().flat_map(|row| {
        row.posts.iter().map(|post| {
            [
                row.object,
                row.operation.id(),
                row.from,
                row.to,
                row.letter.code(),
                post.code(),
            ]
            .map(str::to_owned)
        })
    });
    lines.collect()
}

/// Writes the program's table of moves into the database: at set-up, and again after each migration.
pub async fn write_moves(tx: &mut Tx) -> Result<(), Fault> {
    tx.run(&FORGET, &[]).await?;
    let rows: Vec<Vec<Value>> = program()
        .iter()
        .map(|line| line.iter().map(Value::from).collect())
        .collect();
    tx.insert_many("moves", COLUMNS, &rows).await?;
    Ok(())
}

/// The lines in which program and copy differ, each as `+` (missing in the copy) or `-` (only there).
pub(super) async fn differences(db: &Db) -> Result<Vec<String>, Fault> {
    let rows: Vec<MoveRow> = db.rows(&COPY, &binds![]).await?;
    let copy: BTreeSet<Line> = rows
        .into_iter()
        .map(|row| {
            [
                row.object,
                row.operation,
                row.from_state,
                row.to_state,
                row.letter,
                row.post,
            ]
        })
        .collect();
    let program = program();
    let missing = program
        .difference(&copy)
        .map(|line| format!("+ {}", line.join(" ")));
    let strange = copy
        .difference(&program)
        .map(|line| format!("- {}", line.join(" ")));
    Ok(missing.chain(strange).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_names_who_may_approve_a_parameter() {
        let approvers: Vec<String> = program()
            .into_iter()
            .filter(|line| line[0] == "policies" && line[3] == "APPROVED")
            .map(|line| line[5].clone())
            .collect();
        assert_eq!(approvers, ["C-DIR", "M-DIR"]);
    }
}
