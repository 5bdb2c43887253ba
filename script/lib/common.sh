# shellcheck shell=bash
# What all scripts share: where we are, how to say things, how to skip what is done already.
# Sourced, never run. The scripts that source it set -euo pipefail.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
PYTHON="$ROOT/.venv/bin/python"
export ROOT PYTHON

say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

# quietly WHAT COMMAND… – run without noise; when it fails show what it said, and end.
quietly() {
  local what=$1 log
  shift
  log="$(mktemp)"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    rm -f "$log"
    die "$what failed (the command was: $*)"
  fi
  rm -f "$log"
}

# fingerprint PATH… – one hash of the contents of files and folders, and of their names.
fingerprint() {
  find "$@" \( -name node_modules -o -name __pycache__ \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# done_already STAMP FINGERPRINT – was this step done for exactly this input?
done_already() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# one_at_a_time COMMAND… – two scripts started together must not set up the same checkout at once.
one_at_a_time() {
  local lock="$ROOT/.setup.lock"
  (
    flock 9
    "$@" 9>&-
  ) 9>"$lock"
}
