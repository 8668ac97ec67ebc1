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
# SIGTERM, SIGINT and SIGHUP stop it. It leaves once tap and target are gone, with 128 + the signal's number.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

tap=${TAP:-tap-asana}
target=${TARGET:-target-jsonl}

# What ON_FAILURE starts may stay: it does not keep the lock.
fail() {
  echo "$1" >&2
  [ -z "${ON_FAILURE:-}" ] || echo "$1" | bash -c "$ON_FAILURE" 9>&-
}

# A second one would read the same changes and put its older state over the newer one. The lock goes with the processes:
# tap and target hold it too, so that nobody starts beside them when the script alone is killed.
# Having no lock is another thing than having it taken: told apart, or it would never sync, and say each time that all is well.
exec 9> lock || { fail "the file lock cannot be written: whose is it?"; exit 1; }
flock --nonblock --conflict-exit-code 75 9
case $? in
  0) ;;
  75)
    echo "another sync is still running; this one is left out" >&2
    exit 0
    ;;
  *)
    fail "flock of util-linux is needed, and did not work"
    exit 1
    ;;
esac

# The first signal stops the tap alone: it writes a last state, and the target loads what came before that. If the target
# takes too long, a second signal stops it too; schedulers send two at once and mean one.
signals=0
stopped=0
tap_pid=
target_pid=
stop() {
  signals=$((signals + 1))
  if [ "$stopped" -eq 0 ]; then
    stopped=$1
    SECONDS=0
  elif [ "$SECONDS" -ge 2 ] && [ -n "$target_pid" ]; then
    kill "$target_pid" 2> /dev/null
  fi
  [ -z "$tap_pid" ] || kill "$tap_pid" 2> /dev/null
}
trap 'stop 129' HUP
trap 'stop 130' INT
trap 'stop 143' TERM

# A signal ends `wait` early; without one, what it returns is the program's own code.
wait_for() {
  local before=-1 code=0
  while [ "$before" -ne "$signals" ]; do
    before=$signals
    wait "$1"
    code=$?
  done
  codes+=("$code")
}

# No state yet is said in so many words: a state that is empty because a disk was full is an error, not a new start. So this
# one, too, is there whole or not at all.
[ -e state.json ] || { echo '{}' > state.tmp && mv state.tmp state.json; } || { fail "state.json cannot be written"; exit 1; }

flags=(--config ENV --state state.json)
[ -e config.json ] && flags+=(--config config.json)
[ -e catalog.json ] && flags+=(--catalog catalog.json)

target_flags=()
[ -e target.json ] && target_flags=(--config target.json)

# A pipe of which both ends are known by their process, as those of `|` are not. Opened for both first, or opening one end
# would wait for somebody at the other.
{ rm -f pipe.tmp && mkfifo pipe.tmp; } || { fail "pipe.tmp cannot be made"; exit 1; }
exec 8<> pipe.tmp 7< pipe.tmp 6> pipe.tmp 8>&-
rm pipe.tmp
$target "${target_flags[@]}" <&7 > states.jsonl 2> target.log 6>&- 7<&- &
target_pid=$!
$tap "${flags[@]}" >&6 2> tap.log 6>&- 7<&- &
tap_pid=$!
exec 6>&- 7<&-
[ "$stopped" -eq 0 ] || kill "$tap_pid" 2> /dev/null

codes=()
wait_for "$tap_pid"
tap_pid=
wait_for "$target_pid"
target_pid=

# The last whole line of the target that can be one is a state up to which everything is loaded, whether the sync succeeded or not. It takes
# the old one's place in one step, so that there is a state at every moment, and the old one stays as state.old.json.
whole_lines() {
  if [ -z "$(tail -c 1 states.jsonl)" ]; then cat states.jsonl; else sed '$d' states.jsonl; fi
}
last=$(whole_lines | grep '^{.*}$' | tail -n 1)
kept=
if [ -n "$last" ]; then
  { printf '%s\n' "$last" > state.tmp && sync state.tmp && cp state.json state.old.json && mv state.tmp state.json; } ||
    { codes+=(1) && kept="the new state could not be kept; "; }
fi

for code in "${codes[@]}"; do
  [ "$code" -eq 0 ] && continue
  reason="${kept}tap ended with ${codes[0]}: $(tail -n 1 tap.log); target ended with ${codes[1]}: $(tail -n 1 target.log)"
  [ "$stopped" -eq 0 ] || reason="stopped by a signal; $reason"
  fail "$reason"
  [ "$stopped" -eq 0 ] || exit "$stopped"
  exit 1
done
