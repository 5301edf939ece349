-- Once per server, as a superuser: the account Debezium reads with. Its password is set apart (alter role ... password),
-- so that no file holds it. It may read the log and, in capture/pos.sql and capture/crm.sql, the captured columns.
create role salesboard_capture login replication;
