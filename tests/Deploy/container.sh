#!/usr/bin/env bash
# Builds the image by its Dockerfile, unchanged, and runs it as a cluster would: not as root, on a root file system that can't be written to.
#
# There need be no registry and no Docker: the bases are made here, of Debian and of this machine's .NET, and bear the real names. What that can't
# prove is told at the end: the real bases' size, and that their libraries are those that ours need, which is held against what they document.
#
#   tests/Deploy/container.sh [--arch amd64|arm64] [--without-decoder]    as root on Debian; packages: buildah mmdebstrap binutils curl
#
# For an architecture that is not this machine's an emulator runs the result: qemu-user-static arch-test, and gcc-aarch64-linux-gnu or gcc-x86-64-linux-gnu.
set -euo pipefail
cd "$(dirname "$0")/../.."

say() { echo "container: $*"; }
fail() { say "FAILED: $*"; exit 1; }
native=$(dpkg --print-architecture)
arch=$native with_decoder=yes
while [ $# -gt 0 ]; do
    case $1 in
        --without-decoder) with_decoder=no ;;
        --arch) arch=${2:-} && shift ;;
        *) fail "unknown: $1" ;;
    esac
    shift
done
case $arch in
    amd64) triplet=x86_64-linux-gnu rid=linux-x64 machine="Advanced Micro Devices X86-64" ;;
    arm64) triplet=aarch64-linux-gnu rid=linux-arm64 machine=AArch64 ;;
    *) fail "unknown architecture: $arch" ;;
esac
[ "$(id -u)" = 0 ] || { say "skipped: mounts need root."; exit 77; }
for program in buildah mmdebstrap readelf curl unshare setpriv; do
    command -v "$program" >/dev/null || { say "skipped: there is no $program."; exit 77; }
done

if [ "$arch" != "$native" ]; then
    for program in arch-test "$triplet-gcc"; do
        command -v "$program" >/dev/null || { say "skipped: there is no $program."; exit 77; }
    done
    arch-test "$arch" >/dev/null || { say "skipped: nothing here runs programs for $arch."; exit 77; }
fi

export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
work=$(mktemp -d)
export XDG_RUNTIME_DIR="$work/run"
mkdir -p "$XDG_RUNTIME_DIR"
storage=(--root "$work/storage" --runroot "$work/runroot")
image=localhost/cryapi:test
uid=1654
pid=""
finish() {
    [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true
    umount -R "$work/root" 2>/dev/null || true
    buildah "${storage[@]}" umount --all >/dev/null 2>&1 || true
    rm -rf "$work" 2>/dev/null || true
}
trap finish EXIT

# name, folder of a root file system, more of "buildah config". All are said to be for the architecture asked for, those that only build too: this
# buildah takes the platform of the first stage for that of all.
import() {
    local container
    container=$(buildah "${storage[@]}" from scratch)
    buildah "${storage[@]}" add -q "$container" "$2" / >/dev/null
    buildah "${storage[@]}" config --arch "$arch" "${@:3}" "$container"
    buildah "${storage[@]}" commit -q "$container" "$1" >/dev/null
    buildah "${storage[@]}" rm "$container" >/dev/null
}

# The runtime for another architecture, of NuGet's packages, in the folder $1. They lack the program dotnet, which but calls the library beside it.
foreign_dotnet() {
    local version packages
    version=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \([^ ]*\).*/\1/p' | tail -n 1)
    packages="$work/packages"
    mkdir -p "$work/download"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
        echo "<PackageDownload Include=\"Microsoft.NETCore.App.Runtime.$rid;Microsoft.AspNetCore.App.Runtime.$rid\" Version=\"[$version]\" />"
        echo '</ItemGroup></Project>'
    } >"$work/download/download.csproj"
    dotnet restore "$work/download" --packages "$packages" >/dev/null
    for framework in NETCore AspNetCore; do
        mkdir -p "$1/shared/Microsoft.$framework.App/$version"
        find "$packages/microsoft.${framework,,}.app.runtime.$rid/$version/runtimes/$rid" -type f -exec cp -t "$1/shared/Microsoft.$framework.App/$version" {} +
    done
    mkdir -p "$1/host/fxr/$version"
    cp "$1/shared/Microsoft.NETCore.App/$version/libhostfxr.so" "$1/host/fxr/$version/"
    cat >"$work/dotnet.c" <<END
#include <dlfcn.h>
typedef int start(int, const char **, const char *, const char *, const char *);
int main(int argc, const char **argv) {
    void *host = dlopen("/usr/share/dotnet/host/fxr/$version/libhostfxr.so", RTLD_NOW);
    return host ? ((start *)dlsym(host, "hostfxr_main_startupinfo"))(argc, argv, "/usr/share/dotnet/dotnet", "/usr/share/dotnet", "") : 1;
}
END
    "$triplet-gcc" -O1 -o "$1/dotnet" "$work/dotnet.c" -ldl
}

say "bases: Debian by mmdebstrap, with .NET $(dotnet --version), for $arch"
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
mmdebstrap --quiet --variant=minbase --include=ca-certificates,libstdc++6,zlib1g bookworm "$work/debian" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
cp -L /etc/resolv.conf "$work/debian/etc/resolv.conf"
# Whoever is behind a mirror or a proxy has settings for it, and certificates.
grep -rlE '^[^/]*Acquire' /etc/apt/apt.conf.d | xargs -r cp -t "$work/debian/etc/apt/apt.conf.d/"
cp -L "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$work/debian/etc/ssl/certs/ca-certificates.crt"
import docker.io/library/debian:bookworm-slim "$work/debian"
if [ "$arch" = "$native" ]; then
    cp -r "$work/debian" "$work/runtime"
    mkdir -p "$work/runtime/usr/share/dotnet"
    cp -r "$dotnet"/{dotnet,host,shared} "$work/runtime/usr/share/dotnet/"
else
    mmdebstrap --quiet --arch="$arch" --variant=minbase --include=libssl3,libstdc++6,zlib1g bookworm "$work/runtime" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
    foreign_dotnet "$work/runtime/usr/share/dotnet"
fi
ln -s /usr/share/dotnet/dotnet "$work/runtime/usr/bin/dotnet"
echo "app:x:$uid:$uid::/home/app:/usr/sbin/nologin" >>"$work/runtime/etc/passwd"
import mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled "$work/runtime" --env APP_UID=$uid --user $uid
mv "$work/debian" "$work/sdk"
mkdir -p "$work/sdk/usr/share/dotnet"
cp -r "$dotnet"/. "$work/sdk/usr/share/dotnet/"
ln -s /usr/share/dotnet/dotnet "$work/sdk/usr/bin/dotnet"
if [ -d "$HOME/.nuget/NuGet" ]; then
    mkdir -p "$work/sdk/root/.nuget"
    cp -r "$HOME/.nuget/NuGet" "$work/sdk/root/.nuget/"
fi
import mcr.microsoft.com/dotnet/sdk:10.0 "$work/sdk" --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 --env DOTNET_NOLOGO=1 --env DOTNET_CLI_TELEMETRY_OPTOUT=1
rm -rf "$work/sdk" "$work/runtime"

dockerfile=Dockerfile
if [ $with_decoder = no ]; then
    # The decoder takes minutes: for a quick look it is left out, and the Dockerfile is not quite the one that ships.
    dockerfile="$work/Dockerfile"
    sed 's|^RUN /src/tools/build-ffmpeg.sh .*|RUN mkdir /ffmpeg \&\& touch /ffmpeg/VERSION|' Dockerfile >"$dockerfile"
fi
say "build: $dockerfile"
buildah "${storage[@]}" build --pull-never --platform "linux/$arch" --format docker --layers -f "$dockerfile" -t "$image" . >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log"; fail "the image can't be built"; }

config() { buildah "${storage[@]}" inspect --type image --format "$1" "$image"; }
[ "$(config '{{.Docker.Config.User}}')" = $uid ] || fail "the image runs as $(config '{{.Docker.Config.User}}')"
case "$(config '{{.Docker.Config.ExposedPorts}}')" in *8080/tcp*) ;; *) fail "port 8080 isn't exposed" ;; esac
[ "$(config '{{index .Docker.Config.Labels "org.opencontainers.image.title"}}')" = CryApi ] || fail "the labels are missing"
say "runs as $uid, exposes 8080, is labelled"

container=$(buildah "${storage[@]}" from --pull-never --arch "$arch" "$image")
root=$(buildah "${storage[@]}" mount "$container")
[ ! -d "$root/src" ] || fail "sources are in the image"
while read -r binary; do
    readelf -h "$root/app/$binary" | grep -q "Machine: *$machine" || fail "$binary is for another architecture"
done < <(cd "$root/app" && find . \( -name CryApi.Api -o -name 'libonnxruntime.so' -o -path ./ffmpeg/ffmpeg \) -type f)
grep -q '"name": "Microsoft.ML.OnnxRuntime"' "$root/app/sbom.cdx.json" || fail "the list of what is in the image is missing"
[ $with_decoder = no ] || grep -q '"name": "ffmpeg"' "$root/app/sbom.cdx.json" || fail "the decoder is missing in the list of what is in the image"

# A copy of what the image says, for a process without buildah: its working directory, environment and entry point.
mkdir -p "$work/root"
port=$((20000 + RANDOM % 20000))
cat >"$work/start.sh" <<END
set -e
mount --make-rprivate /
mount --bind "$root" "$work/root"
mount -o remount,bind,ro "$work/root"
mount -t proc proc "$work/root/proc"
mount -t tmpfs -o size=16m,mode=1777 tmpfs "$work/root/tmp"
mount -t tmpfs -o size=1m,mode=755 tmpfs "$work/root/dev"
mknod -m 666 "$work/root/dev/null" c 1 3
mknod -m 666 "$work/root/dev/urandom" c 1 9
exec chroot "$work/root" /usr/bin/env -i PATH=/usr/bin:/bin ASPNETCORE_URLS=http://127.0.0.1:$port DOTNET_EnableDiagnostics=0 Models__Path=/app/models HOME=/tmp \
    setpriv --reuid $uid --regid $uid --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
    sh -c 'cd /app && ! touch /app/x 2>/dev/null && ! touch /etc/x 2>/dev/null && exec dotnet CryApi.Api.dll'
END
unshare --mount --propagation private sh "$work/start.sh" >"$work/service.log" 2>&1 &
pid=$!
ask() { curl --silent --show-error --max-time 20 "$@"; }
# Whether the answer has the text; all of it is read first, as curl would fail on a pipe that nobody reads.
has() { local text=$1 && shift && ask --fail "$@" >"$work/answer" && grep -qF "$text" "$work/answer"; }
for _ in $(seq 900); do
    ask --fail "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1 && break
    kill -0 "$pid" 2>/dev/null || { cat "$work/service.log"; fail "it ended"; }
    sleep 0.2
done
ask --fail "http://127.0.0.1:$port/health/ready" >/dev/null || { cat "$work/service.log"; fail "it doesn't get ready"; }
grep -q "^Uid:	$uid	$uid" "/proc/$pid/status" || fail "it runs as another user"
grep -q "^CapEff:	0000000000000000" "/proc/$pid/status" || fail "it has capabilities"
has '"outcome":"cry' --data-binary @samples/cry.wav "http://127.0.0.1:$port/analyze" || fail "the cry isn't one"
has '"outcome":"not_cry"' --data-binary @samples/siren.wav "http://127.0.0.1:$port/analyze" || fail "the siren is a cry"
has '<title>CryApi' "http://127.0.0.1:$port/" || fail "the page isn't there"
if [ $with_decoder = yes ]; then
    has '"available":true' "http://127.0.0.1:$port/models" || fail "the decoder doesn't run"
fi
say "as $uid without capabilities, on a root file system that can't be written to: ready, and right about the samples"

# A body that is still arriving when the signal comes is answered.
(head -c 60000 samples/cry.wav; sleep 3; tail -c +60001 samples/cry.wav) |
    ask --fail -T - -X POST -H 'Content-Type: audio/wav' "http://127.0.0.1:$port/detect" >"$work/late.json" &
late=$!
sleep 1
kill -TERM "$pid"
wait "$late" || fail "a request that was under way got no answer"
grep -q '"isCry":true' "$work/late.json" || fail "a request that was under way got a wrong answer"
status=0
wait "$pid" || status=$?
pid=""
[ "$status" = 0 ] || { tail -n 5 "$work/service.log"; fail "it ended with $status"; }
say "SIGTERM: what was under way was answered, then it ended with 0"

# What our layers weigh, compressed; the base is Microsoft's.
size=$(tar -C "$root" -cf - app | gzip -6 | wc -c)
say "our layers: $((size / 1000000)) MB compressed"
[ "$size" -lt 150000000 ] || fail "the layers are too large"

# Of the libraries that our binaries ask for, those that are not ours must be in the base: the slices of Ubuntu that .NET's chiseled images document.
documented="libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1 libstdc++.so.6 libgcc_s.so.1 libz.so.1 libssl.so.3 libcrypto.so.3"
# Not all that may be executed is a binary, which readelf complains of.
needed=$({ find "$root/app" -type f \( -name '*.so*' -o -perm -100 \) -exec readelf -d {} + 2>/dev/null || true; } | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)
for library in $needed; do
    [ -z "$(find "$root/app" -name "$library" -print -quit)" ] || continue
    case " $documented " in *" $library "*) ;; *) fail "$library is in no chiseled image" ;; esac
done
say "shared objects of others that are needed: ${needed//$'\n'/ }"
say "not proven here: the size of the real base (about 50 MB compressed more), and that its libraries are new enough"
say passed
