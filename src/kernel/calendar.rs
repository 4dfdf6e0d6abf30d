//! Placeholder head: see the kernel's map.
