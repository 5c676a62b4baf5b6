using Classifier.Models;
using Classifier.Server.Tests.Serving;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Xunit;

namespace Classifier.Server.Tests.Admin;

/// <summary>Changes the models of running servers. Topic has the versions 5 and 6, of which 5 is active.</summary>
public sealed class ModelAdminTests : IDisposable
{
    private const string Topic = ModelBundle.TopicTask;

    private readonly ModelFolder _models = new();

    public ModelAdminTests()
    {
        _models.Add(Topic, "5", "6");
        _models.Activate(Topic, "5");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task Changes_are_served_when_the_call_returns_and_can_be_taken_back()
    {
        await using var server = await StartAsync();
        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        var admin = new ModelAdminService.ModelAdminServiceClient(channel);

        var label = new LabelRequest
        {
            Task = Topic,
            Label = "canary",
            Version = "6",
        };
        Assert.Equal("6", (await admin.LabelAsync(label, cancellationToken: Cancellation)).Change.Version);
        Assert.Equal("6", await VersionAsync(server, "canary"));

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await admin.PromoteAsync(new PromoteRequest { Task = Topic }, cancellationToken: Cancellation)
        );
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("has not been compared", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("5", await VersionAsync(server));

        var promoted = await admin.PromoteAsync(
            new PromoteRequest { Task = Topic, Force = true },
            cancellationToken: Cancellation
        );
        Assert.Equal(("6", "5"), (promoted.Change.Version, promoted.Change.Previous));
        Assert.Equal("6", await VersionAsync(server));
        Assert.Equal("6\n5\n", await File.ReadAllTextAsync(_models.Of(Topic, "active"), Cancellation));

        var back = await admin.RollbackAsync(new RollbackRequest { Task = Topic }, cancellationToken: Cancellation);
        Assert.Equal(("5", "6"), (back.Change.Version, back.Change.Previous));
        Assert.Equal("5", await VersionAsync(server));

        var activate = new ActivateRequest
        {
            Task = Topic,
            Version = "6",
            Force = true,
        };
        Assert.Equal("5", (await admin.ActivateAsync(activate, cancellationToken: Cancellation)).Change.Previous);
        Assert.Equal("6", await VersionAsync(server));
    }

    [Fact]
    public async Task The_versions_on_disk_are_listed_with_their_defects_and_a_reload_tells_what_it_refuses()
    {
        _models.Add(Topic, "7");
        await File.WriteAllTextAsync(_models.Of(Topic, "7", ModelBundle.ManifestName), "{", Cancellation);
        await using var server = await StartAsync();
        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        var admin = new ModelAdminService.ModelAdminServiceClient(channel);

        var listed = await admin.ListOnDiskAsync(new ListOnDiskRequest(), cancellationToken: Cancellation);
        Assert.Equal(["5", "6", "7"], listed.Versions.Select(version => version.Version));
        Assert.Equal([true, false, false], listed.Versions.Select(version => version.Active));
        Assert.Equal([false, false, true], listed.Versions.Select(version => version.Defect.Length > 0));
        Assert.NotEmpty(listed.Versions[0].Metrics);

        _models.Label(Topic, "canary", "7");
        var reloaded = await admin.ReloadAsync(new ReloadRequest(), cancellationToken: Cancellation);
        Assert.Contains("label canary", reloaded.Refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(["5"], reloaded.Models.Select(model => model.Version));
        _models.Label(Topic, "canary", "6");
        reloaded = await admin.ReloadAsync(new ReloadRequest(), cancellationToken: Cancellation);
        Assert.Null(reloaded.Refusal);
        Assert.Equal(["5", "6"], reloaded.Models.Select(model => model.Version));
    }

    [Theory]
    [InlineData("sentiment", "6", StatusCode.InvalidArgument, "topic, clickbait, encoder")]
    [InlineData("topic", "9", StatusCode.FailedPrecondition, "Available versions: 5, 6")]
    [InlineData("topic", "../topic/6", StatusCode.FailedPrecondition, "Available versions: 5, 6")]
    public async Task An_impossible_change_is_refused_with_its_reason(
        string task,
        string version,
        StatusCode code,
        string reason
    )
    {
        await using var server = await StartAsync();
        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        var request = new ActivateRequest
        {
            Task = task,
            Version = version,
            Force = true,
        };
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ModelAdminService.ModelAdminServiceClient(channel).ActivateAsync(
                request,
                cancellationToken: Cancellation
            )
        );
        Assert.Equal(code, refused.StatusCode);
        Assert.Contains(reason, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_is_on_its_own_address_alone()
    {
        await using var server = await StartAsync();
        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        Assert.Equal(StatusCode.Unimplemented, await CallAdminAsync(server.Channel));
        Assert.Equal(StatusCode.OK, await CallAdminAsync(channel));

        // A client chooses the host name that it sends, and routing ignores case.
        using var http = new HttpClient();
        foreach (
            var (address, path) in new[]
            {
                (server.Address, "/classifier.v1.ModelAdminService/Reload"),
                (server.Address, "/CLASSIFIER.v1.modelADMINservice/reload"),
                (server.JsonAddress, "/classifier.v1.ModelAdminService/Reload"),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address + path))
            {
                Version = new Version(address == server.JsonAddress ? "1.1" : "2.0"),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent([0, 0, 0, 0, 0]),
            };
            request.Headers.Host = new Uri(server.AdminAddress).Authority;
            request.Content.Headers.ContentType = new("application/grpc");
            using var response = await http.SendAsync(request, Cancellation);
            await response.Content.ReadAsByteArrayAsync(Cancellation);
            var status = response
                .Headers.Concat(response.TrailingHeaders)
                .Single(header => header.Key == "grpc-status");
            Assert.Equal("12", status.Value.Single());
        }

        // The other services are not on the address of ModelAdminService, apart from health.
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ClassifierService.ClassifierServiceClient(channel).ClassifyAsync(
                new ClassifyRequest { Headline = "Rates rise" },
                cancellationToken: Cancellation
            )
        );
        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        var health = new Health.HealthClient(channel);
        var status2 = await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, status2.Status);
        using var json = new HttpRequestMessage(HttpMethod.Get, new Uri(server.AdminAddress + "/v1/models"))
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.SendAsync(json, Cancellation)).StatusCode);

        using var reflection = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo(
            cancellationToken: Cancellation
        );
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancellation);
        Assert.True(await reflection.ResponseStream.MoveNext(Cancellation));
        var services = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        Assert.Contains("classifier.v1.ClassifierService", services);
        Assert.DoesNotContain("classifier.v1.ModelAdminService", services);
    }

    [Fact]
    public async Task The_service_is_off_unless_configured()
    {
        await using var server = await _models.StartAsync();
        Assert.Equal(StatusCode.Unimplemented, await CallAdminAsync(server.Channel));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://192.0.2.1:0")]
    [InlineData("http://example.com:0")]
    [InlineData("http://[::]:0")]
    public async Task An_address_that_other_machines_may_reach_is_refused(string url)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _models.StartAsync("--Classifier:Admin:Url", url)
        );
        Assert.Contains("loopback", error.Message, StringComparison.Ordinal);
    }

    private Task<RunningServer> StartAsync() => _models.StartAsync("--Classifier:Admin:Url", "http://127.0.0.1:0");

    private static async Task<StatusCode> CallAdminAsync(GrpcChannel channel)
    {
        try
        {
            await new ModelAdminService.ModelAdminServiceClient(channel).ReloadAsync(
                new ReloadRequest(),
                cancellationToken: Cancellation
            );
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private static async Task<string> VersionAsync(RunningServer server, string version = "")
    {
        var response = await server.Classifier.ClassifyAsync(
            new ClassifyRequest
            {
                Headline = "Central bank raises rates",
                Options = new ClassifyOptions { ModelVersion = version },
            },
            cancellationToken: Cancellation
        );
        return response.Classification.ModelVersions.Topic;
    }
}
