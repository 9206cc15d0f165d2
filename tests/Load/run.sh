#!/bin/sh
# The full run of the load and fault tests, about an hour and a quarter: generator on core 0, service on core 1, report in artifacts/load/report.md.
#
#   tests/Load/run.sh                            # everything
#   tests/Load/run.sh CapacityTests SoakTests    # some classes
#   CRYAPI_LOAD=0.1 tests/Load/run.sh            # a tenth of the length; claims of speed don't count
set -eu
cd "$(dirname "$0")/../.."

dotnet build tests/Load -c Release
export CRYAPI_LOAD="${CRYAPI_LOAD:-1}"
export CRYAPI_LOAD_REPORT="${CRYAPI_LOAD_REPORT:-$PWD/artifacts/load/report.md}"

# On one core there is nothing to share out.
pin=""
if [ "$(nproc)" -gt 1 ] && command -v taskset >/dev/null; then
    pin="taskset -c 0"
    export CRYAPI_LOAD_SERVICE_CORE=1
fi

for class in "$@"; do
    shift
    set -- "$@" -class "CryApi.Load.Tests.$class"
done

status=0
$pin artifacts/bin/Load.Tests/release/CryApi.Load.Tests -showLiveOutput "$@" || status=$?
echo "The report: $CRYAPI_LOAD_REPORT"
exit "$status"
