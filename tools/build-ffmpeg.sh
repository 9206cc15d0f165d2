#!/usr/bin/env bash
# Builds the decoder: a static ffmpeg that reads audio from a file and writes float WAV, and can do nothing else.
set -euo pipefail
export LC_ALL=C
usage() {
    cat <<'END'
Usage: tools/build-ffmpeg.sh [--check-update | --force] [--arch ARCHITECTURE] [--no-sandbox] [FOLDER]

Builds a minimal static ffmpeg (LGPL 2.1) from the ffmpeg source package of Debian bookworm and bookworm-security, and
puts it with its licence, VERSION and SOURCE.txt into FOLDER (artifacts/ffmpeg in the checkout). About 3 minutes on 2
cores. A folder that holds a build of the same configuration is left as it is, without a look at the network.

  --check-update  build nothing: ask the archive, and exit with 3 when it has another version than FOLDER
  --force         build also when FOLDER holds a build; the way to get a newer version
  --arch NAME     for amd64 or arm64, by a cross compiler where this machine is the other; whether it decodes is tried
                  only where this machine can run it
  --no-sandbox    without tools/ffmpeg/sandbox.c, by which the decoder can open nothing but its input
  --help          this text

DEBIAN_MIRROR and DEBIAN_SECURITY_MIRROR name other mirrors than http://deb.debian.org/debian and …/debian-security.
Needs Debian or Ubuntu. Run as root it installs the build packages it lacks, otherwise it names them.
END
}
say() { echo "build-ffmpeg: $*" >&2; }
fail() { say "$*"; exit 1; }

here=$(cd "$(dirname "$0")" && pwd)
output="$(dirname "$here")/artifacts/ffmpeg" mode=build sandbox=yes machine=$(uname -m) target=$(uname -m)
while [ $# -gt 0 ]; do
    case $1 in
        --check-update | --force) mode=$1 ;;
        --no-sandbox) sandbox=no ;;
        --arch)
            case ${2:-} in
                amd64) target=x86_64 ;;
                arm64) target=aarch64 ;;
                *) usage >&2; exit 2 ;;
            esac
            shift
            ;;
        -h | --help) usage; exit ;;
        -*) usage >&2; exit 2 ;;
        *) output=$(realpath -m "$1") ;;
    esac
    shift
done

join() { local IFS=,; echo "$*"; }

# What phones and browsers record, and what the containers of that may hold besides. Order does not matter here.
demuxers=(mov matroska ogg mp3 aac flac amr caf aiff au wav w64)
parsers=(aac amr flac gsm mpegaudio opus vorbis)
pcm=({s,u}8 {s16,s24,s32,f32,f64}{le,be} alaw mulaw)
decoders=(mp1float mp2float mp3float aac alac flac vorbis opus speex amrnb amrwb
    adpcm_ima_qt adpcm_ima_wav adpcm_ms gsm gsm_ms "${pcm[@]/#/pcm_}")

# Position independent, so that addresses are random in a static program too; everything that is written once is read-only after.
harden="-fPIE -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"
link="-static-pie -Wl,-z,relro,-z,now,-z,noexecstack"

# No threads: one decodes, and the next request has the other core. No autodetection: nothing of the machine gets in.
flags=(--disable-everything --disable-autodetect --disable-network --disable-doc --disable-debug --disable-pthreads
    --disable-ffplay --disable-ffprobe --disable-avdevice --disable-swscale --disable-postproc
    --enable-static --disable-shared --enable-pic
    "--enable-protocol=$(join file pipe)" --enable-muxer=amr --enable-muxer=wav --enable-encoder=pcm_f32le
    "--enable-demuxer=$(join "${demuxers[@]}")" "--enable-parser=$(join "${parsers[@]}")" "--enable-decoder=$(join "${decoders[@]}")"
    "--enable-filter=$(join aresample aformat anull atrim)" --enable-bsf=null
    "--extra-cflags=$harden" "--extra-ldflags=$link")
cross=""
if [ "$target" != "$machine" ]; then
    cross=$target-linux-gnu-
    flags+=(--enable-cross-compile "--cross-prefix=$cross" "--arch=$target" --target-os=linux)
fi
sources=()
if [ "$sandbox" = yes ]; then
    sources=("$here/ffmpeg/sandbox.c")
    flags+=(--extra-libs=sandbox.o "--extra-ldexeflags=-Wl,--wrap=open64,--wrap=fstat64")
fi

# The whole of what decides what comes out, but for the version of the source and of the compiler.
configuration=$({ printf '%s\n' "$target" "${flags[@]}" "VERSION tells the C library"; cat /dev/null "${sources[@]}"; } | sha256sum | cut -d' ' -f1)
field() { sed -n "s/^$1 //p" "$output/VERSION" 2>/dev/null || true; }
is_built() {
    [ "$(field configuration)" = "$configuration" ] && echo "$(field binary)  $output/ffmpeg" | sha256sum --check --status 2>/dev/null
}
if [ "$mode" = build ] && is_built; then
    say "already built: $(field version) in $output"
    exit
fi

command -v apt-get >/dev/null || fail "this is neither Debian nor Ubuntu: no apt-get here."
case $cross in
    "") libc=libc6-dev compiler=gcc ;;
    aarch64-*) libc=libc6-dev-arm64-cross compiler=gcc-aarch64-linux-gnu ;;
    *) libc=libc6-dev-amd64-cross compiler=gcc-x86-64-linux-gnu ;;
esac
packages="$compiler $libc make dpkg-dev debian-archive-keyring"
[ -z "$cross" ] || packages="$packages gcc libc6-dev" # configure makes programs for this machine, too
[ "$target" != x86_64 ] || packages="$packages nasm"
missing=""
for package in $packages; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || fail "these packages are missing:$missing"
    say "installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 $missing >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
chmod 755 "$work" # apt fetches as a user of its own
mkdir -p "$work/lists/partial" "$work/cache" "$work/source"
[ "$(id -u)" != 0 ] || ! id -u _apt >/dev/null 2>&1 || chown _apt "$work/source"

# An apt of its own beside the machine's: only these sources, only Debian's keys, nothing written outside $work. apt checks the
# archive's signature on InRelease, by InRelease the hash of Sources, by Sources the hash of the .dsc and of every file it names.
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keyring" ] || keyring=${keyring%.gpg}.pgp
for suite in "bookworm ${DEBIAN_MIRROR:-http://deb.debian.org/debian}" \
    "bookworm-security ${DEBIAN_SECURITY_MIRROR:-http://deb.debian.org/debian-security}"; do
    printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
        "${suite#* }" "${suite%% *}" "$keyring"
done >"$work/debian.sources"
apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/debian.sources" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o APT::Default-Release=
    -o "Dir::State=$work" -o Dir::State::status=/dev/null -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache"
    -o Acquire::AllowInsecureRepositories=false -o Acquire::AllowWeakRepositories=false -o APT::Get::AllowUnauthenticated=false
    -o APT::Update::Error-Mode=any)
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; fail "this failed: $1 (see above)"; }; }

cd "$work/source"
quietly "${apt[@]}" update
quietly "${apt[@]}" source --download-only --dsc-only ffmpeg
version=$(sed -n 's/^Version: //p' ./*.dsc | head -n 1)
dsc=$(sha256sum ./*.dsc | cut -d' ' -f1)
if [ "$mode" = --check-update ]; then
    say "the archive has $version, $output has $(field version | grep . || echo nothing)"
    if is_built && [ "$(field dsc)" = "$dsc" ]; then exit 0; else exit 3; fi
fi
say "source ffmpeg $version, sha256 of its .dsc $dsc"
quietly "${apt[@]}" source --download-only ffmpeg

# dpkg-source checks again, by the .dsc, the hash of every tarball, and applies Debian's patches.
quietly dpkg-source --extract ./*.dsc "$work/ffmpeg"

cd "$work/ffmpeg"
say "building"
# shellcheck disable=SC2086 # a list of words
[ "$sandbox" = no ] || "${cross}gcc" -std=gnu11 -O2 -Wall -Wextra -Werror $harden -c -o sandbox.o "${sources[0]}"
quietly ./configure "${flags[@]}"
grep -qx 'License: LGPL version 2.1 or later' "$work/log" || fail "this configuration is not LGPL 2.1."
quietly nice make -j"$(nproc)" ffmpeg
! readelf -lW ffmpeg | grep -q INTERP || fail "the result is not static."

# Does it decode, and does the sandbox keep it from writing a file?
if [ -n "$cross" ] && ! ./ffmpeg -version >/dev/null 2>&1; then
    say "not tried: this machine does not run programs for $target"
else
    { printf 'RIFF\x24\x01\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\1\0\0'; head -c 256 /dev/zero; } >clip.wav
    decode() { ./ffmpeg -nostdin -loglevel error -i clip.wav -c:a pcm_f32le -bitexact -f wav -y "$1"; }
    quietly decode pipe:1
    [ "$(stat -c %s "$work/log")" -gt 512 ] || fail "the result does not decode."
    [ "$sandbox" = no ] || ! decode out.wav 2>"$work/log" || fail "the sandbox does not hold."
fi

cat >SOURCE.txt <<END
ffmpeg in this folder is FFmpeg $version (https://ffmpeg.org), under the GNU Lesser General Public License 2.1 or later:
see COPYING.LGPLv2.1. It holds the GNU C library, under the same licence, as packaged in
$(dpkg-query -W -f '${Package} ${Version} (source ${source:Package} ${source:Version})' "$libc").

Its complete source is Debian's source package ffmpeg $version, unchanged,
sha256 of ffmpeg_${version#*:}.dsc: $dsc
It is at https://deb.debian.org/debian/pool/main/f/ffmpeg/ and, for good, at
https://snapshot.debian.org/package/ffmpeg/$version/
The script that built it is tools/build-ffmpeg.sh of CryApi${sources[0]:+, which linked tools/ffmpeg/sandbox.c of CryApi into it}; it called
./configure$(printf " '%s'" "${flags[@]}")
END
printf '%s\n' "version $version" "dsc $dsc" "configuration $configuration" "binary $(sha256sum ffmpeg | cut -d' ' -f1)" \
    "libc $(dpkg-query -W -f '${Package} ${Version}' "$libc")" >VERSION.new

# VERSION goes first and comes last: a folder that has it is whole.
mkdir -p "$output"
rm -f "$output/VERSION"
for file in ffmpeg COPYING.LGPLv2.1 SOURCE.txt; do
    cp "$file" "$output/.$file.new"
    mv -f "$output/.$file.new" "$output/$file"
done
cp VERSION.new "$output/VERSION"
say "built for $target: $output/ffmpeg, $(stat -c %s ffmpeg) bytes"
