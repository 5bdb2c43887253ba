# shellcheck shell=bash
# The steps of script/test and script/check, each with its time.

# Real documents stand beside the checkout, or where ZHICHENG_SHARED says.
if [ -z "${ZHICHENG_SHARED:-}" ] && [ -d "$ROOT/../shared" ]; then
  ZHICHENG_SHARED="$(cd "$ROOT/../shared" && pwd)"
  export ZHICHENG_SHARED
fi

TIMES=()
FAILED=()

# step NAME COMMAND… – says its name, runs it, remembers its time. A failure does not keep the others from
# being run; tell_times names it at the end.
step() {
  local name=$1 begun=$SECONDS word="     "
  shift
  say "── $name"
  if ! "$@"; then
    FAILED+=("$name")
    word=" BAD "
    say "── $name: failed"
  fi
  TIMES+=("$(printf '%5d s %s %s' $((SECONDS - begun)) "$word" "$name")")
}

# tell_times – the times of all steps; the exit status is 1 when one of them failed.
tell_times() {
  say "──"
  printf '%s\n' "${TIMES[@]}" >&2
  printf '%5d s       together\n' "$SECONDS" >&2
  [ ${#FAILED[@]} -eq 0 ] || die "failed: $(printf '%s; ' "${FAILED[@]}")"
  say "all well"
}

tool() { "$ROOT/.venv/bin/$@"; }

# What can be said without running the product.
check_source() {
  step "formatting" tool ruff format --check --quiet
  step "lint" tool ruff check --quiet
  if command -v shellcheck >/dev/null; then
    step "scripts" shellcheck -x script/server script/test script/check script/bench script/zhicheng .ci/run
  fi
  step "types" tool mypy --no-error-summary
  step "import contracts" import_contracts
  step "front-end types" front_end_types
  step "migrations" env ZHICHENG_DATABASE_URL=sqlite://:memory: \
    "$ROOT/script/zhicheng" makemigrations --check --dry-run -v 0
}

import_contracts() (
  quietly "lint-imports" tool lint-imports --no-logo
)

front_end_types() (
  use_node
  npm --prefix "$FRONTEND" run --silent types
)

unit_tests() {
  "$PYTHON" -m pytest -q --ignore=tests/browser "$@"
}

# On all processors: each test process has a database of its own.
all_unit_tests() {
  unit_tests --numprocesses=auto --dist=loadfile "$@"
}

# Every branch of what decides and what acts must have been taken.
coverage_gate() {
  tool coverage report --skip-covered --show-missing --fail-under=100 \
    --include='*/rules.py,*/rules/*,*/actions.py,*/actions/*,*/zhicheng/engines/*'
}

# Each test process has a server and a browser of its own.
browser_tests() {
  "$PYTHON" -m pytest -q tests/browser --numprocesses=auto --dist=loadscope "$@"
}
