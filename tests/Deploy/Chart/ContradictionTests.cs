namespace CryApi.Deploy.Tests.Chart;

/// <summary>Values that contradict each other are refused when the chart is rendered, by name, not by a pod that can't start.</summary>
public sealed class ContradictionTests
{
    private const string OneHash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private const string OtherHash = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";

    [Theory]
    [InlineData("resources: { limits: { memory: 512Mi } }", "resources.limits.memory: 512 MiB is too little")]
    [InlineData("options: { Limits: { MaxBodyBytes: 268435456 } }", "resources.limits.memory: 768 MiB is too little")]
    [InlineData("options: { Limits: { MaxConcurrency: 8 } }", "resources.limits.memory: 768 MiB is too little")]
    [InlineData("autoscaling: { enabled: true }\nkeda: { enabled: true }", "keda.enabled")]
    [InlineData("autoscaling: { enabled: true, minReplicas: 5, maxReplicas: 4 }", "autoscaling.maxReplicas")]
    [InlineData("keda: { enabled: true }\nautoscaling: { minReplicas: 20 }", "autoscaling.maxReplicas")]
    [InlineData("options: { Server: { ManagementPort: 8080 } }", "options.Server.ManagementPort")]
    [InlineData("options: { Server: { Http2Port: 8081 } }", "options.Server.Http2Port")]
    [InlineData("options: { Server: { Http2Port: 8082 } }\nservice: { http2Port: 80 }", "service.http2Port")]
    [InlineData("options: { Limits: { MaxBytesInFlight: 1 } }", "options.Limits.MaxBytesInFlight")]
    [InlineData("fullnameOverride: 1cry", "fullnameOverride")]
    [InlineData("resources: { limits: { cpu: 500m } }", "resources.limits.cpu")]
    [InlineData("resources: { requests: { memory: 1Gi } }", "resources.limits.memory")]
    [InlineData("resources: { requests: { ephemeral-storage: 2Gi }, limits: { ephemeral-storage: 1Gi } }", "resources.limits.ephemeral-storage")]
    [InlineData("models: { resources: { limits: { cpu: 10m } } }", "models.resources.limits.cpu")]
    [InlineData("models: { resources: { requests: { memory: 256Mi } } }", "models.resources.limits.memory")]
    [InlineData("tmpSizeLimit: 192Mi", "resources.limits.memory: 768 MiB is too little")]
    [InlineData("options: { Audio: { DecoderMemoryBytes: 1073741824 } }", "resources.limits.memory: 768 MiB is too little")]
    [InlineData("options: { Server: { ManagementPort: 0 } }\nnetworkPolicy: { metricsFrom: [{ podSelector: {} }] }", "networkPolicy.metricsFrom")]
    [InlineData("options: { Server: { ManagementPort: 0 } }\nnetworkPolicy: { from: [{ podSelector: {} }] }", "networkPolicy.metricsFrom")]
    [InlineData("extraEnv: [{ name: A, value: a }, { name: A, value: b }]", "extraEnv: has a name twice")]
    [InlineData("extraEnv: [{ name: limits__maxbodybytes, value: '2048' }]", "extraEnv: limits__maxbodybytes is an option")]
    [InlineData("telemetry: { endpoint: 'http://c:4317', headersSecret: { name: a, key: b } }\nextraEnv: [{ name: OTEL_EXPORTER_OTLP_HEADERS, value: x }]", "extraEnv: OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("extraVolumeMounts: [{ name: a, mountPath: /a }]", "extraVolumeMounts: a is none of extraVolumes")]
    [InlineData("extraVolumes: [{ name: a, emptyDir: {} }]\nextraVolumeMounts: [{ name: a, mountPath: /a }, { name: a, mountPath: /a/ }]", "extraVolumeMounts: has a mountPath twice")]
    [InlineData("options: { Audio: { FfmpegPath: /usr/bin/ffmpeg } }", "options.Audio.DecoderMemoryBytes")]
    [InlineData("extraVolumes: [{ name: a, emptyDir: {} }, { name: a, emptyDir: {} }]", "extraVolumes: has a name twice")]
    [InlineData("options: { Limits: { MinDurationSeconds: 600 } }", "options.Limits.MaxDurationSeconds: 600 must be more than MinDurationSeconds, which is 600.")]
    [InlineData("options: { Limits: { MaxDurationSeconds: 0.05 } }", "options.Limits.MaxDurationSeconds")]
    [InlineData("options: { Limits: { MinSampleRate: 48000, MaxSampleRate: 44100 } }", "options.Limits.MaxSampleRate")]
    [InlineData("options: { Limits: { MaxSampleRate: 3999 } }", "options.Limits.MaxSampleRate")]
    [InlineData("options: { Connections: { Http2StreamWindowBytes: 2097152 } }", "options.Connections.Http2ConnectionWindowBytes")]
    [InlineData("options: { Limits: { MaxInFlight: 8, MaxQueueLength: 8 } }", "options.Limits.MaxInFlight")]
    [InlineData("options: { RateLimit: { Burst: 5 } }", "options.RateLimit.Burst")]
    [InlineData("apiKeys: { keys: [{ name: a, sha256: " + OneHash + " }, { name: A, sha256: " + OtherHash + " }] }", "apiKeys.keys: has a name twice")]
    [InlineData("apiKeys: { keys: [{ name: a, sha256: " + OneHash + " }, { name: b, sha256: " + OneHash + " }] }", "apiKeys.keys: has a key under two names")]
    [InlineData("apiKeys: { existingSecret: mine, keys: [{ name: a, sha256: " + OneHash + " }] }", "apiKeys.existingSecret")]
    public void What_cannot_work_is_refused_with_the_name_of_the_value(string values, string message) =>
        Assert.Contains(message, Assert.Throws<ChartException>(() => Renderer.Render(values)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("options: { Limits: { MinDurationSeconds: 599.9 } }")]
    [InlineData("options: { Limits: { MaxSampleRate: 4000 } }")]
    [InlineData("options: { Limits: { MaxInFlight: 9, MaxQueueLength: 8 } }")]
    [InlineData("options: { Connections: { Http2StreamWindowBytes: 1048576 } }")]
    [InlineData("options: { RateLimit: { Burst: 5, RequestsPerMinute: 1 } }")]
    [InlineData("apiKeys: { keys: [{ name: a, sha256: " + OneHash + " }, { name: b, sha256: " + OtherHash + " }] }")]
    [InlineData("models: { resources: { requests: { cpu: 500m } } }")]
    public void What_just_works_is_rendered(string values) => Assert.NotEmpty(Renderer.Render(values).Objects);
}
