create table fence (row_key varchar primary key, name varchar, node varchar, step int, agent varchar, action varchar, limit_ms bigint);
create table fencing (row_key varchar primary key, mode varchar, delay_ms bigint);
create table certificate (node varchar, row_key varchar, victim varchar, life varchar, "END" varchar, method varchar, "NUMBER" bigint,
  primary key (node, row_key));
