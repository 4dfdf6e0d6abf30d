//! The rules of registration.
