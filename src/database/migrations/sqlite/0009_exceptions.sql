-- The few outcomes of a month that are not "alive" are found without reading the many that are.

create index verification_items_exceptions on verification_items (county, month, village, seq)
    where outcome <> 'V1';
