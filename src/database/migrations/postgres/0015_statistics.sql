-- Reports as they were drafted, checked and submitted, and their values. A correction is another version.

create table reports (
    county text not null,
    report text not null,
    period bigint not null,
    unit text not null check (length(unit) = 12),
    version bigint not null check (version > 0),
    state text not null check (state in ('DRAFT', 'CHECKED', 'SUBMITTED', 'RETURNED')),
    maker text not null,
    made_on date not null,
    checker text check (checker <> maker),
    approver text check (approver <> maker and (checker is null or approver <> checker)),
    submitted_on date,
    days_late bigint check (days_late >= 0),
    note text check (state <> 'RETURNED' or note is not null),
    value_hash text not null check (length(value_hash) = 64),
    row_version bigint not null,
    primary key (county, report, period, unit, version),
    check ((submitted_on is null) = (state <> 'SUBMITTED')),
    check ((submitted_on is null) = (days_late is null)),
    check ((submitted_on is null) or (approver is not null)),
    check (state <> 'CHECKED' or checker is not null)
);
-- One version of a report is worked on at a time.
create unique index reports_waiting on reports (county, report, period, unit) where state in ('DRAFT', 'CHECKED');

-- `digits` tells the level of the area: 6 a county, 9 a township, 12 a village.
create table report_values (
    county text not null,
    report text not null,
    period bigint not null,
    unit text not null,
    version bigint not null,
    digits bigint not null check (digits in (6, 9, 12)),
    area text not null check (length(area) = 12),
    column_id text not null,
    value bigint not null,
    primary key (county, report, period, unit, version, digits, area, column_id),
    foreign key (county, report, period, unit, version) references reports (county, report, period, unit, version)
);

-- What was submitted stays as it was, and so do the values of every version.
create function report_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'a report that was submitted or sent back does not change';
end $$;
create function report_values_stay() returns trigger language plpgsql as $$
begin
    raise exception 'values of a report do not change';
end $$;
create trigger reports_final before update on reports
    for each row when (old.state in ('SUBMITTED', 'RETURNED')) execute function report_is_final();
create trigger reports_stay before delete on reports
    for each row execute function report_is_final();
create trigger report_values_stay before update or delete on report_values
    for each row execute function report_values_stay();
