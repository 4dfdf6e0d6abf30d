//! The stop-payment form on both engines: what must hold whoever signs, and what an approval does.
