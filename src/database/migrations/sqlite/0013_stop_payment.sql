-- The stop-payment form and the resume form that mirrors it: lines, hands, what proposes a line, what waits for a
-- decision, and what was paid beyond a stop.

-- The months whose payment run has been applied for. Until runs exist, the demonstration says so.
create table months (
    county text not null,
    month integer not null,
    applied_on text not null check (applied_on is date(applied_on)),
    primary key (county, month)
) strict;

create table stop_forms (
    county text not null,
    form_no text not null,
    kind text not null check (kind in ('STOP', 'RESUME')),
    month integer not null,
    township text not null check (length(township) = 12),
    seq integer not null check (seq > 0),
    state text not null check (state in ('DRAFT', 'VILLAGE_SIGNED', 'STATION_CHECKED', 'TOWNSHIP_SIGNED',
        'COUNTY_CHECKED', 'REVIEWED', 'APPROVED')),
    opened_by text not null,
    opened_on text not null check (opened_on is date(opened_on)),
    approved_on text check (approved_on is date(approved_on)),
    days_late integer check (days_late >= 0),
    list_hash text check (length(list_hash) = 64),
    version integer not null,
    primary key (county, month, kind, township, seq),
    unique (county, form_no),
    check ((approved_on is null) = (state <> 'APPROVED')),
    check ((approved_on is null) = (days_late is null)),
    check ((approved_on is null) = (list_hash is null))
) strict;
-- One form of a kind is worked on in a township at a time.
create unique index stop_forms_waiting on stop_forms (county, kind, township) where state <> 'APPROVED';

-- `pending` holds until the form is approved: nobody stands on two forms that wait.
-- Of a stop form `from_month` is the first month not due and `back` what was overpaid; of a resume form the first month
-- due again and what is in arrears.
create table stop_lines (
    county text not null,
    form_no text not null,
    seq integer not null check (seq > 0),
    insurance_no text not null,
    village text not null check (length(village) = 12),
    reason text not null check (length(reason) = 3),
    event_date text check (event_date is date(event_date)),
    evidence_type text check (length(evidence_type) = 3),
    evidence_ref text,
    from_month integer not null,
    last_paid integer,
    basic_fen integer not null check (basic_fen >= 0),
    account_fen integer not null check (account_fen >= 0),
    back_pay integer check (back_pay in (0, 1)),
    back_months integer not null check (back_months >= 0),
    back_basic_fen integer not null check (back_basic_fen >= 0),
    back_account_fen integer not null check (back_account_fen >= 0),
    reporter text,
    remark text,
    maker text not null,
    maker_post text not null,
    source text not null check (source in ('HAND', 'VERIFICATION', 'MATCH')),
    signed integer not null check (signed in (0, 1)),
    pending integer not null check (pending in (0, 1)),
    primary key (county, form_no, seq),
    unique (county, form_no, insurance_no),
    foreign key (county, form_no) references stop_forms (county, form_no),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create unique index stop_lines_pending on stop_lines (county, insurance_no) where pending;
create index stop_lines_by_person on stop_lines (county, insurance_no, form_no);

-- Every hand a form went through, returns and withdrawals among them. Appended, never rewritten.
create table stop_hands (
    county text not null,
    form_no text not null,
    seq integer not null check (seq > 0),
    act text not null check (act in ('sign', 'check', 'submit', 'review', 'approve', 'return', 'withdraw')),
    from_state text not null,
    to_state text not null,
    operator text not null,
    post text not null,
    acts_for text check (acts_for <> operator),
    reason text check (act <> 'return' or reason is not null),
    days_late integer check (days_late >= 0),
    business_date text not null check (business_date is date(business_date)),
    at text not null,
    primary key (county, form_no, seq),
    foreign key (county, form_no) references stop_forms (county, form_no)
) strict;

-- What proposes a line: the township's handler takes it into a form and is its maker.
create table stop_proposals (
    county text not null,
    insurance_no text not null,
    seq integer not null check (seq > 0),
    township text not null check (length(township) = 12),
    village text not null check (length(village) = 12),
    reason text not null check (length(reason) = 3),
    event_date text check (event_date is date(event_date)),
    evidence_type text check (length(evidence_type) = 3),
    evidence_ref text,
    source text not null check (source in ('VERIFICATION', 'MATCH')),
    source_ref text not null,
    proposed_by text not null,
    confirmed_by text,
    proposed_on text not null check (proposed_on is date(proposed_on)),
    state text not null check (state in ('OPEN', 'TAKEN', 'DROPPED')),
    form_no text,
    primary key (county, insurance_no, seq),
    foreign key (county, insurance_no) references persons (county, insurance_no),
    foreign key (county, form_no) references stop_forms (county, form_no),
    check ((state = 'TAKEN') = (form_no is not null))
) strict;
create unique index stop_proposals_once on stop_proposals (county, insurance_no, source_ref) where state <> 'DROPPED';
create index stop_proposals_by_township on stop_proposals (county, township, state, insurance_no);
create index stop_proposals_by_form on stop_proposals (county, form_no);

-- Money of a coming month that waits for a decision: a flag on one line of the run, no more.
create table holds (
    county text not null,
    insurance_no text not null,
    seq integer not null check (seq > 0),
    month integer not null,
    reason text not null check (reason in ('S04', 'S05', 'S06')),
    source text not null,
    source_ref text not null,
    opened_by text not null,
    opened_on text not null check (opened_on is date(opened_on)),
    decision text check (decision in ('CONFIRMED', 'RELEASED')),
    decided_by text,
    decided_on text check (decided_on is date(decided_on)),
    decided_ref text,
    primary key (county, month, insurance_no, seq),
    foreign key (county, insurance_no) references persons (county, insurance_no),
    check ((decision is null) = (decided_by is null)),
    check ((decision is null) = (decided_on is null)),
    check ((decision is null) = (decided_ref is null))
) strict;
create unique index holds_undecided on holds (county, insurance_no, reason) where decision is null;
create index holds_by_person on holds (county, insurance_no, month, seq);

-- What was paid beyond a stop and is claimed back. This part of the program only finds cases.
create table recovery_cases (
    county text not null,
    case_no text not null,
    insurance_no text not null,
    cause text not null check (cause in ('LATE_DEATH', 'DUAL_BENEFIT', 'WRONG_AWARD', 'IMPRISONED', 'OTHER')),
    state text not null check (state in ('FOUND', 'NOTIFIED', 'REPAYING', 'OFFSETTING', 'DISPUTED', 'REFERRED',
        'SETTLED', 'WRITTEN_OFF')),
    form_no text not null,
    liable text,
    found_on text not null check (found_on is date(found_on)),
    due_on text not null check (due_on is date(due_on)),
    months integer not null check (months > 0),
    basic_fen integer not null check (basic_fen >= 0),
    account_fen integer not null check (account_fen >= 0),
    maker text not null,
    checker text not null check (checker <> maker),
    version integer not null,
    primary key (county, case_no),
    unique (county, form_no, insurance_no),
    foreign key (county, insurance_no) references persons (county, insurance_no),
    foreign key (county, form_no) references stop_forms (county, form_no)
) strict;
create index recovery_cases_by_person on recovery_cases (county, insurance_no, case_no);

-- Month by month and by book; a month is claimed back once.
create table recovery_months (
    county text not null,
    case_no text not null,
    month integer not null,
    insurance_no text not null,
    basic_fen integer not null check (basic_fen >= 0),
    account_fen integer not null check (account_fen >= 0),
    primary key (county, month, insurance_no),
    foreign key (county, case_no) references recovery_cases (county, case_no)
) strict;
create index recovery_months_by_case on recovery_months (county, case_no, month);
create index recovery_months_by_person on recovery_months (county, insurance_no, month);
