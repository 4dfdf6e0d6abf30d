-- Benefits: awards, what happened to them since, and what was paid, by book.

create table awards (
    county text not null,
    insurance_no text not null,
    start_month integer not null,
    balance_fen integer not null check (balance_fen >= 0),
    divisor integer not null check (divisor > 0),
    account_pension_fen integer not null check (account_pension_fen >= 0),
    approved_on text not null check (approved_on is date(approved_on)),
    verified_on text check (verified_on is date(verified_on)),
    maker text not null,
    checker text not null check (checker <> maker),
    primary key (county, insurance_no, start_month),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create index awards_by_approval on awards (county, approved_on, insurance_no);

-- Suspensions, holds, stops and resumptions, by reason code (3.6). Appended, never rewritten.
create table benefit_events (
    county text not null,
    insurance_no text not null,
    seq integer not null,
    kind text not null check (kind in ('SUSPEND', 'RESUME', 'HOLD', 'RELEASE', 'STOP')),
    reason text not null,
    event_date text not null check (event_date is date(event_date)),
    from_month integer not null,
    recorded_on text not null check (recorded_on is date(recorded_on)),
    evidence text not null,
    document_no text,
    maker text not null,
    checker text not null check (checker <> maker),
    primary key (county, insurance_no, seq),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create index benefit_events_by_month on benefit_events (county, from_month, kind, insurance_no);

-- One row per person and month: what was paid, by book and component.
create table payments (
    county text not null,
    month integer not null,
    insurance_no text not null,
    basic_central_fen integer not null,
    basic_local_fen integer not null,
    account_fen integer not null,
    arrears_basic_fen integer not null,
    arrears_account_fen integer not null,
    state text not null check (state in ('PENDING', 'CREDITED', 'RETURNED')),
    credited_on text check (credited_on is date(credited_on)),
    bank_code text,
    account_tail text,
    primary key (county, month, insurance_no),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create index payments_by_person on payments (county, insurance_no, month);
