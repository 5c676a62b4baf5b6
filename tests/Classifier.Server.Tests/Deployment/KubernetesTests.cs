using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Classifier.Access;
using Classifier.Tests.Common;
using k8s;
using k8s.Models;
using Xunit;

namespace Classifier.Server.Tests.Deployment;

/// <summary>Reads the manifests of deploy/kubernetes with the types of Kubernetes, which refuse fields that do not exist, and starts a
/// server with their settings.</summary>
public sealed class KubernetesTests : IDisposable
{
    private static readonly string Manifests = Repository.PathOf("deploy", "kubernetes");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Overlays => ["base", "overlays/models", "overlays/mesh"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_and_labels_of_the_base_refer_to_each_other()
    {
        VerifyReferences(ReadBase());
    }

    [Fact]
    public void The_image_of_the_base_is_what_the_server_is_published_as()
    {
        var deployment = ReadBase().OfType<V1Deployment>().Single();
        var container = Container([deployment]);
        var project = XDocument.Load(Repository.PathOf("src", "Classifier.Server", "Classifier.Server.csproj"));
        var publishing = XDocument.Load(Repository.PathOf("src", "Publishing.targets"));

        Assert.Equal(container.Image, project.Descendants("ContainerRepository").Single().Value);
        Assert.Equal(
            string.Join(';', container.Ports.Select(port => port.ContainerPort)),
            project.Descendants("ContainerPort").Single().Attribute("Include")!.Value
        );
        Assert.Equal(
            $"{deployment.Spec.Template.Spec.SecurityContext.RunAsUser}",
            publishing.Descendants("ContainerUser").Single().Value
        );
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Overlays_are_built_by_kustomize(string overlay)
    {
        var objects = await BuildAsync(overlay);

        VerifyReferences(objects);
        Assert.EndsWith(":0.1.0", Container(objects).Image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_the_settings_of_the_base_serves_TLS_and_demands_keys()
    {
        using var certificate = CreateCertificate();
        var keys = _folder.Of("keys.json");
        ApiKeyFile.Add(keys, "probe", [ApiScopes.Classify], DateTimeOffset.UtcNow, null);
        await using var server = await StartAsync(
            Container(ReadBase()),
            ("/etc/classifier/keys/keys.json", keys),
            ("/etc/classifier/tls/tls.crt", _folder.Write("tls.crt", certificate.ExportCertificatePem())),
            (
                "/etc/classifier/tls/tls.key",
                _folder.Write("tls.key", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem())
            )
        );

        Assert.All(server.Addresses, url => Assert.StartsWith("https://", url, StringComparison.Ordinal));
        Assert.Equal(3, server.Addresses.Count);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, Container(ReadBase()).ReadinessProbe.HttpGet.Path));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/v1/models"));
    }

    [Fact]
    public async Task A_server_with_the_settings_of_the_mesh_serves_without_TLS()
    {
        await using var server = await StartAsync(Container(await BuildAsync("overlays/mesh")));

        Assert.All(server.Addresses, url => Assert.StartsWith("http://", url, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/readyz"));
    }

    [Fact]
    public void The_parts_of_the_bulk_job_are_its_completions()
    {
        var job = Assert.IsType<V1Job>(
            Assert.Single(Read(File.ReadAllText(Path.Combine(Manifests, "bulk", "job.yaml"))))
        );
        var container = job.Spec.Template.Spec.Containers.Single();

        Assert.Equal("Indexed", job.Spec.CompletionMode);
        Assert.Contains($"$(JOB_COMPLETION_INDEX)/{job.Spec.Completions}", container.Args);
        Assert.Contains("--ok-on-row-errors", container.Args);
        Assert.Equal(container.Name, job.Spec.PodFailurePolicy.Rules.Single().OnExitCodes.ContainerName);
        Assert.Equal(
            job.Spec.Template.Spec.Volumes.Select(volume => volume.Name),
            container.VolumeMounts.Select(mount => mount.Name)
        );
    }

    private static void VerifyReferences(IReadOnlyList<object> objects)
    {
        var deployment = objects.OfType<V1Deployment>().Single();
        var pod = deployment.Spec.Template;
        var container = pod.Spec.Containers.Single();
        var ports = container.Ports.Select(port => port.Name).ToList();

        Assert.Equal(
            ["classifier", "classifier-json"],
            objects.OfType<V1Service>().Select(service => service.Metadata.Name).Order()
        );
        Assert.Equal(
            "None",
            objects.OfType<V1Service>().Single(service => service.Metadata.Name == "classifier").Spec.ClusterIP
        );
        Assert.All(
            objects.OfType<V1Service>(),
            service =>
            {
                Assert.Equal(pod.Metadata.Labels, service.Spec.Selector);
                Assert.All(service.Spec.Ports, port => Assert.Contains(port.TargetPort.Value, ports));
            }
        );
        Assert.Equal(pod.Metadata.Labels, deployment.Spec.Selector.MatchLabels);
        Assert.Equal(pod.Metadata.Labels, objects.OfType<V1PodDisruptionBudget>().Single().Spec.Selector.MatchLabels);
        var policy = objects.OfType<V1NetworkPolicy>().Single().Spec;
        Assert.Equal(pod.Metadata.Labels, policy.PodSelector.MatchLabels);
        Assert.All(policy.Ingress.SelectMany(rule => rule.Ports), port => Assert.Contains(port.Port.Value, ports));
        var autoscaler = objects.OfType<V2HorizontalPodAutoscaler>().Single().Spec;
        Assert.Equal(
            (deployment.Kind, deployment.Metadata.Name),
            (autoscaler.ScaleTargetRef.Kind, autoscaler.ScaleTargetRef.Name)
        );
        Assert.All(
            new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe },
            probe => Assert.Contains(probe.HttpGet.Port.Value, ports)
        );
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.True(pod.Spec.SecurityContext.RunAsNonRoot);
        Assert.Equal(
            pod.Spec.Volumes.Select(volume => volume.Name).Order(),
            container.VolumeMounts.Select(mount => mount.Name).Order()
        );
    }

    private static List<object> ReadBase() =>
        [
            .. Directory
                .GetFiles(Path.Combine(Manifests, "base"))
                .Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal))
                .SelectMany(file => Read(File.ReadAllText(file))),
        ];

    private static List<object> Read(string yaml) => KubernetesYaml.LoadAllFromString(yaml, strict: true);

    private static V1Container Container(IReadOnlyList<object> objects) =>
        objects.OfType<V1Deployment>().Single().Spec.Template.Spec.Containers.Single();

    private static async Task<List<object>> BuildAsync(string overlay)
    {
        Assert.SkipUnless(
            Environment
                .GetEnvironmentVariable("PATH")!
                .Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, "kubectl"))),
            "kubectl is not installed."
        );
        using var kubectl = Process.Start(
            new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Manifests, overlay)])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var yaml = await kubectl.StandardOutput.ReadToEndAsync(Stop);
        await kubectl.WaitForExitAsync(Stop);
        Assert.Equal(0, kubectl.ExitCode);
        return Read(yaml);
    }

    // Starts a server with the environment of a container, on free ports and with the files of the test.
    private static async Task<RunningServer> StartAsync(
        V1Container container,
        params (string Path, string File)[] files
    )
    {
        var settings = container
            .Env.Where(variable => !variable.Name.StartsWith("DOTNET_", StringComparison.Ordinal))
            .SelectMany(variable =>
            {
                var name =
                    variable.Name == "ASPNETCORE_URLS"
                        ? "urls"
                        : variable.Name.Replace("__", ":", StringComparison.Ordinal);
                var value = variable.Value.StartsWith("http", StringComparison.Ordinal)
                    ? variable.Value[..variable.Value.LastIndexOf(':')] + ":0"
                    : files.FirstOrDefault(file => file.Path == variable.Value).File ?? variable.Value;
                return new[] { $"--{name}", value };
            });
        return await RunningServer.StartAsync([.. settings]);
    }

    private static async Task<HttpStatusCode> GetAsync(RunningServer server, string path)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(handler);

        var address = new UriBuilder(server.JsonAddress) { Host = "127.0.0.1", Path = path };
        using var response = await client.GetAsync(address.Uri, Stop);
        return response.StatusCode;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=classifier", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
