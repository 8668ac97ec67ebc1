#!/usr/bin/env bash
# Syncs Asana into a target once, for cron: keeps the state, never runs twice at a time, and says when it failed.
#
#   17 * * * *  /srv/asana/sync.sh
#
# It works in the folder it lies in, with config.json and catalog.json of the tap and target.json of the target if they are
# there. TAP_ASANA_ACCESS_TOKEN and the like are taken from the environment too.
# Environment, all of it optional:
#   TAP, TARGET   the two commands, `tap-asana` and `target-jsonl`
#   ON_FAILURE    a command that is told the reason on stdin, such as `mail -s 'Asana sync failed' you@example.com`
set -uo pipefail
cd "$(dirname "$0")" || exit 1

tap=${TAP:-tap-asana}
target=${TARGET:-target-jsonl}

# A second one would read the same changes and put its older state over the newer one. The lock goes with the process.
exec 9> lock
if ! flock --nonblock 9; then
  echo "another sync is still running; this one is left out" >&2
  exit 0
fi

# No state yet is said in so many words: a state that is empty because a disk was full is an error, not a new start.
[ -e state.json ] || echo '{}' > state.json

flags=(--config ENV --state state.json)
[ -e config.json ] && flags+=(--config config.json)
[ -e catalog.json ] && flags+=(--catalog catalog.json)

target_flags=()
[ -e target.json ] && target_flags=(--config target.json)

# The lock is the script's: no program that outlives it keeps it.
$tap "${flags[@]}" 2> tap.log 9>&- | $target "${target_flags[@]}" > states.jsonl 2> target.log 9>&-
codes=("${PIPESTATUS[@]}")

# The last whole line of the target that can be one is a state up to which everything is loaded, whether the sync succeeded or not. It takes
# the old one's place in one step, so that there is a state at every moment, and the old one stays as state.old.json.
whole_lines() {
  if [ -z "$(tail -c 1 states.jsonl)" ]; then cat states.jsonl; else sed '$d' states.jsonl; fi
}
last=$(whole_lines | grep '^{.*}$' | tail -n 1)
if [ -n "$last" ]; then
  { printf '%s\n' "$last" > state.tmp && sync state.tmp && cp state.json state.old.json && mv state.tmp state.json; } ||
    codes+=(1)
fi

for code in "${codes[@]}"; do
  [ "$code" -eq 0 ] && continue
  reason="tap ended with ${codes[0]}: $(tail -n 1 tap.log); target ended with ${codes[1]}: $(tail -n 1 target.log)"
  echo "$reason" >&2
  [ -z "${ON_FAILURE:-}" ] || echo "$reason" | bash -c "$ON_FAILURE"
  exit 1
done
