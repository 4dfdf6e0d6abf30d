//! A PostgreSQL cluster of this test run's own: it never touches one that runs already.
//!
//! One cluster serves the whole process; its template database is migrated once and every test gets a copy.
//! It is stopped by a watchdog: a shell that waits for the end of its standard input, whose other end only
//! this process holds. However the process ends, killed too, the pipe closes, the server stops and the folder goes.
//! Where there is no PostgreSQL the tests fail; they never skip.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use jingban::database::{Db, Server};
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

/// The cluster's superuser; tests that need smaller roles make them.
const OWNER: &str = "jingban";
const TEMPLATE: &str = "jb_template";
const ROOT_HINT: &str =
    "PostgreSQL is needed for the tests: apt-get install postgresql (or put initdb on PATH)";

/// The running cluster.
pub(crate) struct Cluster {
    port: u16,
    password: String,
    base: PathBuf,
    databases: AtomicU32,
    /// Holds the pipe whose closing stops the server.
    _watchdog: Child,
}

/// A database of a test's own; it goes with the cluster.
pub(crate) struct Scratch {
    /// Opened and migrated.
    pub(crate) db: Db,
    /// Where it is, for further connections.
    pub(crate) server: Server,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();

/// The cluster of this process, started on first use.
pub(crate) fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| {
        // A thread of its own: the caller is inside a runtime already, and blocks it while the server starts.
        std::thread::spawn(Cluster::start)
            .join()
            .expect("the cluster starts")
    })
}

/// A migrated database of its own on the cluster.
pub(crate) async fn scratch() -> Scratch {
    let server = cluster().empty().await;
    let db = Db::open_postgres(&server)
        .await
        .expect("the scratch database opens");
    Scratch { db, server }
}

impl Cluster {
    fn start() -> Self {
        let tools = tools();
        let base = std::env::temp_dir().join(format!("jingban-pg-{}", std::process::id()));
        let password = format!("p{:016x}", fastrand::u64(..));
        let as_root = is_root();
        fs::create_dir_all(base.join("socket")).expect("a folder for the cluster");
        fs::write(base.join("password"), &password).expect("a password file");
        if as_root {
            run(Command::new("chown").arg("-R").arg("postgres").arg(&base));
        }
        let watchdog = watchdog(&tools, &base, as_root);
        run(tool(&tools, "initdb", as_root)
            .arg("-D")
            .arg(base.join("data"))
            .args([
                "-U",
                OWNER,
                "-A",
                "scram-sha-256",
                "--locale=C.UTF-8",
                "-E",
                "UTF8",
                "-k",
                "-N",
            ])
            .arg(format!("--pwfile={}", base.join("password").display())));
        let port = serve(&tools, &base, as_root);
        let cluster = Self {
            port,
            password,
            base,
            databases: AtomicU32::new(0),
            _watchdog: watchdog,
        };
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(cluster.make_template());
        cluster
    }

    /// A new database without a single table.
    pub(crate) async fn blank(&self) -> Server {
        self.copy_of("template0").await
    }

    /// The line of a `.pgpass` that lets its reader in, by the cluster's own port or a proxy's.
    pub(crate) fn pass_line(&self) -> String {
        format!("127.0.0.1:*:*:*:{}\n", self.password)
    }

    /// Lets an operator in, to every database; the password is the cluster's.
    pub(crate) async fn let_in(&self, operator: &str) {
        let password = &self.password;
        self.admin(&format!(
            "create role {operator} login superuser password '{password}'"
        ))
        .await;
    }

    /// A new database, migrated and empty.
    pub(crate) async fn empty(&self) -> Server {
        self.copy_of(TEMPLATE).await
    }

    /// A new database, equal to one that nobody is connected to.
    pub(crate) async fn copy_of(&self, template: &str) -> Server {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("t_{number}");
        self.admin(&format!("create database {name} template {template}"))
            .await;
        self.server(&name)
    }

    /// A migrated and empty database under a name, for a template.
    pub(crate) async fn named(&self, name: &str) -> Server {
        self.admin(&format!("create database {name} template {TEMPLATE}"))
            .await;
        self.server(name)
    }

    /// A folder that goes with the cluster, for files that several tests share.
    pub(crate) fn folder(&self) -> &Path {
        &self.base
    }

    async fn make_template(&self) {
        self.admin(&format!("create database {TEMPLATE} template template0"))
            .await;
        let db = Db::open_postgres(&self.server(TEMPLATE))
            .await
            .expect("the template opens");
        db.migrate().await.expect("the template migrates");
        db.close().await;
    }

    /// Where a database of the cluster is.
    pub(crate) fn server(&self, name: &str) -> Server {
        self.server_at(self.port, name)
    }

    /// The same behind another port of this machine, such as a proxy's.
    pub(crate) fn server_at(&self, port: u16, name: &str) -> Server {
        let address = format!("postgres://{OWNER}@127.0.0.1:{port}/{name}?sslmode=disable");
        let server: Server = address.parse().expect("an address");
        server.with_password(SecretString::from(self.password.clone()))
    }

    /// The port it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Runs a statement that no transaction can hold, such as `create database`.
    pub(crate) async fn admin(&self, statement: &str) {
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port)
            .username(OWNER)
            .password(&self.password)
            .database("postgres");
        let mut line = options.connect().await.expect("the cluster answers");
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .execute(&mut line)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
        line.close().await.expect("the line closes");
    }
}

/// The folder of the newest server's programs.
fn tools() -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<(u32, PathBuf)> = installed
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    folders.sort();
    if let Some((_, bin)) = folders.pop() {
        return bin;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").exists())
        .expect(ROOT_HINT)
}

fn is_root() -> bool {
    let told = Command::new("id").arg("-u").output().expect("id runs");
    told.stdout.trim_ascii() == b"0"
}

/// One of the server's programs; it refuses to run as root, so root runs it as `postgres`.
fn tool(tools: &Path, name: &str, as_root: bool) -> Command {
    let program = tools.join(name);
    if !as_root {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn run(command: &mut Command) {
    let done = command
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        done.status.success(),
        "{command:?}\n{}\n{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Starts the server on a free port; another process may take the port first, so a few are tried.
fn serve(tools: &Path, base: &Path, as_root: bool) -> u16 {
    for _ in 0..5 {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("its number").port();
        drop(free);
        let settings = format!(
            "-p {port} -k {}/socket -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
             -c synchronous_commit=off -c max_connections=300 -c autovacuum=off",
            base.display()
        );
        let mut start = tool(tools, "pg_ctl", as_root);
        start
            .arg("-D")
            .arg(base.join("data"))
            .arg("-l")
            .arg(base.join("log"));
        start
            .args(["-w", "-t", "60", "-o", &settings, "start"])
            .current_dir("/");
        // Not `output`: the server would inherit the pipes and hold them open.
        start
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if start.status().is_ok_and(|status| status.success()) {
            return port;
        }
    }
    let log = fs::read_to_string(base.join("log")).unwrap_or_default();
    panic!("the server does not start:\n{log}");
}

/// Waits for the end of this process, then stops the server and removes its folder.
fn watchdog(tools: &Path, base: &Path, as_root: bool) -> Child {
    let stop = tool(tools, "pg_ctl", as_root);
    let stop: Vec<&str> = std::iter::once(stop.get_program())
        .chain(stop.get_args())
        .filter_map(|word| word.to_str())
        .collect();
    let base = base.display();
    let script = format!(
        "cat > /dev/null; {} -D {base}/data -m immediate -w stop; rm -rf {base}",
        stop.join(" ")
    );
    Command::new("sh")
        .args(["-c", &script])
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the watchdog starts")
}
