-- People: who they are, by which numbers, and how they are found.

-- The one registry of citizen ids across counties: nobody is enrolled twice (N2.1-c, N2.1-d).
create table registry (
    citizen_id text not null primary key,
    county text not null,
    insurance_no text not null unique,
    unique (citizen_id, county, insurance_no)
) strict;

-- The last serial given in a county and year; its row is the lock that keeps numbers without gap or double.
create table insurance_serials (
    county text not null,
    year integer not null,
    last_serial integer not null check (last_serial >= 0),
    primary key (county, year)
) strict;

-- Numbers given and then voided by an operator's error; they are never used again.
create table insurance_voids (
    county text not null,
    insurance_no text not null,
    reason text not null,
    voided_on text not null check (voided_on is date(voided_on)),
    maker text not null,
    checker text not null check (checker <> maker),
    primary key (county, insurance_no)
) strict;

create table persons (
    county text not null,
    insurance_no text not null check (length(insurance_no) = 16),
    serial_year integer not null,
    serial integer not null,
    citizen_id text not null check (length(citizen_id) = 18),
    id_tail text not null check (length(id_tail) = 4),
    name text not null,
    name_key text not null,
    sex text not null check (sex in ('1', '2')),
    birth_date text not null check (birth_date is date(birth_date)),
    ethnicity text not null,
    hukou_type text not null check (hukou_type in ('10', '20')),
    scheme_line text not null check (scheme_line in ('NRPS', 'URP', 'RESIDENT')),
    village text not null check (length(village) = 12),
    household_no text,
    address text,
    phone text,
    bank_code text,
    bank_account text,
    account_holder text,
    card_no text,
    grade_yuan integer,
    enrolled_on text not null check (enrolled_on is date(enrolled_on)),
    participation integer not null check (participation in (0, 1, 2, 4)),
    contribution_state integer not null check (contribution_state in (1, 2, 3)),
    died_on text check (died_on is date(died_on)),
    version integer not null,
    primary key (county, insurance_no),
    unique (county, citizen_id),
    foreign key (citizen_id, county, insurance_no) references registry (citizen_id, county, insurance_no),
    check ((participation = 1 and contribution_state in (1, 3))
        or (participation = 2 and contribution_state in (2, 3))
        or (participation = 4 and contribution_state = 3))
) strict;
create index persons_by_serial on persons (county, serial_year, serial);
create index persons_by_name on persons (county, name_key, insurance_no);
create index persons_by_tail on persons (county, id_tail, insurance_no);
create index persons_by_phone on persons (county, phone, insurance_no);
create index persons_by_card on persons (county, card_no, insurance_no);
create index persons_by_account on persons (county, bank_account, insurance_no);
create index persons_by_village on persons (county, village, insurance_no);

-- Every reading of every name: 单 is shan, dan and chan. `syllables` is 'zhang li hua', `initials` is 'zlh',
-- `name_key` holds only the characters that are read, one per syllable.
create table name_readings (
    county text not null,
    insurance_no text not null,
    reading integer not null,
    syllables text not null,
    initials text not null,
    name_key text not null,
    primary key (county, insurance_no, reading),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create index readings_by_name on name_readings (county, name_key, syllables, insurance_no);
create index readings_by_syllables on name_readings (county, syllables, name_key, insurance_no);
create index readings_by_initials on name_readings (county, initials, syllables, name_key, insurance_no);

-- Ids a person was known by: the 15-digit form, and ids that were corrected. Searchable for ever.
create table id_history (
    county text not null,
    insurance_no text not null,
    former_id text not null,
    kind text not null check (kind in ('FIFTEEN', 'CORRECTED')),
    recorded_on text not null check (recorded_on is date(recorded_on)),
    primary key (county, insurance_no, former_id),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
create index id_history_by_id on id_history (county, former_id, insurance_no);

-- Two people with one citizen id: both stay blocked for payment until public security decides (1.4).
create table id_disputes (
    county text not null,
    citizen_id text not null,
    insurance_no text not null,
    claimant_name text not null,
    opened_on text not null check (opened_on is date(opened_on)),
    certificate_no text,
    settled_on text check (settled_on is date(settled_on)),
    maker text not null,
    checker text check (checker <> maker),
    primary key (county, citizen_id, insurance_no),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;

create table special_groups (
    county text not null,
    insurance_no text not null,
    group_code text not null,
    valid_from text not null check (valid_from is date(valid_from)),
    valid_to text check (valid_to is date(valid_to)),
    primary key (county, insurance_no, group_code, valid_from),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;

-- Changes of particulars (F11): appended, never rewritten.
create table person_changes (
    county text not null,
    insurance_no text not null,
    seq integer not null,
    changed_on text not null check (changed_on is date(changed_on)),
    item text not null,
    old_value text,
    new_value text,
    evidence text not null,
    maker text not null,
    checker text not null check (checker <> maker),
    primary key (county, insurance_no, seq),
    foreign key (county, insurance_no) references persons (county, insurance_no)
) strict;
