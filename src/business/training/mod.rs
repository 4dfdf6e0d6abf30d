//! Training (培训): what a class works on. So far: synthetic cities of any size.

pub mod generate;
