#!/usr/bin/env bash
# Makes what is missing of the databases: pos and crm with their tables, the capture account, and the schema registry's own.
# Safe to run again; tables that exist are left alone. What leaves them is opened by setup-capture, as the release declares it.
# Passwords come in the environment (PGPASSWORD, CAPTURE_PASSWORD, REGISTRY_PASSWORD), never as arguments.
set -euo pipefail

run() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$@"; }
ask() { run --tuples-only --no-align "$@"; }

run --dbname=postgres <<'SQL'
select 'create role registry login' where not exists (select from pg_roles where rolname = 'registry') \gexec
select 'create database registry owner registry' where not exists (select from pg_database where datname = 'registry') \gexec
select 'create database pos' where not exists (select from pg_database where datname = 'pos') \gexec
select 'create database crm' where not exists (select from pg_database where datname = 'crm') \gexec
SQL

if [[ -z $(ask --dbname=postgres --command="select 1 from pg_roles where rolname = 'salesboard_capture'") ]]; then
  run --dbname=postgres --file=/sources/capture/role.sql
fi
run --dbname=postgres <<'SQL'
\getenv capture CAPTURE_PASSWORD
\getenv registry REGISTRY_PASSWORD
alter role salesboard_capture password :'capture';
alter role registry password :'registry';
SQL

for database in pos crm; do
  if [[ -z $(ask --dbname="$database" --command="select 1 from pg_tables where schemaname = 'public' limit 1") ]]; then
    run --dbname="$database" --single-transaction --file="/sources/ddl/$database.sql"
    echo "made the tables of $database"
  fi
  # A slot is made in two records of which transactions run; a quiet server writes one every 15 seconds only.
  run --dbname="$database" --command="grant execute on function pg_log_standby_snapshot() to salesboard_capture"
done
echo "databases are ready"
