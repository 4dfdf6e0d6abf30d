-- Files of other agencies: staged by one, accepted or rejected by another; what they say, and the lines not taken.

-- A file that was rejected may be brought again; no other may come twice.
create table exchanges (
    county text not null,
    exchange_id text not null,
    direction text not null check (direction in ('IN', 'OUT')),
    kind text not null check (length(kind) = 4),
    file_name text not null,
    sha256 text not null check (length(sha256) = 64),
    encoding text not null check (encoding in ('UTF-8', 'GB18030')),
    sender text not null,
    period integer not null,
    batch text not null,
    corrects text,
    lines integer not null check (lines > 0),
    taken integer not null check (taken between 0 and lines),
    bad integer not null check (bad = lines - taken),
    total integer not null,
    state text not null check (state in ('STAGED', 'ACCEPTED', 'REJECTED')),
    maker text not null,
    made_at text not null,
    business_date text not null check (business_date is date(business_date)),
    checker text check (checker <> maker),
    checked_at text,
    reason text check (state <> 'REJECTED' or reason is not null),
    version integer not null,
    primary key (county, exchange_id),
    foreign key (county, corrects) references exchanges (county, exchange_id),
    check ((state = 'STAGED') = (checker is null)),
    check ((checker is null) = (checked_at is null))
) strict;
create unique index exchanges_once on exchanges (county, sha256) where state <> 'REJECTED';
create index exchanges_by_batch on exchanges (county, kind, batch);

-- What is wrong with lines that were not taken; `original` is such a line as it came, for whoever corrects it.
create table exchange_errors (
    county text not null,
    exchange_id text not null,
    line integer not null check (line > 0),
    seq integer not null check (seq > 0),
    column_name text not null,
    masked text not null,
    code text not null,
    reason_zh text not null,
    reason_en text not null,
    original text not null,
    primary key (county, exchange_id, line, seq),
    foreign key (county, exchange_id) references exchanges (county, exchange_id)
) strict;

-- What the lists say of people, one record a line. Only those of accepted exchanges count.
create table outside_records (
    county text not null,
    exchange_id text not null,
    line_no integer not null check (line_no > 0),
    source text not null check (length(source) = 4),
    citizen_id text,
    name text not null,
    match_name text not null,
    birth_date text check (birth_date is date(birth_date)),
    village text,
    event text not null,
    event_date text check (event_date is date(event_date)),
    until_date text check (until_date is date(until_date)),
    document text,
    detail text not null,
    primary key (county, exchange_id, line_no),
    foreign key (county, exchange_id) references exchanges (county, exchange_id)
) strict;
