-- What an operator has typed into a form and not submitted: nobody else's, no act of business, gone once it is submitted.

create table drafts (
    county text not null,
    operator text not null,
    pane text not null,
    argument text not null,
    fields text not null,
    at_field text not null,
    saved_at text not null,
    primary key (county, operator, pane, argument)
) strict;
