-- Settings, the audit trail, and the operation ids under which every change is claimed.
-- The trail is append-only: guards against editing stand at the end of this file.
-- Roles, row-level security and the trigger that hashes on the server come in a later migration.

create table settings (
    name text not null primary key check (length(name) > 0),
    value text not null
);

-- The last entry of each county's chain; the runner claims it by an update.
create table chain_heads (
    county text not null primary key check (county ~ '^[0-9]{6}$'),
    seq bigint not null check (seq >= 0),
    hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

create table audit_entries (
    county text not null check (county ~ '^[0-9]{6}$'),
    seq bigint not null check (seq > 0),
    at_ms bigint not null,
    operator text not null check (length(operator) > 0),
    post text not null,
    client text not null,
    business_date date not null,
    act text not null check (length(act) > 0),
    object text not null check (length(object) > 0),
    row_before text,
    row_after text,
    reason text,
    operation_id text not null check (length(operation_id) > 0),
    prev text not null check (prev ~ '^[0-9a-f]{64}$'),
    hash text not null check (hash ~ '^[0-9a-f]{64}$'),
    primary key (county, seq)
);

create index audit_entries_by_object on audit_entries (county, object, seq);
create index audit_entries_by_operator on audit_entries (county, operator, seq);

-- The rows of a bulk act, whose ordered hash stands in their entry.
create table audit_rows (
    county text not null check (county ~ '^[0-9]{6}$'),
    seq bigint not null check (seq > 0),
    line bigint not null check (line > 0),
    key text not null check (length(key) > 0),
    row_before text,
    row_after text,
    primary key (county, seq, line),
    foreign key (county, seq) references audit_entries (county, seq)
);

create index audit_rows_by_key on audit_rows (county, key);

-- One row per change that was carried out; the outcome is what a repetition is answered with.
create table operations (
    county text not null check (county ~ '^[0-9]{6}$'),
    operation_id text not null check (length(operation_id) > 0),
    act text not null check (length(act) > 0),
    operator text not null check (length(operator) > 0),
    at timestamptz not null,
    outcome text,
    primary key (county, operation_id)
);

create function trail_stays() returns trigger language plpgsql as $$
begin
    raise exception 'JB001: the audit trail is never changed or removed' using errcode = 'JB001';
end
$$;

create function chain_head_advances() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'JB002: a chain head is never removed' using errcode = 'JB002';
    end if;
    if new.county <> old.county or new.seq not in (old.seq, old.seq + 1) then
        raise exception 'JB002: a chain head only moves to the next entry' using errcode = 'JB002';
    end if;
    return new;
end
$$;

create function operation_is_final() returns trigger language plpgsql as $$
begin
    if old.outcome is not null then
        raise exception 'JB003: the outcome of an operation is final' using errcode = 'JB003';
    end if;
    return new;
end
$$;

create trigger audit_entries_stay before update or delete on audit_entries
    for each row execute function trail_stays();
create trigger audit_entries_last before truncate on audit_entries
    for each statement execute function trail_stays();
create trigger audit_rows_stay before update or delete on audit_rows
    for each row execute function trail_stays();
create trigger audit_rows_last before truncate on audit_rows
    for each statement execute function trail_stays();
create trigger chain_heads_advance before update or delete on chain_heads
    for each row execute function chain_head_advances();
create trigger chain_heads_last before truncate on chain_heads
    for each statement execute function chain_head_advances();
create trigger operations_final before update on operations
    for each row execute function operation_is_final();

-- They hold for a superuser too, also with session_replication_role = replica.
alter table audit_entries enable always trigger audit_entries_stay;
alter table audit_entries enable always trigger audit_entries_last;
alter table audit_rows enable always trigger audit_rows_stay;
alter table audit_rows enable always trigger audit_rows_last;
alter table chain_heads enable always trigger chain_heads_advance;
alter table chain_heads enable always trigger chain_heads_last;
alter table operations enable always trigger operations_final;
