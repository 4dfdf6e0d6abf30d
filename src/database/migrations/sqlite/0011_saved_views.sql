-- How an operator wants a table ordered and filtered, under a name: his own, or shared with everybody of a post in his county.
-- A row without a name says with which view the table opens for its operator, his own or one that is shared with him.

create table saved_views (
    county text not null,
    operator text not null,
    pane text not null,
    name text not null,
    sort_column text,
    falls integer not null check (falls in (0, 1)),
    filter text not null,
    shared_with text,
    opens_owner text,
    opens_name text,
    saved_at text not null,
    primary key (county, operator, pane, name),
    check ((name = '') = (opens_owner is not null)),
    check ((name = '') = (opens_name is not null)),
    check (name <> '' or shared_with is null)
) strict;

create index saved_views_shared on saved_views (county, shared_with, pane);
