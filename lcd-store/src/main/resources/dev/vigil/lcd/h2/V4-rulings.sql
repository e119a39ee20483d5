create table ruling (node varchar, row_key varchar, matter varchar, subject varchar, word varchar, "NUMBER" bigint, "AT" varchar, "BY" varchar,
  reason varchar, primary key (node, row_key));
