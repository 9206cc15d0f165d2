#!/bin/sh
# Runs the service on a fresh Debian: fetches Debian's ffmpeg first where there is neither one nor a build by tools/build-ffmpeg.sh.
# Arguments are options of the service, such as --Limits:MaxDurationSeconds=60.
set -eu
cd "$(dirname "$0")/.."
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
# Who names a decoder, or none, has chosen.
case "$*" in *Audio:FfmpegPath*) chosen=yes ;; *) chosen=${Audio__FfmpegPath-} ;; esac
if [ -z "$chosen" ] && [ ! -x artifacts/ffmpeg/ffmpeg ] && ! command -v ffmpeg >/dev/null; then
    # Without it the service reads WAV only, and says so: no reason not to start.
    { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ffmpeg >/dev/null; } ||
        echo "serve.sh: ffmpeg could not be installed; only WAV will be read." >&2
fi
exec dotnet run -c Release --project src/Api -- "$@"
