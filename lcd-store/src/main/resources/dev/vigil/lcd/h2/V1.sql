create table applied (journal_index bigint not null);
create table cluster (row_key varchar primary key, name varchar, profile varchar, interval_ms bigint, detection_ms bigint);
create table system (row_key varchar primary key, node varchar, admin varchar);
create table path (row_key varchar primary key, path varchar, first varchar, first_address varchar, "SECOND" varchar, second_address varchar);
create table type (row_key varchar primary key, type varchar, direction varchar);
create table resource (row_key varchar primary key, tag varchar, type varchar, unit varchar, init varchar, switchback varchar,
  local_recovery varchar);
create table instance (row_key varchar primary key, tag varchar, node varchar, id varchar, info varchar, priority int, quick_ms bigint,
  deep_ms bigint);
create table property (row_key varchar, name varchar, val varchar, primary key (row_key, name));
create table dependency (row_key varchar primary key, parent varchar, child varchar);
create table state (node varchar, row_key varchar, tag varchar, state varchar, reason varchar, primary key (node, row_key));
create table ownership (node varchar, row_key varchar, unit varchar, epoch bigint, held varchar, primary key (node, row_key));
create table flag (node varchar, row_key varchar, flag varchar, primary key (node, row_key));
create table history (node varchar, incarnation varchar, sequence bigint, wall timestamp(9) with time zone, nanos bigint, code varchar, facts varchar,
  primary key (node, incarnation, sequence));
create index history_by_wall on history (wall);
create view equivalency as
  select a.tag, a.node as node_a, a.priority as priority_a, b.node as node_b, b.priority as priority_b
  from instance a join instance b on a.tag = b.tag and a.node < b.node;
