# shellcheck shell=bash
# Debian packages, installed only where they are absent.

# as_root COMMAND… – as root, through sudo where we are not; fails where neither is possible.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    return 1
  fi
}

# install_packages PACKAGE… – by apt-get; ends with what to do where that cannot be.
install_packages() {
  local remedy="install by hand, as root: apt-get install $*"
  command -v apt-get >/dev/null || die "these are missing, and this is no Debian: $*"
  say "installing: $*"
  as_root true 2>/dev/null || die "not root and no sudo; $remedy"
  local log
  log="$(mktemp)"
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    die "apt-get could not; $remedy"
  fi
  rm -f "$log"
}

# What script/test needs beyond Python and node: a browser, PostgreSQL, LibreOffice, Chinese fonts.
install_test_packages() {
  local absent=()
  command -v chromium >/dev/null || absent+=(chromium)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || absent+=(postgresql)
  command -v soffice >/dev/null || absent+=(libreoffice-writer-nogui)
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || absent+=(fonts-noto-cjk)
  command -v shellcheck >/dev/null || absent+=(shellcheck)
  [ ${#absent[@]} -eq 0 ] || install_packages "${absent[@]}"
}
