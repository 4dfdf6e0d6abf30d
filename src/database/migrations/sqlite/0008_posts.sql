-- Changes of posts, proposed by one and decided by another; substitutions are changes that have a last day.
-- Small and read-mostly, the same for every county.

create table post_changes (
    operator text not null,
    post text not null,
    area text not null check (length(area) = 12),
    revision integer not null check (revision > 0),
    kind text not null check (kind in ('APPOINT', 'END', 'SUBSTITUTE')),
    valid_from text not null check (valid_from is date(valid_from)),
    valid_to text check (valid_to is date(valid_to)),
    acts_for text check (acts_for <> operator),
    document_no text not null,
    reason text not null,
    state text not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    maker text not null check (maker <> operator),
    made_at text not null,
    checker text check (checker <> maker and checker <> operator),
    checked_at text,
    version integer not null,
    primary key (operator, post, area, revision),
    check ((state in ('APPROVED', 'REJECTED')) = (checker is not null)),
    check ((kind = 'SUBSTITUTE') = (acts_for is not null)),
    check (kind <> 'SUBSTITUTE' or valid_to is not null)
) strict;

-- Post certificates: who may hold which post of accounting, statistics or information management, until when.
create table certificates (
    holder text not null references operators (operator),
    post text not null,
    certificate_no text not null,
    issuer text not null,
    issued_on text not null check (issued_on is date(issued_on)),
    expires_on text not null check (expires_on is date(expires_on)),
    hours integer not null check (hours >= 0),
    primary key (holder, post, certificate_no)
) strict;
