create table quorum (row_key varchar primary key, mode varchar, number bigint, voters varchar, lease_ms bigint, kill_ms bigint, tick_ms bigint);
