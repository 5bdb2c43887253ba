# shellcheck shell=bash
# Where a city's data stands, and the secrets that are made for it once.

use_data() {
  export ZHICHENG_DATA="${ZHICHENG_DATA:-$ROOT/data}"
  (umask 077 && mkdir -p "$ZHICHENG_DATA")
  ZHICHENG_DATA="$(cd "$ZHICHENG_DATA" && pwd)"
  use_secret ZHICHENG_SECRET_KEY secret-key
  use_secret ZHICHENG_ENCRYPTION_KEY encryption-key
}

# use_secret VARIABLE FILE – the variable as given, or read from a file of the data folder made on first use.
use_secret() {
  local variable=$1 file="$ZHICHENG_DATA/$2" by_file="${1}_FILE"
  if [ -n "${!variable:-}" ] || [ -n "${!by_file:-}" ]; then return; fi
  if [ ! -s "$file" ]; then
    (umask 077 && "$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(48), end="")' >"$file")
  fi
  export "$by_file=$file"
}

# hold_data – as long as this server and its processes live, nobody may empty their folder. It is the folder
# itself that is locked: it stays when all that is in it goes.
hold_data() {
  exec 8<"$ZHICHENG_DATA"
  flock --shared 8
}

# begin_anew – removes everything in the data folder, after asking (or with --yes).
begin_anew() {
  local answer
  [ -z "${ZHICHENG_DATABASE_URL:-}" ] ||
    die "--reset empties only the built-in database; ZHICHENG_DATABASE_URL names another, empty that one yourself"
  [ -d "$ZHICHENG_DATA" ] || return 0
  [ -f "$ZHICHENG_DATA/zhicheng.sqlite3" ] || [ -z "$(ls -A "$ZHICHENG_DATA")" ] ||
    die "$ZHICHENG_DATA does not look like a data folder of Zhicheng; nothing was removed"
  exec 8<"$ZHICHENG_DATA"
  flock --exclusive --nonblock 8 ||
    die "a server is running on $ZHICHENG_DATA; stop it first. Nothing was removed"
  if [ "$1" != yes ]; then
    printf 'This removes the whole city in %s: ledger, files, accounts. Type "yes" to go on: ' "$ZHICHENG_DATA" >&2
    read -r answer || answer=no
    [ "$answer" = yes ] || die "nothing was removed"
  fi
  find "$ZHICHENG_DATA" -mindepth 1 -delete
}

# prepare_city – database, static files and sample city, unless nothing has changed since the last time.
# What it says (the sample accounts) is kept and said again.
prepare_city() {
  local stamp="$ZHICHENG_DATA/.prepared" said="$ZHICHENG_DATA/.said" print
  print="$(fingerprint "$ROOT/src/zhicheng" "$ROOT/uv.lock") $ROOT ${ZHICHENG_PRODUCTION:-} ${ZHICHENG_CITY:-}"
  # Another database than the built-in file may have been emptied meanwhile: it is always asked.
  if [ -n "${ZHICHENG_DATABASE_URL:-}" ] || [ ! -f "$ZHICHENG_DATA/zhicheng.sqlite3" ] ||
    ! done_already "$stamp" "$print"; then
    say "preparing the city; a new one takes about a minute …"
    (umask 077 && "$PYTHON" -m zhicheng prepare >"$said") || die "the city could not be prepared"
    printf '%s' "$print" >"$stamp"
  fi
  cat "$said"
}
