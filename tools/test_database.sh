#!/usr/bin/env bash
# The tests of the sealed files need PostgreSQL on 127.0.0.1:5432, with the user postgres trusted. Where nothing answers
# there, one is made and started in a folder of its own, for this machine only; where one answers, it is used.
set -u

folder=${1:?the folder of the database}
port=${2:-5432}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

answers && exit 0
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$bin" ]; then
    echo "test: PostgreSQL is not installed, so that the tests of its store will fail. Install it: apt-get install postgresql"
    exit 0
fi

echo "test: starting PostgreSQL in $folder, on 127.0.0.1:$port."
mkdir -p "$folder"
as=()
if [ "$(id -u)" -eq 0 ]; then
    # It refuses to run as root.
    chown postgres "$folder"
    as=(runuser -u postgres --)
fi
cd "$folder" || exit 0
[ -f cluster/PG_VERSION ] || "${as[@]}" "$bin/initdb" -A trust -U postgres -E UTF8 --no-locale -D cluster >/dev/null
"${as[@]}" "$bin/pg_ctl" -D cluster -w -l log -o "-h 127.0.0.1 -p $port -k ''" start >/dev/null ||
    echo "test: PostgreSQL did not start; its log is $folder/log."
exit 0
