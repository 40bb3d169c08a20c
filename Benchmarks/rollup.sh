#!/bin/bash
# Rolls a large file up with `lmi rollup` and an ordinary definition, for measuring. It builds nothing.
#
#   rollup.sh FILE MODE THREADS OUT REFS
#
# FILE     a table of the shape Nomis gives, with a row for each area, industry and year
# MODE     local: the areas that REFS/areas.csv marks as local; national: all of them
# THREADS  how many threads may be used
# OUT      a folder, which gets tidy.csv
# REFS     a folder with areas.csv (code,local) and sic_sectors.csv (sic,sector,weight_milli)
#
# LMI names another program than .build/release/lmi.
set -euo pipefail

if [ $# -ne 5 ]; then
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
    exit 64
fi
file=$1 mode=$2 threads=$3 out=$4 refs=$5
here=$(dirname "$0")
lmi=${LMI:-$here/../.build/release/lmi}
case $mode in
    local | national) ;;
    *) echo "rollup.sh: MODE is local or national, not \"$mode\"" >&2; exit 64 ;;
esac
mkdir -p "$out"
exec "$lmi" rollup "$here/nomis-$mode.yml" "$file" --lists "$refs" --threads "$threads" --into "$out/tidy.csv"
