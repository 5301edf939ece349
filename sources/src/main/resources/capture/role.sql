-- Once per server, as a superuser: the account Debezium reads with. Its password is set apart (alter role ... password),
-- so that no file holds it. It may read the log, and of the tables the columns that their owner allows: capture-sql.
create role salesboard_capture login replication;
