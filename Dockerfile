# syntax=docker/dockerfile:1
# The decoder: built anew only when its script changes, or without the cache, which is how a security update of the source comes in.
FROM debian:bookworm-slim AS ffmpeg
COPY tools/build-ffmpeg.sh /src/tools/
COPY tools/ffmpeg/ /src/tools/ffmpeg/
RUN /src/tools/build-ffmpeg.sh /ffmpeg

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src

# Restored by itself, so that a change of code does not fetch the packages again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Features/Features.csproj src/Features/packages.lock.json src/Features/
COPY src/Audio/Audio.csproj src/Audio/packages.lock.json src/Audio/
COPY src/Pipeline/Pipeline.csproj src/Pipeline/packages.lock.json src/Pipeline/
COPY src/Api/Api.csproj src/Api/packages.lock.json src/Api/
RUN dotnet restore src/Api --locked-mode -p:PublishReadyToRun=true

COPY .editorconfig openapi.yaml ./
COPY src/ src/
COPY models/ models/
# Compiled ahead for this machine's processor: less is compiled while a caller waits for the service to be ready.
RUN dotnet publish src/Api -c Release --no-restore --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o /app \
 && cp -r models /app/models

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
COPY --from=ffmpeg /ffmpeg ffmpeg/
USER $APP_UID
# Listen on every address: inside a container loopback reaches nobody.
ENV ASPNETCORE_URLS=http://+:8080 \
    Models__Path=/app/models
EXPOSE 8080
ENTRYPOINT ["dotnet", "CryApi.Api.dll"]
