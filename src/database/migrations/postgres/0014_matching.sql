-- The comparison with outside lists: its runs, the cases it opened, every hand they went through, accepted dates of death.

-- The last number given to a case of a month; its row is the lock by which two runs do not meet.
create table match_serials (
    county text not null,
    period bigint not null,
    last_serial bigint not null check (last_serial >= 0),
    primary key (county, period)
);

create table match_runs (
    county text not null,
    month bigint not null,
    seq bigint not null check (seq > 0),
    found bigint not null check (found >= 0),
    level_a bigint not null check (level_a >= 0),
    level_b bigint not null check (level_b >= 0),
    level_c bigint not null check (level_c >= 0),
    level_d bigint not null check (level_d >= 0),
    lines bigint not null check (lines >= 0),
    holds bigint not null check (holds >= 0),
    operator text not null,
    business_date date not null,
    at timestamptz not null,
    primary key (county, month, seq),
    check (found = level_a + level_b + level_c + level_d)
);

-- One record and one person: a record that is sent again has the same key and opens no second case, a false hit's neither.
create table match_cases (
    county text not null,
    case_no text not null,
    period bigint not null,
    insurance_no text not null,
    village text not null check (length(village) = 12),
    exchange_id text not null,
    line_no bigint not null,
    source text not null check (length(source) = 4),
    record_key text not null,
    level text not null check (level in ('A', 'B', 'C', 'D')),
    tells text not null check (tells in ('DEATH', 'CANCELLED', 'MOVED_OUT', 'ID_CHANGED', 'SENTENCE', 'DETENTION',
        'RELEASE', 'OTHER_PENSION', 'DUAL_ENROLMENT')),
    reason text,
    event_date date,
    state text not null check (state in ('OPEN', 'CONFIRMED', 'DENIED', 'APPROVED', 'FALSE_HIT')),
    check_by date,
    found_on date not null,
    evidence_type text check (length(evidence_type) = 3),
    evidence_ref text,
    decided_date date,
    decided_by text,
    approved_by text check (approved_by <> decided_by),
    version bigint not null,
    primary key (county, case_no),
    foreign key (county, insurance_no) references persons (county, insurance_no),
    foreign key (county, exchange_id, line_no) references outside_records (county, exchange_id, line_no),
    check ((level = 'B') = (check_by is not null)),
    check ((state = 'OPEN') = (decided_by is null)),
    check ((decided_by is null) = (evidence_type is null)),
    check ((decided_by is null) = (evidence_ref is null)),
    check ((state in ('APPROVED', 'FALSE_HIT')) = (approved_by is not null))
);
create unique index match_cases_once on match_cases (county, insurance_no, record_key);
create index match_cases_by_person on match_cases (county, insurance_no, case_no);
create index match_cases_by_state on match_cases (county, state, village, level, case_no);

-- Every hand a case went through, and what it led to. Appended, never rewritten.
create table match_hands (
    county text not null,
    case_no text not null,
    seq bigint not null check (seq > 0),
    act text not null check (act in ('find', 'confirm', 'deny', 'approve', 'return', 'reopen', 'propose', 'hold',
        'release', 'retract')),
    to_state text not null,
    operator text not null,
    post text not null,
    evidence_type text check (length(evidence_type) = 3),
    evidence_ref text,
    event_date date,
    reason text,
    remark text check (act not in ('return', 'reopen') or remark is not null),
    business_date date not null,
    at timestamptz not null,
    primary key (county, case_no, seq),
    foreign key (county, case_no) references match_cases (county, case_no)
);

-- The date of death in use, where several were told: the last one accepted.
create table death_dates (
    county text not null,
    insurance_no text not null,
    seq bigint not null check (seq > 0),
    day date not null,
    source text not null check (source in ('CERTIFICATE', 'CREMATION', 'REPORT')),
    told_by text not null,
    remark text,
    operator text not null,
    business_date date not null,
    at timestamptz not null,
    primary key (county, insurance_no, seq),
    foreign key (county, insurance_no) references persons (county, insurance_no)
);
