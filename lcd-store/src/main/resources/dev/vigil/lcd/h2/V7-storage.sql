alter table quorum add column storage varchar;
alter table quorum add column storage_lease_ms bigint;
