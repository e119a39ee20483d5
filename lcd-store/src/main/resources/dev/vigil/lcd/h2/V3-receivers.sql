create table receiver (row_key varchar primary key, name varchar, kind varchar);
