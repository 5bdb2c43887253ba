# shellcheck shell=bash
# A throw-away PostgreSQL cluster for tests: its own folder, a free port, gone afterwards.

# with_postgres COMMAND… – runs the command with ZHICHENG_DATABASE_URL set to the cluster.
with_postgres() (
  bin="$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")"
  folder="$(mktemp -d "${TMPDIR:-/tmp}/zhicheng-postgres.XXXXXX")"
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    run=(runuser -u postgres --)
  else
    run=()
  fi
  cd "$folder"
  stop() {
    "${run[@]}" "$bin/pg_ctl" -D "$folder/cluster" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
  }
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  port="$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  quietly "initdb" "${run[@]}" "$bin/initdb" -D "$folder/cluster" -U zhicheng -A trust -E UTF8 --locale=C.UTF-8
  # Nothing here has to outlive a power cut.
  quietly "starting PostgreSQL" "${run[@]}" "$bin/pg_ctl" -D "$folder/cluster" -w -l "$folder/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -k $folder -c fsync=off -c full_page_writes=off" start
  quietly "createdb" "${run[@]}" "$bin/createdb" -h 127.0.0.1 -p "$port" -U zhicheng zhicheng
  cd "$ROOT"
  ZHICHENG_DATABASE_URL="postgres://zhicheng@127.0.0.1:$port/zhicheng" "$@"
)
