//! Images: an embedded database as the bytes of its file, opened in memory as often as wanted.
//!
//! A simulation begins with a copy of its own within milliseconds. Deliberately absent: the central database.

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteOwnedBuf;

use super::db::{Db, Pool};
use super::fault::Fault;

/// The bytes of an embedded database at one moment.
#[derive(Clone)]
pub struct Image(Vec<u8>);

impl Db {
    /// The database as it is now. It must be one in memory: a file may hold half of it in its log.
    pub async fn image(&self) -> Result<Image, Fault> {
        let mut line = embedded(self)?.acquire().await?;
        let bytes = line.serialize(None).await?;
        Ok(Image(bytes.as_ref().to_vec()))
    }

    /// Opens a copy of an image in memory, on one connection; what is done to it is done to nothing else.
    pub async fn open_image(image: &Image) -> Result<Self, Fault> {
        let db = Self::open_memory().await?;
        let bytes = SqliteOwnedBuf::try_from(image.0.as_slice())?;
        let mut line = embedded(&db)?.acquire().await?;
        line.deserialize(None, bytes, false).await?;
        drop(line);
        Ok(db)
    }
}

fn embedded(db: &Db) -> Result<&SqlitePool, Fault> {
    match &db.pool {
        Pool::Sqlite(pool) => Ok(pool),
        Pool::Postgres(_) => Err(Fault::Misuse("an image of a central database".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{binds, record, sql};

    record! {
        struct Value { value: String }
    }

    #[tokio::test]
    async fn a_copy_holds_everything_and_lives_by_itself() {
        let db = Db::open_memory().await.unwrap();
        db.migrate().await.unwrap();
        let keep = async |db: &Db, name: &str| {
            let mut tx = db.begin().await.unwrap();
            let rows = [binds![name, "1"].to_vec()];
            let kept = tx.insert_many("settings", &["name", "value"], &rows).await;
            kept.unwrap();
            tx.commit().await.unwrap();
        };
        keep(&db, "a").await;
        let image = db.image().await.unwrap();
        let (one, two) = (Db::open_image(&image).await, Db::open_image(&image).await);
        let (one, two) = (one.unwrap(), two.unwrap());
        keep(&one, "b").await;
        let count = async |db: &Db| {
            let sql = sql!("select value from settings");
            db.rows::<Value>(&sql, &[]).await.unwrap().len()
        };
        assert_eq!(
            (count(&db).await, count(&one).await, count(&two).await),
            (1, 2, 1)
        );
        two.check_schema().await.unwrap();
    }
}
