-- Where the caret stood in a draft, and what the form rested on: a form opened again is checked against what was seen then.

alter table drafts add column caret bigint;
alter table drafts add column basis text;
