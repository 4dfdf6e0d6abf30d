-- Areas, operators and their posts, policy parameters, holidays: small, read-mostly, the same for every county.
-- The one county table here is the population of villages.

create table areas (
    code text not null check (length(code) = 12),
    valid_from date not null,
    name text not null,
    level text not null check (level in ('CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE')),
    valid_to date,
    successor text check (length(successor) = 12),
    primary key (code, valid_from)
);

create table village_populations (
    county text not null,
    year bigint not null,
    village text not null,
    households bigint not null check (households >= 0),
    persons bigint not null check (persons >= 0),
    primary key (county, year, village)
);

create table operators (
    operator text not null primary key,
    name text not null,
    phone text,
    locked boolean not null,
    version bigint not null
);

-- Who holds which post where, and since when; a change of posts is made and checked by two people.
create table assignments (
    operator text not null references operators (operator),
    post text not null,
    area text not null check (length(area) = 12),
    valid_from date not null,
    valid_to date,
    maker text not null,
    checker text not null check (checker <> maker),
    document_no text not null,
    primary key (operator, post, area, valid_from)
);

-- Embedded databases only: on a server the operator is a login role and the server keeps the secret.
create table credentials (
    operator text not null primary key references operators (operator),
    phc text not null
);

-- Policy parameters: the row in force is the approved one with the greatest effective_from on or before the day asked.
-- A scope is a county's six digits, or empty for all.
create table policies (
    parameter text not null,
    scope text not null,
    effective_from date not null,
    revision bigint not null,
    value text not null,
    source text not null,
    confidence text not null check (confidence in ('C', 'L', 'A')),
    document_no text not null,
    state text not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    maker text not null,
    made_at timestamptz not null,
    checker text,
    checked_at timestamptz,
    version bigint not null,
    primary key (parameter, scope, effective_from, revision),
    check (checker is null or checker <> maker),
    check ((state in ('APPROVED', 'REJECTED')) = (checker is not null))
);

create table holidays (
    day date not null primary key,
    kind text not null check (kind in ('HOLIDAY', 'WORKDAY')),
    name text not null
);

-- A year whose holidays have been announced and entered; for any other year working days are refused, not guessed.
create table holiday_years (
    year bigint not null primary key,
    source text not null
);

-- The table of moves, copied from the program, so that the database can hold what must never happen.
create table moves (
    object text not null,
    operation text not null,
    from_state text not null,
    to_state text not null,
    letter text not null check (letter in ('M', 'C', 'A')),
    post text not null,
    primary key (object, operation, from_state, to_state, letter, post)
);
