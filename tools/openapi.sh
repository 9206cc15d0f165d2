#!/bin/sh
# Writes openapi.yaml anew from the code. Look at the difference before you commit it: it is the contract.
set -eu
cd "$(dirname "$0")/.."
CRYAPI_WRITE_OPENAPI=1 dotnet test --project tests/Api -- --filter-class "*OpenApiDocumentTests"
git --no-pager diff --stat -- openapi.yaml
