#!/bin/bash
# Rolls a large file up with `lmi rollup` and an ordinary definition, for measuring. It builds nothing.
#
#   rollup.sh FILE MODE THREADS OUT REFS
#
# FILE     a table of the shape Nomis gives, with a row for each area, industry and year
# MODE     local: the areas that REFS/areas.csv marks as local; national: all of them
# THREADS  how many threads may be used
# OUT      a folder, which gets the definition and tidy.csv
# REFS     a folder with areas.csv (code,local) and sic_sectors.csv (sic,sector,weight_milli)
#
# LMI names another program than .build/release/lmi.
set -euo pipefail

if [ $# -ne 5 ]; then
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
    exit 64
fi
file=$1 mode=$2 threads=$3 out=$4 refs=$(cd "$5" && pwd)
lmi=${LMI:-$(dirname "$0")/../.build/release/lmi}
mkdir -p "$out"

keep=""
case $mode in
    local) keep="  keep: {GEOGRAPHY_CODE: [$(awk -F, 'NR > 1 && $2 == 1 {print $1}' "$refs/areas.csv" | paste -sd, -)]}" ;;
    national) ;;
    *) echo "rollup.sh: MODE is local or national, not \"$mode\"" >&2; exit 64 ;;
esac

cat > "$out/rollup.yml" <<END
file: {encoding: utf-8, delimiter: comma}
table: {header: DATE}
cells:
  instead of a number: {"": missing, "*": suppressed_quality, "[c]": suppressed_disclosure}
rollup:
$keep
  group by:
    year: DATE
    area: GEOGRAPHY_CODE
    sector: {column: INDUSTRY_CODE, crosswalk: "$refs/sic_sectors.csv", from: sic, to: sector, thousandths: weight_milli, unmapped: drop}
    status: EMPLOYMENT_STATUS
    measure: MEASURES
  value: OBS_VALUE
  decimals: 1
END

exec "$lmi" rollup "$out/rollup.yml" "$file" --threads "$threads" --out "$out/tidy.csv"
