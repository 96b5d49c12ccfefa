# Sourced, after .ci/packages: a PostgreSQL to test on, its address in MADOGUCHI_TEST_POSTGRES. A running local one that trusts us, else our own.
if psql -h 127.0.0.1 -U postgres -qtAc 'SELECT 1' postgres >/dev/null 2>&1; then
  export MADOGUCHI_TEST_POSTGRES="postgresql://postgres@127.0.0.1:5432/postgres"
else
  bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
  cluster=$(mktemp -d /tmp/madoguchi-pg-XXXX)
  chown postgres "$cluster"
  su postgres -c "$bin/initdb -D $cluster/data -A trust -E UTF8 --locale=C.UTF-8 -U postgres >/dev/null"
  at_end "su postgres -c '$bin/pg_ctl -D $cluster/data -m immediate stop' >/dev/null 2>&1; rm -rf $cluster"
  su postgres -c "$bin/pg_ctl -D $cluster/data -w -o '-p 54329 -k $cluster -c fsync=off -c max_connections=120' -l $cluster/log start >/dev/null"
  export MADOGUCHI_TEST_POSTGRES="postgresql://postgres@127.0.0.1:54329/postgres"
fi
