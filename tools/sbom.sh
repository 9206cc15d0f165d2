#!/bin/sh
# Writes what the program is made of as a CycloneDX document: the packages of the last restore of src/Api with their hashes and licences, and the decoder
# with the C library in it. What the base image holds is told by that; the models are told by their manifest.
#
#   tools/sbom.sh [VERSION [DECODER [FILE]]]    DECODER: folder of tools/build-ffmpeg.sh
set -eu
version=${1:-0.0.0}
decoder=$(realpath -m "${2:-$(dirname "$0")/../artifacts/ffmpeg}")
file=$(realpath -m "${3:-$(dirname "$0")/../artifacts/sbom.cdx.json}")
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
dotnet tool run dotnet-CycloneDX src/Api/Api.csproj --disable-package-restore --set-name CryApi --set-version "$version" \
    --output-format Json --output "$(dirname "$file")" --filename "$(basename "$file")" >/dev/null

# name, version, type, SPDX name of the licence
component() {
    printf '{ "type": "%s", "bom-ref": "pkg:deb/debian/%s@%s", "name": "%s", "version": "%s", ' "$3" "$1" "$2" "$1" "$2"
    printf '"purl": "pkg:deb/debian/%s@%s?distro=bookworm", "licenses": [{ "license": { "id": "%s" } }] },' "$1" "$2" "$4"
}
field() { sed -n "s/^$1 //p" "$decoder/VERSION" | grep . || { echo "sbom.sh: $decoder/VERSION does not tell its $1; build it anew." >&2; exit 1; }; }
if [ -s "$decoder/VERSION" ]; then
    version=$(field version)
    libc=$(field libc)
    more="$(component ffmpeg "$version" application LGPL-2.1-or-later)$(component "${libc% *}" "${libc#* }" library LGPL-2.1-or-later)"
    sed -i "s|^  \"components\": \[\$|&$more|" "$file"
    grep -q '"name": "ffmpeg"' "$file" || { echo "sbom.sh: the list has another form than is known here." >&2; exit 1; }
fi
