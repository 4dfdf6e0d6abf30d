//! Opening a database: a file, memory, or the central server.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::db::{Db, Pool};
use super::fault::Fault;
use super::server::Server;
use crate::phrase;

/// What to do when the database file does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Say so: a mistyped path must not become an empty pension scheme.
    Refuse,
    /// Make it, readable by its owner alone.
    Create,
}

/// File systems on which the write-ahead log of `SQLite` is not safe, as the kernel names them.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "fuse.sshfs",
];

/// How long another writer is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// Pages a connection keeps, in KiB (negative, as `SQLite` counts them): the system keeps the rest of the file in its own
/// memory, once for all consoles of a machine.
const CACHE: &str = "-1024";

impl Db {
    /// Opens what an address names: `sqlite:PATH` (which must exist) or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, Fault> {
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::open_sqlite(Path::new(path), Missing::Refuse).await,
            None => Self::open_postgres(&url.parse()?).await,
        }
    }

    /// Opens a database file.
    pub async fn open_sqlite(path: &Path, missing: Missing) -> Result<Self, Fault> {
        let shown = path.display().to_string();
        refuse_network(path)?;
        ready_file(path, missing).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                Fault::Unusable(phrase!(
                    "没有数据库文件 {path}。请核对路径；演示库可用 jingban demo reset 新建",
                    "there is no database file {path}. Check the path; jingban demo reset makes a demonstration",
                    path = shown
                ))
            } else {
                Fault::Unusable(phrase!(
                    "不能打开数据库文件 {path}：{why}。请核对该文件及所在目录的属主和权限",
                    "the database file {path} cannot be opened: {why}. Check who owns it and its folder",
                    path = shown,
                    why = error
                ))
            }
        })?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("cache_size", CACHE)
            .busy_timeout(BUSY);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_with(options)
            .await
            .map_err(|error| {
                Fault::Unusable(phrase!(
                    "{path} 不能作为数据库使用：{why}。请换用正确的文件，或从备份恢复",
                    "{path} cannot be used as a database: {why}. Take the right file, or restore a backup",
                    path = path.display(),
                    why = error
                ))
            })?;
        Ok(Self::over(Pool::Sqlite(pool)))
    }

    /// Opens an empty database in memory, on one connection that lives as long as the pool.
    pub async fn open_memory() -> Result<Self, Fault> {
        let options = SqliteConnectOptions::new()
            .in_memory(true)
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self::over(Pool::Sqlite(pool)))
    }

    /// Opens the central database on the first of its hosts that takes writes.
    pub async fn open_postgres(server: &Server) -> Result<Self, Fault> {
        let options = writable(server).await?;
        let pool = PgPoolOptions::new()
            .max_connections(3)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self::over(Pool::Postgres(pool)))
    }
}

/// The first host that answers within three seconds and is no standby.
async fn writable(server: &Server) -> Result<PgConnectOptions, Fault> {
    let mut why = String::new();
    for host in server.hosts() {
        let options = server.options(host)?;
        let tried = tokio::time::timeout(Duration::from_secs(3), takes_writes(&options)).await;
        match tried {
            Ok(Ok(true)) => return Ok(options),
            Ok(Ok(false)) => why = format!("{host}: standby"),
            Ok(Err(error)) => why = format!("{host}: {error}"),
            Err(_) => why = format!("{host}: timeout"),
        }
    }
    Err(Fault::Unusable(phrase!(
        "连不上中心数据库 {server}（{why}）。请核对网络和地址；口令放在 ~/.pgpass 时其权限须为 0600",
        "the central database {server} cannot be reached ({why}). Check the network and the address; a ~/.pgpass must have mode 0600",
        server = server.shown(),
        why = why
    )))
}

async fn takes_writes(options: &PgConnectOptions) -> sqlx::Result<bool> {
    let mut line = PgConnection::connect_with(options).await?;
    let standby: bool = sqlx::query_scalar("select pg_is_in_recovery()")
        .fetch_one(&mut line)
        .await?;
    line.close().await?;
    Ok(!standby)
}

/// Makes the file where that is allowed, and sees to it that its owner alone can read it.
fn ready_file(path: &Path, missing: Missing) -> io::Result<()> {
    let mut how = std::fs::OpenOptions::new();
    how.read(true)
        .write(true)
        .create(missing == Missing::Create);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        let file = how.mode(0o600).open(path)?;
        let mode = file.metadata()?.permissions().mode();
        if mode & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    #[cfg(not(unix))]
    how.open(path)?;
    Ok(())
}

/// Refuses a file on a network file system, where two machines would write over each other.
fn refuse_network(path: &Path) -> Result<(), Fault> {
    // Absent outside Linux: then nothing is known and nothing is refused.
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    match network_kind(&mounts, &folder.unwrap_or_default()) {
        None => Ok(()),
        Some(kind) => Err(Fault::Unusable(phrase!(
            "{path} 位于网络文件系统（{kind}），内嵌数据库放在这里会损坏。请改用本机磁盘，多人办理请用中心数据库",
            "{path} lies on a network file system ({kind}), where an embedded database gets damaged. Use a local disk, or the central database for several people",
            path = path.display(),
            kind = kind
        ))),
    }
}

/// The kind of the mount a folder lies on, where it is a network one.
fn network_kind<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            let at = PathBuf::from(words.next()?.replace("\\040", " "));
            let kind = words.next()?;
            folder
                .starts_with(&at)
                .then_some((at.components().count(), kind))
        })
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, kind)| kind)
        .filter(|kind| NETWORK.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/vda1 / ext4 rw 0 0\nfiler:/h /srv nfs4 rw 0 0\n\
        /dev/vdb1 /srv/local\\040disk xfs rw 0 0\n";

    #[test]
    fn a_network_folder_is_told_from_a_local_one_below_it() {
        let kind = |path: &str| network_kind(MOUNTS, Path::new(path));
        assert_eq!(kind("/srv/li"), Some("nfs4"));
        assert_eq!(kind("/srv/local disk/li"), None);
        assert_eq!(kind("/var/lib"), None);
    }

    #[tokio::test]
    async fn a_missing_file_is_refused_unless_it_is_to_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("city.db");
        let refused = Db::open_sqlite(&path, Missing::Refuse).await.unwrap_err();
        assert!(refused.told().zh.contains("没有数据库文件"));
        assert!(!path.exists());
        let made = Db::open_sqlite(&path, Missing::Create).await.unwrap();
        made.close().await;
        let again = Db::open(&format!("sqlite:{}", path.display()))
            .await
            .unwrap();
        again.close().await;
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("city.db");
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let db = Db::open_sqlite(&path, Missing::Refuse).await.unwrap();
        db.migrate().await.unwrap();
        for name in ["city.db", "city.db-wal", "city.db-shm"] {
            let mode = std::fs::metadata(folder.path().join(name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        db.close().await;
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letter.txt");
        std::fs::write(&path, "dear colleagues, ".repeat(100)).unwrap();
        let refused = Db::open_sqlite(&path, Missing::Refuse).await.unwrap_err();
        assert!(
            refused.told().zh.contains("不能作为数据库使用"),
            "{refused}"
        );
    }
}
