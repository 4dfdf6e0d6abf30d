-- Contributions: one ordinary payment per person and scheme year, every one from a bank receipt (N2.2).
create table contributions (
    county text not null,
    scheme_year bigint not null,
    insurance_no text not null,
    kind text not null check (kind in ('ORDINARY', 'MAKEUP')),
    grade_yuan bigint not null check (grade_yuan > 0),
    personal_fen bigint not null check (personal_fen >= 0),
    gov_paid_fen bigint not null check (gov_paid_fen >= 0),
    collective_fen bigint not null check (collective_fen >= 0),
    subsidy_fen bigint not null check (subsidy_fen >= 0),
    subsidy_state text check (subsidy_state in ('ACCRUED', 'CLAIMED', 'FUNDED', 'POSTED')),
    paid_on date not null,
    bank_code text not null,
    receipt_no text not null,
    posted_on date not null,
    primary key (county, scheme_year, insurance_no),
    unique (county, bank_code, receipt_no),
    foreign key (county, insurance_no) references persons (county, insurance_no)
);
create index contributions_by_person on contributions (county, insurance_no, scheme_year);
