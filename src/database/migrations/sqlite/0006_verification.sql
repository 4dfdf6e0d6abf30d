-- The monthly verification: a list for every village, its items, the hands it went through, and the annual dates.

-- The counts follow the items of the first part; `doctor` counts them anew.
create table verification_lists (
    county text not null,
    month integer not null,
    village text not null check (length(village) = 12),
    list_no text not null,
    mode text not null check (mode in ('EXCEPTION', 'FULL')),
    state text not null
        check (state in ('ISSUED', 'VILLAGE_SIGNED', 'STATION_CHECKED', 'STATION_SIGNED', 'COUNTY_ACCEPTED')),
    confirmed integer not null check (confirmed in (0, 1)),
    due integer not null check (due >= 0),
    suspended integer not null check (suspended >= 0),
    marked integer not null check (marked between 0 and due),
    dead integer not null check (dead >= 0),
    imprisoned integer not null check (imprisoned >= 0),
    missing integer not null check (missing >= 0),
    others integer not null check (others >= 0),
    signed_on text check (signed_on is date(signed_on)),
    days_late integer check (days_late >= 0),
    touched_by text,
    touched_at text,
    issued_on text not null check (issued_on is date(issued_on)),
    issued_by text not null,
    version integer not null,
    primary key (county, month, village),
    check ((signed_on is null) = (days_late is null)),
    check ((signed_on is null) = (state in ('ISSUED', 'VILLAGE_SIGNED', 'STATION_CHECKED')))
) strict;

-- Part 1 is who is in payment, part 2 who is suspended; `joined` marks who was awarded after the list went out.
create table verification_items (
    county text not null,
    month integer not null,
    insurance_no text not null,
    village text not null check (length(village) = 12),
    seq integer not null check (seq > 0),
    part integer not null check (part in (1, 2)),
    joined integer not null check (joined in (0, 1)),
    outcome text check (outcome in ('V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8')),
    evidence_type text check (length(evidence_type) = 3),
    evidence_ref text,
    event_date text check (event_date is date(event_date)),
    seen_date text check (seen_date is date(seen_date)),
    remark text,
    marked_by text,
    proxy integer not null check (proxy in (0, 1)),
    marked_at text,
    version integer not null,
    primary key (county, month, insurance_no),
    foreign key (county, insurance_no) references persons (county, insurance_no),
    foreign key (county, month, village) references verification_lists (county, month, village),
    check ((outcome is null) = (marked_by is null)),
    check ((outcome is null) = (marked_at is null)),
    check (outcome is null or outcome <> 'V2' or event_date is not null)
) strict;
create index verification_items_by_village on verification_items (county, month, village, seq);
create index verification_items_by_person on verification_items (county, insurance_no, month);

-- Every hand a list went through, returns among them. Appended, never rewritten.
create table verification_hands (
    county text not null,
    month integer not null,
    village text not null check (length(village) = 12),
    seq integer not null check (seq > 0),
    act text not null check (act in ('sign', 'check', 'accept', 'return')),
    from_state text not null,
    to_state text not null check (to_state <> from_state),
    operator text not null,
    post text not null,
    acts_for text check (acts_for <> operator),
    reason text check (act <> 'return' or reason is not null),
    days_late integer check (days_late >= 0),
    business_date text not null check (business_date is date(business_date)),
    at text not null,
    primary key (county, month, village, seq),
    foreign key (county, month, village) references verification_lists (county, month, village)
) strict;

-- The formal verification of a person, at least once a year. Appended, never rewritten.
create table annual_verifications (
    county text not null,
    insurance_no text not null,
    verified_on text not null check (verified_on is date(verified_on)),
    evidence_type text not null check (length(evidence_type) = 3),
    evidence_ref text,
    recorded_on text not null check (recorded_on is date(recorded_on)),
    maker text not null,
    checker text not null check (checker <> maker),
    primary key (county, insurance_no, verified_on),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create index annual_verifications_by_record on annual_verifications (county, recorded_on, insurance_no);
