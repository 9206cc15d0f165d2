# syntax=docker/dockerfile:1
# Builds for the platform that is asked for: docker buildx build --platform linux/amd64,linux/arm64 .
# Both the service and the decoder are compiled on the builder's own platform, for the target's: an emulator would take an hour for the decoder.
ARG DECODER_IMAGE=debian
ARG DECODER_TAG=bookworm-slim
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk
ARG SDK_TAG=10.0
# No shell, no package manager, a user that is not root.
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet
ARG RUNTIME_TAG=10.0-noble-chiseled

# The decoder: built anew only when its script changes, or without the cache, which is how a security update of the source comes in.
FROM --platform=${BUILDPLATFORM} ${DECODER_IMAGE}:${DECODER_TAG} AS ffmpeg
ARG TARGETARCH
COPY tools/build-ffmpeg.sh /src/tools/
COPY tools/ffmpeg/ /src/tools/ffmpeg/
RUN /src/tools/build-ffmpeg.sh --arch "${TARGETARCH}" /ffmpeg

FROM --platform=${BUILDPLATFORM} ${SDK_IMAGE}:${SDK_TAG} AS build
ARG TARGETARCH
WORKDIR /src

# Restored by itself, so that a change of code does not fetch the packages again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Features/Features.csproj src/Features/packages.lock.json src/Features/
COPY src/Audio/Audio.csproj src/Audio/packages.lock.json src/Audio/
COPY src/Pipeline/Pipeline.csproj src/Pipeline/packages.lock.json src/Pipeline/
COPY src/Api/Api.csproj src/Api/packages.lock.json src/Api/
RUN dotnet restore src/Api -a ${TARGETARCH} --locked-mode -p:PublishReadyToRun=true

COPY .config/ .config/
RUN dotnet tool restore

COPY .editorconfig openapi.yaml ./
COPY samples/cry.wav samples/siren.wav samples/
COPY src/ src/
# Compiled ahead: less is compiled while a caller waits for the service to be ready.
RUN dotnet publish src/Api -c Release -a ${TARGETARCH} --no-restore --no-self-contained -p:PublishReadyToRun=true -o /app

# Lists the packages and the decoder: /app/sbom.cdx.json.
ARG VERSION=0.1.0
COPY tools/sbom.sh tools/
COPY --from=ffmpeg /ffmpeg/VERSION /ffmpeg/
RUN tools/sbom.sh "${VERSION}" /ffmpeg /app/sbom.cdx.json

FROM ${RUNTIME_IMAGE}:${RUNTIME_TAG}
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=unknown
ARG SOURCE=https://github.com/cryapi/cryapi
LABEL org.opencontainers.image.title="CryApi" \
      org.opencontainers.image.description="Says whether a baby is crying in a recording, when, and which type of cry it is." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.source="${SOURCE}"
WORKDIR /app
# What changes least first: a new version of the code is one small layer.
COPY --from=ffmpeg /ffmpeg ffmpeg/
COPY models/ models/
COPY --from=build /app ./
USER $APP_UID
# Listen on every address: inside a container loopback reaches nobody. Nothing is written anywhere: --read-only works, with or without a /tmp.
ENV ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0 \
    Models__Path=/app/models
EXPOSE 8080
ENTRYPOINT ["dotnet", "CryApi.Api.dll"]
