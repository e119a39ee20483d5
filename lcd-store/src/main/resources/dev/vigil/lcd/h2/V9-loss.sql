alter table quorum add column lost varchar;
alter table quorum add column least_epoch bigint;
