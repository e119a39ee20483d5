create table repairs (node varchar, row_key varchar, tag varchar, "AT" varchar, primary key (node, row_key));
