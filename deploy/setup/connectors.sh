#!/usr/bin/env bash
# Gives Kafka Connect at $CONNECT_URL each connector of the folder $CONNECTORS, new or changed, and waits until its task
# runs. The files are those of sources/: {"name": ..., "config": {...}}, one key to a line, two spaces deep.
set -euo pipefail

for file in "$CONNECTORS"/*.json; do
  name=$(sed -n 's/^  "name": "\(.*\)",$/\1/p' "$file")
  sed -n '/^  "config": {$/,/^  }$/p' "$file" | sed '1s/.*/{/' |
    curl --fail-with-body --silent --show-error --max-time 60 --request PUT --header 'Content-Type: application/json' \
      --data-binary @- --output /dev/null "$CONNECT_URL/connectors/$name/config"
  for attempt in {1..120}; do
    status=$(curl --silent --max-time 10 "$CONNECT_URL/connectors/$name/status" || true)
    if [[ $status == *'"tasks":[{'*'"state":"RUNNING"'* ]]; then
      echo "$name is running"
      continue 2
    fi
    if [[ $status == *'"state":"FAILED"'* ]]; then
      echo "$name failed: $status" >&2
      exit 1
    fi
    sleep 1
  done
  echo "$name does not run after $attempt s: $status; see the log of Connect" >&2
  exit 1
done
