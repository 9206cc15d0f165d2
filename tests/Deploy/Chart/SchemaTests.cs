namespace CryApi.Deploy.Tests.Chart;

/// <summary>Values that are wrong are refused by the schema, with a message that names the key.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Variants => Renderer.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_is_allowed(string variant) => Assert.Empty(ValuesSchema.Errors(Renderer.Values(Renderer.Variant(variant))));

    [Theory]
    [InlineData("replicas: 3", "replicas")]
    [InlineData("replicaCount: many", "replicaCount")]
    [InlineData("replicaCount: -1", "replicaCount")]
    [InlineData("image: { tag: latest }", "image/tag")]
    [InlineData("image: { digest: sha256:12 }", "image/digest")]
    [InlineData("image: { pullPolicy: Sometimes }", "image/pullPolicy")]
    [InlineData("image: { repository: 'UPPER CASE' }", "image/repository")]
    [InlineData("fullnameOverride: Cry_Api", "fullnameOverride")]
    [InlineData("options: { Limits: { MaxBodyByte: 5 } }", "options/Limits/MaxBodyByte")]
    [InlineData("options: { Limits: { MaxBodyBytes: 12 } }", "options/Limits/MaxBodyBytes")]
    [InlineData("options: { Limits: { MaxBodyBytes: 64Mi } }", "options/Limits/MaxBodyBytes")]
    [InlineData("options: { Limit: {} }", "options/Limit")]
    [InlineData("options: { Server: { ManagementPort: 70000 } }", "options/Server/ManagementPort")]
    [InlineData("options: { Gateway: { TrustedNetworks: everybody } }", "options/Gateway/TrustedNetworks")]
    [InlineData("options: { Gateway: { PathBase: cry } }", "options/Gateway/PathBase")]
    [InlineData("options: { Cors: { Origins: [https://a.example/path] } }", "options/Cors/Origins/0")]
    [InlineData("options: { Shutdown: { DrainSeconds: 1000 } }", "options/Shutdown/DrainSeconds")]
    [InlineData("containerPort: 80", "containerPort")]
    [InlineData("service: { type: ExternalName }", "service/type")]
    [InlineData("apiKeys: { keys: [{ name: backend, key: secret }] }", "apiKeys/keys/0")]
    [InlineData("apiKeys: { keys: [{ name: backend, sha256: abc }] }", "apiKeys/keys/0/sha256")]
    [InlineData("models: { source: nfs }", "models/source")]
    [InlineData("models: { source: persistentVolumeClaim }", "models/claimName")]
    [InlineData("models: { source: ociImage }", "models/image")]
    [InlineData("resources: { limits: { cpu: two } }", "resources/limits/cpu")]
    [InlineData("resources: { requests: { memory: 1GB } }", "resources/requests/memory")]
    [InlineData("autoscaling: { targetCPUUtilizationPercentage: 700 }", "autoscaling/targetCPUUtilizationPercentage")]
    [InlineData("podDisruptionBudget: { maxUnavailable: 150% }", "podDisruptionBudget/maxUnavailable")]
    [InlineData("ingress: { enabled: true }", "ingress/hosts")]
    [InlineData("ingress: { enabled: true, hosts: [https://cry.example.com] }", "ingress/hosts/0")]
    [InlineData("httpRoute: { enabled: true }", "httpRoute/parentRefs")]
    [InlineData("telemetry: { endpoint: 'collector:4317' }", "telemetry/endpoint")]
    [InlineData("telemetry: { samplerArg: '2' }", "telemetry/samplerArg")]
    [InlineData("topologySpread: { whenUnsatisfiable: Never }", "topologySpread/whenUnsatisfiable")]
    [InlineData("tests: { image: curlimages/curl }", "tests/image")]
    [InlineData("networkPolicy: { from: [{}] }", "networkPolicy/from/0")]
    [InlineData("maxSurge: 0", "maxSurge")]
    [InlineData("image: { repository: 'ghcr.io/cryapi/cryapi:latest' }", "image/repository")]
    [InlineData("options: { Server: { ManagementPort: 81 } }", "options/Server/ManagementPort")]
    [InlineData("options: { Gateway: { TrustedNetworks: '10.0.0.0/8,0.0.0.0/0' } }", "options/Gateway/TrustedNetworks")]
    [InlineData("options: { Gateway: { TrustedNetworks: '10.0.0.256' } }", "options/Gateway/TrustedNetworks")]
    [InlineData("options: { Gateway: { TrustedNetworks: '10.0.0.0/33' } }", "options/Gateway/TrustedNetworks")]
    [InlineData("options: { Gateway: { TrustedNetworks: '::/0' } }", "options/Gateway/TrustedNetworks")]
    [InlineData("options: { Cors: { Origins: ['*', 'https://a.example'] } }", "options/Cors/Origins")]
    [InlineData("options: { Cors: { Origins: ['https://a.example', 'https://a.example'] } }", "options/Cors/Origins")]
    [InlineData("options: { Cors: { Origins: ['https://a.example:443'] } }", "options/Cors/Origins/0")]
    [InlineData("options: { Cors: { Origins: ['https://A.example'] } }", "options/Cors/Origins/0")]
    [InlineData("apiKeys: { keys: [{ name: all, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 }] }", "apiKeys/keys/0/sha256")]
    [InlineData("tmpSizeLimit: 0Mi", "tmpSizeLimit")]
    [InlineData("models: { resources: null }", "models")]
    [InlineData("resources: { limits: { cpu: '0' } }", "resources/limits/cpu")]
    [InlineData("extraVolumes: [{ name: host, hostPath: { path: / } }]", "extraVolumes/0/hostPath")]
    [InlineData("commonLabels: { app.kubernetes.io/name: other }", "commonLabels/app.kubernetes.io~1name")]
    [InlineData("autoscaling: { queue: { averageValue: 500m } }", "autoscaling/queue/averageValue")]
    [InlineData("models: { source: ociImage, image: 'registry.example.com/models:latest' }", "models/image")]
    [InlineData("models: { source: ociImage, image: 'registry.example.com/models' }", "models/image")]
    [InlineData("telemetry: { headersSecret: { name: collector } }", "telemetry/headersSecret")]
    [InlineData("podSecurityContext: { seccompProfile: { type: Localhost } }", "podSecurityContext/seccompProfile")]
    public void A_wrong_value_is_refused_by_its_name(string values, string place) =>
        Assert.Contains(ValuesSchema.Errors(Renderer.Values(values)), error => error.StartsWith($"/{place}: ", StringComparison.Ordinal));

    [Theory]
    [InlineData("image: { repository: 'registry.example.com:5000/team/cry--api__x' }")]
    [InlineData("imagePullSecrets: [{ name: registry.example.com }]")]
    [InlineData("options: { Gateway: { TrustedNetworks: '10.0.0.0/8, 192.168.1.7,fd00::/8,::1,2001:db8:0:1:2:3:4:5/128' } }")]
    [InlineData("options: { Cors: { Origins: ['https://a.example:8443', 'http://[::1]:3000', 'http://localhost:5173'] } }")]
    [InlineData("tmpSizeLimit: 0.5Mi")]
    public void What_is_unusual_but_right_is_allowed(string values) => Assert.Empty(ValuesSchema.Errors(Renderer.Values(values)));

    [Theory]
    [InlineData("podSecurityContext")]
    [InlineData("securityContext")]
    [InlineData("networkPolicy")]
    public void What_is_taken_away_is_missed(string name) =>
        Assert.Contains(ValuesSchema.Errors(Renderer.Values($"{name}: null")), error => error.Contains(name, StringComparison.Ordinal));

    [Fact]
    public void A_value_that_is_missing_is_named() =>
        Assert.Contains(ValuesSchema.Errors(Renderer.Values("resources: { limits: { memory: null } }")), error => error.StartsWith("/resources/limits: ", StringComparison.Ordinal) && error.Contains("memory", StringComparison.Ordinal));
}
