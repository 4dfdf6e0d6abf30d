//! What stands above the businesses: it knows them only by their descriptors.

pub mod demonstration;
