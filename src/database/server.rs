//! Where a central database is: `postgres://[USER@]HOST[:PORT][,HOST…]/NAME[?sslmode=…]`.
//!
//! Deliberately absent: a password. It comes from `PGPASSFILE`, `~/.pgpass` or a prompt, never from a command line.

use std::str::FromStr;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::fault::Fault;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The only parameters an address may carry; anything else might be a secret on its way into a log.
const PARAMETERS: &[&str] = &["sslmode", "sslrootcert", "sslcert", "sslkey"];

/// Server settings of every session: a lost terminal must not hold locks for long.
const SETTINGS: &[(&str, &str)] = &[
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "60s"),
    ("client_connection_check_interval", "5s"),
];

/// The address of a central database, and the secret to enter it.
#[derive(Clone, Debug)]
pub struct Server {
    /// The user before the `@`; empty means the one of the system.
    user: String,
    /// Host and port, in the order to try them.
    hosts: Vec<String>,
    name: String,
    parameters: String,
    /// Never shown: `SecretString` prints as `[REDACTED]`.
    password: Option<SecretString>,
}

impl Server {
    /// The same server, entered with this password instead of the one in `.pgpass`.
    #[must_use]
    pub fn with_password(self, password: SecretString) -> Self {
        Self {
            password: Some(password),
            ..self
        }
    }

    /// The same server, entered as this user.
    #[must_use]
    pub fn with_user(self, user: &str) -> Self {
        Self {
            user: user.to_owned(),
            ..self
        }
    }

    /// The address as it may be shown, without anything secret.
    pub fn shown(&self) -> String {
        let user = if self.user.is_empty() {
            String::new()
        } else {
            format!("{}@", self.user)
        };
        format!("postgres://{user}{}/{}", self.hosts.join(","), self.name)
    }

    /// The hosts, in the order to try them.
    pub(super) fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// How to connect to one of the hosts.
    ///
    /// A server on another machine must prove who it is unless the address says otherwise.
    pub(super) fn options(&self, host: &str) -> Result<PgConnectOptions, Fault> {
        let user = if self.user.is_empty() {
            String::new()
        } else {
            format!("{}@", self.user)
        };
        let text = format!("postgres://{user}{host}/{}{}", self.name, self.parameters);
        let mut options = PgConnectOptions::from_str(&text)
            .map_err(|_| Fault::Unusable(malformed()))?
            .application_name(concat!("jingban/", env!("CARGO_PKG_VERSION")))
            .options(SETTINGS.iter().copied());
        if let Some(password) = &self.password {
            options = options.password(password.expose_secret());
        }
        if !is_local(host) && matches!(options.get_ssl_mode(), PgSslMode::Prefer) {
            options = options.ssl_mode(PgSslMode::VerifyFull);
        }
        Ok(options)
    }
}

fn malformed() -> Phrase {
    phrase!(
        "数据库地址写法不对，应为 sqlite:路径，或 {form}",
        "the database address must read sqlite:PATH, or {form}",
        form = "postgres://[USER@]HOST[:PORT][,HOST[:PORT]]/NAME[?sslmode=…&sslrootcert=…]"
    )
}

/// Whether a host is this machine: a socket directory or the loopback.
fn is_local(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.starts_with("%2F") || matches!(name, "" | "localhost" | "127.0.0.1" | "[::1]")
}

impl FromStr for Server {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let wrong = || Fault::Unusable(malformed());
        let rest = text
            .strip_prefix("postgres://")
            .or_else(|| text.strip_prefix("postgresql://"))
            .ok_or_else(wrong)?;
        let (rest, parameters) = match rest.split_once('?') {
            Some((rest, parameters)) => (rest, format!("?{parameters}")),
            None => (rest, String::new()),
        };
        let (authority, name) = rest.rsplit_once('/').ok_or_else(wrong)?;
        let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
        let secret = user.contains(':') || parameters.contains("password");
        if secret {
            return Err(Fault::Unusable(phrase!(
                "数据库地址中不得写口令（命令行他人可见）。请删去口令，改写入 ~/.pgpass（权限 0600），或启动后按提示输入",
                "a password may not stand in the address, where others can see it. Take it out and put it into ~/.pgpass (mode 0600), or type it when asked"
            )));
        }
        let known = parameters
            .trim_start_matches('?')
            .split('&')
            .filter(|pair| !pair.is_empty())
            .all(|pair| PARAMETERS.contains(&pair.split('=').next().unwrap_or_default()));
        if name.is_empty() || authority.contains('/') || !known {
            return Err(wrong());
        }
        Ok(Self {
            user: user.to_owned(),
            hosts: hosts.split(',').map(str::to_owned).collect(),
            name: name.to_owned(),
            parameters,
            password: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_the_address_is_refused_and_not_repeated() {
        for text in [
            "postgres://li:hunter2@db1/pension",
            "postgres://db1/pension?password=hunter2",
        ] {
            let told = text.parse::<Server>().unwrap_err().told();
            assert!(told.zh.contains("口令") && !told.zh.contains("hunter2"));
            assert!(told.en.contains(".pgpass") && !told.en.contains("hunter2"));
        }
    }

    #[test]
    fn several_hosts_are_kept_in_order() {
        let server: Server = "postgres://li@db1:5433,db2/pension".parse().unwrap();
        assert_eq!(server.hosts(), ["db1:5433", "db2"]);
        let first = server.options("db1:5433").unwrap();
        assert_eq!(
            (first.get_host(), first.get_port(), first.get_username()),
            ("db1", 5433, "li")
        );
        assert_eq!(server.shown(), "postgres://li@db1:5433,db2/pension");
    }

    #[test]
    fn a_far_server_must_prove_itself_and_a_near_one_need_not() {
        let server: Server = "postgres://db1,127.0.0.1:5433/pension".parse().unwrap();
        let far = server.options("db1").unwrap();
        assert!(matches!(far.get_ssl_mode(), PgSslMode::VerifyFull));
        let near = server.options("127.0.0.1:5433").unwrap();
        assert!(matches!(near.get_ssl_mode(), PgSslMode::Prefer));
    }

    #[test]
    fn what_is_no_address_is_told_so() {
        for text in [
            "mysql://db1/x",
            "postgres://db1",
            "postgres://db1/",
            "postgres://a/b?x=1",
        ] {
            assert!(
                matches!(text.parse::<Server>(), Err(Fault::Unusable(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn debug_does_not_print_the_password() {
        let server: Server = "postgres://db1/pension".parse().unwrap();
        let server = server.with_password("hunter2".to_owned().into());
        assert!(!format!("{server:?}").contains("hunter2"));
    }
}
