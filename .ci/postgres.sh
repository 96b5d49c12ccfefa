# Sourced: a PostgreSQL to test on, its address in MADOGUCHI_TEST_POSTGRES. Takes a running local one that trusts us, else its own.
if ! command -v psql >/dev/null; then
  apt-get update -qq && apt-get install -y -qq postgresql >/dev/null
fi
if psql -h 127.0.0.1 -U postgres -qtAc 'SELECT 1' postgres >/dev/null 2>&1; then
  export MADOGUCHI_TEST_POSTGRES="postgresql://postgres@127.0.0.1:5432/postgres"
else
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1 || true)
  if [ -z "$bin" ]; then apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1); fi
  cluster=$(mktemp -d /tmp/madoguchi-pg-XXXX)
  chown postgres "$cluster"
  su postgres -c "$bin/initdb -D $cluster/data -A trust -E UTF8 --locale=C.UTF-8 -U postgres >/dev/null"
  su postgres -c "$bin/pg_ctl -D $cluster/data -w -o '-p 54329 -k $cluster -c fsync=off -c max_connections=120' -l $cluster/log start >/dev/null"
  trap "su postgres -c '$bin/pg_ctl -D $cluster/data -m immediate stop' >/dev/null 2>&1 || true" EXIT
  export MADOGUCHI_TEST_POSTGRES="postgresql://postgres@127.0.0.1:54329/postgres"
fi
