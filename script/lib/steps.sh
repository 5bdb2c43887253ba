# shellcheck shell=bash
# The steps of script/test and script/check, each with its time.

# Real documents stand beside the checkout, or where ZHICHENG_SHARED says.
if [ -z "${ZHICHENG_SHARED:-}" ] && [ -d "$ROOT/../shared" ]; then
  ZHICHENG_SHARED="$(cd "$ROOT/../shared" && pwd)"
  export ZHICHENG_SHARED
fi

TIMES=()

# step NAME COMMAND… – says its name, runs it, remembers its time; the first failure ends the script.
step() {
  local name=$1 begun=$SECONDS
  shift
  say "── $name"
  "$@" || die "$name: failed after $((SECONDS - begun)) s"
  TIMES+=("$(printf '%5d s  %s' $((SECONDS - begun)) "$name")")
}

tell_times() {
  say "── all well"
  printf '%s\n' "${TIMES[@]}" >&2
  printf '%5d s  together\n' "$SECONDS" >&2
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
  step "import contracts" tool lint-imports --no-logo
  step "front-end types" front_end_types
  step "migrations" "$PYTHON" -m zhicheng makemigrations --check --dry-run -v 0
}

front_end_types() (
  use_node
  npm --prefix "$FRONTEND" run --silent types
)

unit_tests() {
  "$PYTHON" -m pytest -q --ignore=tests/browser "$@"
}

# Every branch of what decides and what acts must have been taken.
coverage_gate() {
  tool coverage report --skip-covered --show-missing --fail-under=100 \
    --include='*/rules.py,*/rules/*,*/actions.py,*/actions/*,*/zhicheng/engines/*'
}

browser_tests() {
  "$PYTHON" -m pytest -q tests/browser "$@"
}
