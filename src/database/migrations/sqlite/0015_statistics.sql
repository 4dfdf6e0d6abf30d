-- Reports as they were drafted, checked and submitted, and their values. A correction is another version.

create table reports (
    county text not null,
    report text not null,
    period integer not null,
    unit text not null check (length(unit) = 12),
    version integer not null check (version > 0),
    state text not null check (state in ('DRAFT', 'CHECKED', 'SUBMITTED', 'RETURNED')),
    maker text not null,
    made_on text not null check (made_on is date(made_on)),
    checker text check (checker <> maker),
    approver text check (approver <> maker and (checker is null or approver <> checker)),
    submitted_on text check (submitted_on is date(submitted_on)),
    days_late integer check (days_late >= 0),
    note text check (state <> 'RETURNED' or note is not null),
    value_hash text not null check (length(value_hash) = 64),
    row_version integer not null,
    primary key (county, report, period, unit, version),
    check ((submitted_on is null) = (state <> 'SUBMITTED')),
    check ((submitted_on is null) = (days_late is null)),
    check ((submitted_on is null) or (approver is not null)),
    check (state <> 'CHECKED' or checker is not null)
) strict;
-- One version of a report is worked on at a time.
create unique index reports_waiting on reports (county, report, period, unit) where state in ('DRAFT', 'CHECKED');

-- `digits` tells the level of the area: 6 a county, 9 a township, 12 a village.
create table report_values (
    county text not null,
    report text not null,
    period integer not null,
    unit text not null,
    version integer not null,
    digits integer not null check (digits in (6, 9, 12)),
    area text not null check (length(area) = 12),
    column_id text not null,
    value integer not null,
    primary key (county, report, period, unit, version, digits, area, column_id),
    foreign key (county, report, period, unit, version) references reports (county, report, period, unit, version)
) strict;

-- What was submitted stays as it was, and so do the values of every version.
create trigger reports_final before update on reports when old.state in ('SUBMITTED', 'RETURNED')
begin
    select raise(abort, 'a report that was submitted or sent back does not change');
end;
create trigger reports_stay before delete on reports
begin
    select raise(abort, 'a report that was submitted or sent back does not change');
end;
create trigger report_values_fixed before update on report_values
begin
    select raise(abort, 'values of a report do not change');
end;
create trigger report_values_stay before delete on report_values
begin
    select raise(abort, 'values of a report do not change');
end;
