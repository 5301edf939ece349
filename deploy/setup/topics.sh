#!/usr/bin/env bash
# Makes the topics that are missing: one partition each, as the class Topics in schemas/ declares them (a test compares).
set -euo pipefail

topic() {
  local name=$1
  shift
  local configuration=()
  for setting in "$@"; do configuration+=(--config "$setting"); done
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --create --if-not-exists \
    --topic "$name" --partitions 1 --replication-factor 1 "${configuration[@]}"
}

topic rows.pos cleanup.policy=compact segment.bytes=67108864 max.message.bytes=8388608
topic rows.crm cleanup.policy=compact segment.bytes=67108864 max.message.bytes=8388608
topic results cleanup.policy=compact segment.bytes=8388608 min.cleanable.dirty.ratio=0.2
topic alerts cleanup.policy=compact segment.bytes=8388608 min.cleanable.dirty.ratio=0.2
topic quarantine cleanup.policy=delete retention.ms=2592000000
topic capture cleanup.policy=compact segment.bytes=4194304
topic snapshots cleanup.policy=delete retention.ms=604800000
echo "topics are ready"
