#!/usr/bin/env bash
# Installs the Debian packages that pip cannot bring: fonts for Japanese and Arabic text, venv, Java for Spark,
# PostgreSQL and Chromium for the tests of the sealed files and of the website.
# Whatever cannot be installed is said in one sentence; the rest of the setup goes on.
set -u

python=${1:-python3}
wanted=()

if command -v fc-list >/dev/null 2>&1; then
    [ -n "$(fc-list :lang=ja family)" ] || wanted+=(fonts-noto-cjk)
else
    ls /usr/share/fonts/opentype/noto/NotoSansCJK-* >/dev/null 2>&1 || wanted+=(fonts-noto-cjk)
fi
"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || wanted+=(python3-venv)
command -v java >/dev/null 2>&1 || [ -n "${JAVA_HOME:-}" ] || wanted+=(default-jre-headless)
[ -d /usr/share/fonts/truetype/noto ] || wanted+=(fonts-noto-core)
command -v chromium >/dev/null 2>&1 || wanted+=(chromium)
{ command -v pg_dump >/dev/null 2>&1 && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; } || wanted+=(postgresql)

if [ ${#wanted[@]} -eq 0 ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: ${wanted[*]} not found and this is no Debian system; please install the like of it by hand. Going on."
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "setup: ${wanted[*]} not found, and neither root nor sudo is at hand to install it. Going on without it."
        exit 0
    fi
    as_root=(sudo)
fi

echo "setup: installing the Debian packages ${wanted[*]} with apt-get."
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq "${wanted[@]}")
if "${as_root[@]}" apt-get update -qq && "${install[@]}" >/dev/null; then
    exit 0
fi
echo "setup: apt-get could not install ${wanted[*]}. Going on without it: Japanese text in a picture may show as boxes, and tests that need Spark, PostgreSQL or Chromium will fail."
