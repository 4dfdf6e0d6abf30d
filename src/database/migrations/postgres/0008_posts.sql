-- Changes of posts, proposed by one and decided by another; substitutions are changes that have a last day.
-- Small and read-mostly, the same for every county.

create table post_changes (
    operator text not null,
    post text not null,
    area text not null check (length(area) = 12),
    revision bigint not null check (revision > 0),
    kind text not null check (kind in ('APPOINT', 'END', 'SUBSTITUTE')),
    valid_from date not null,
    valid_to date,
    acts_for text check (acts_for <> operator),
    document_no text not null,
    reason text not null,
    state text not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    maker text not null check (maker <> operator),
    made_at timestamptz not null,
    checker text check (checker <> maker and checker <> operator),
    checked_at timestamptz,
    version bigint not null,
    primary key (operator, post, area, revision),
    check ((state in ('APPROVED', 'REJECTED')) = (checker is not null)),
    check ((kind = 'SUBSTITUTE') = (acts_for is not null)),
    check (kind <> 'SUBSTITUTE' or valid_to is not null)
);

-- Post certificates: who may hold which post of accounting, statistics or information management, until when.
create table certificates (
    holder text not null references operators (operator),
    post text not null,
    certificate_no text not null,
    issuer text not null,
    issued_on date not null,
    expires_on date not null,
    hours bigint not null check (hours >= 0),
    primary key (holder, post, certificate_no)
);
