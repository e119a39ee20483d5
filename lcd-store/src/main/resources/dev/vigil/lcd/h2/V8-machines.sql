alter table system add column first_life bigint;
alter table system add column "KEY" varchar;
