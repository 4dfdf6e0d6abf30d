-- Settings, the audit trail, and the operation ids under which every change is claimed.
-- The trail is append-only: guards against editing stand at the end of this file.

create table settings (
    name text not null primary key check (length(name) > 0),
    value text not null
) strict;

-- The last entry of each county's chain; the runner claims it by an update.
create table chain_heads (
    county text not null primary key check (length(county) = 6 and county not glob '*[^0-9]*'),
    seq integer not null check (seq >= 0),
    hash text not null check (length(hash) = 64 and hash not glob '*[^0-9a-f]*')
) strict;

create table audit_entries (
    county text not null check (length(county) = 6 and county not glob '*[^0-9]*'),
    seq integer not null check (seq > 0),
    at_ms integer not null,
    operator text not null check (length(operator) > 0),
    post text not null,
    client text not null,
    business_date text not null check (business_date is date(business_date)),
    act text not null check (length(act) > 0),
    object text not null check (length(object) > 0),
    row_before text,
    row_after text,
    reason text,
    operation_id text not null check (length(operation_id) > 0),
    prev text not null check (length(prev) = 64 and prev not glob '*[^0-9a-f]*'),
    hash text not null check (length(hash) = 64 and hash not glob '*[^0-9a-f]*'),
    primary key (county, seq)
) strict;

create index audit_entries_by_object on audit_entries (county, object, seq);
create index audit_entries_by_operator on audit_entries (county, operator, seq);

-- The rows of a bulk act, whose ordered hash stands in their entry.
create table audit_rows (
    county text not null check (length(county) = 6 and county not glob '*[^0-9]*'),
    seq integer not null check (seq > 0),
    line integer not null check (line > 0),
    key text not null check (length(key) > 0),
    row_before text,
    row_after text,
    primary key (county, seq, line),
    foreign key (county, seq) references audit_entries (county, seq)
) strict;

create index audit_rows_by_key on audit_rows (county, key);

-- One row per change that was carried out; the outcome is what a repetition is answered with.
create table operations (
    county text not null check (length(county) = 6 and county not glob '*[^0-9]*'),
    operation_id text not null check (length(operation_id) > 0),
    act text not null check (length(act) > 0),
    operator text not null check (length(operator) > 0),
    at text not null check (datetime(at) is not null),
    outcome text,
    primary key (county, operation_id)
) strict;

create trigger audit_entries_stay before update on audit_entries
begin
    select raise(abort, 'JB001: an audit entry is never changed');
end;

create trigger audit_entries_last before delete on audit_entries
begin
    select raise(abort, 'JB001: an audit entry is never removed');
end;

create trigger audit_rows_stay before update on audit_rows
begin
    select raise(abort, 'JB001: a row of the audit trail is never changed');
end;

create trigger audit_rows_last before delete on audit_rows
begin
    select raise(abort, 'JB001: a row of the audit trail is never removed');
end;

create trigger chain_heads_advance before update on chain_heads
when new.county <> old.county or new.seq not in (old.seq, old.seq + 1)
begin
    select raise(abort, 'JB002: a chain head only moves to the next entry');
end;

create trigger chain_heads_last before delete on chain_heads
begin
    select raise(abort, 'JB002: a chain head is never removed');
end;

create trigger operations_final before update on operations
when old.outcome is not null
begin
    select raise(abort, 'JB003: the outcome of an operation is final');
end;
