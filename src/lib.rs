//! jingban (经办): the operator console of a Chinese city's resident pension scheme.

pub mod kernel;
