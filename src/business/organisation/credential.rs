//! Passwords of an embedded database: hashed with argon2id, and compared in constant time.
//!
//! On a server there is nothing of this: the operator is a login role and the server keeps the secret.

use argon2::password_hash::phc::PasswordHash;
use argon2::{
    Algorithm, Argon2, CustomizedPasswordHasher as _, Params, PasswordVerifier as _, Version,
};
use sha2::{Digest as _, Sha256};

/// What a demonstration's passwords cost: KiB of memory, passes, lanes.
///
/// They are printed in a public file, so the cost protects nothing; sixty of them must load at once. Each hash
/// carries its own parameters, so a database with real passwords holds dearer ones beside these.
const LIGHT: (u32, u32, u32) = (256, 1, 1);

/// The bytes of a salt.
const SALT: usize = 16;

/// What is compared when there is no such operator, so that an unknown one takes as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=256,t=1,p=1$bm9ib2R5IGF0IGFsbA$sKxZ0dUu1dEw2Cqkzq3yQ5o1bR6nI0o2f1m3yH8kJ2E";

/// The hash of a demonstration's password, as a PHC string.
///
/// The salt follows from the operator, so that one demonstration is byte for byte like the next.
pub fn of_demonstration(operator: &str, password: &str) -> Option<String> {
    let salt = Sha256::digest(format!("jingban demonstration {operator}"));
    let (memory, passes, lanes) = LIGHT;
    let params = Params::new(memory, passes, lanes, None).ok()?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let made: PasswordHash = hasher
        .hash_password_with_params(password.as_bytes(), salt.get(..SALT)?, params)
        .ok()?;
    Some(made.to_string())
}

/// Whether a password opens a PHC string, at the cost the string itself names.
pub fn opens(phc: &str, password: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

/// Does the work of a comparison where there is nothing to compare with.
pub fn spend(password: &str) {
    let _opened = std::hint::black_box(opens(NOBODY, password));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_opens_and_no_other() {
        let phc = of_demonstration("wangfang", "wangfang2012").unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=256,t=1,p=1$"), "{phc}");
        assert!(opens(&phc, "wangfang2012"));
        for wrong in ["", "wangfang2013", "Wangfang2012", "wangfang2012 "] {
            assert!(!opens(&phc, wrong), "{wrong:?}");
        }
        assert!(!opens("not a hash", "wangfang2012"));
    }

    #[test]
    fn the_same_password_of_two_people_hashes_differently_and_of_one_alike() {
        let made = |operator| of_demonstration(operator, "same").unwrap();
        assert_eq!(made("a"), made("a"));
        assert_ne!(made("a"), made("b"));
    }

    #[test]
    fn nobody_has_a_hash_of_the_same_cost_that_nothing_opens() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let real = of_demonstration("wangfang", "wangfang2012").unwrap();
        let costs = |hash: &PasswordHash| hash.params.to_string();
        assert_eq!(costs(&hash), costs(&PasswordHash::new(&real).unwrap()));
        assert!(!opens(NOBODY, "") && !opens(NOBODY, "wangfang2012"));
    }

    #[test]
    fn a_hash_of_another_cost_opens_by_its_own_parameters() {
        let params = Params::new(512, 2, 1, None).unwrap();
        let dear: PasswordHash = Argon2::default()
            .hash_password_with_params(b"secret", b"0123456789abcdef", params)
            .unwrap();
        assert!(opens(&dear.to_string(), "secret"));
    }
}
