using System.Diagnostics;
using Classifier.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Xunit;

namespace Classifier.Server.Tests;

public sealed class ServerHostTests(RunningServer server)
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", HealthCheckResponse.Types.ServingStatus.Serving)]
    [InlineData("classifier.v1.ClassifierService", HealthCheckResponse.Types.ServingStatus.Serving)]
    [InlineData("classifier.v1.ModelService", HealthCheckResponse.Types.ServingStatus.Serving)]
    public async Task Health_is_told_for_each_service(string service, HealthCheckResponse.Types.ServingStatus status)
    {
        var health = new Health.HealthClient(server.Channel);

        Assert.Equal(status, (await health.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: Stop)).Status);
    }

    [Fact]
    public async Task Health_of_an_unknown_service_is_not_found()
    {
        var health = new Health.HealthClient(server.Channel);

        var unknown = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.CheckAsync(new HealthCheckRequest { Service = "classifier.v1.NoSuchService" }, cancellationToken: Stop));

        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Reflection_lists_the_services()
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo(cancellationToken: Stop);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Stop);
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToArray();
        await call.RequestStream.CompleteAsync();

        Assert.Contains("classifier.v1.ClassifierService", services);
        Assert.Contains("classifier.v1.ModelService", services);
        Assert.Contains("grpc.health.v1.Health", services);
    }

    public static TheoryData<string, byte[]> NoMessages => new()
    {
        { "a truncated field", [0x0A, 0x40, (byte)'x'] },
        { "a tag without a value", [0x0A] },
        { "a length that never ends", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        { "a negative length", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F] },
        { "a wire type that does not exist", [0x0F, 0x00] },
        { "a string that is not UTF-8", [0x0A, 0x04, (byte)'R', 0xC3, 0x28, 0xFF] },
        { "a lone surrogate in a string", [0x0A, 0x04, (byte)'R', 0xED, 0xA0, 0x80] },
        { "random bytes", [0xDE, 0xAD, 0xBE, 0xEF, 0x00, 0x01, 0x02] },
    };

    [Theory]
    [MemberData(nameof(NoMessages))]
    public async Task Bytes_that_are_no_message_are_an_invalid_argument(string what, byte[] bytes)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await CallAsync(bytes));

        Assert.True(refused.StatusCode == StatusCode.InvalidArgument, $"{what}: {refused.Status}");
    }

    [Fact]
    public async Task Fields_that_the_server_does_not_know_are_passed_over()
    {
        byte[] request = [0x0A, 0x0A, .. "Rates rise"u8, 0x98, 0x06, 0x01];

        Assert.Equal("Rates rise", ClassifyResponse.Parser.ParseFrom(await CallAsync(request)).Classification.Headline);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await CallAsync(new byte[(48 * 1024 * 1024) + 1]));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task Without_models_it_says_so_and_does_not_start()
    {
        var (code, output, error) = await StartAsync("--Classifier:Models", Path.Combine(Path.GetTempPath(), "no-such-models"));

        Assert.Equal(1, code);
        Assert.Contains("no-such-models", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_damaged_model_is_refused()
    {
        var copy = Directory.CreateTempSubdirectory("classifier-models-").FullName;
        try
        {
            var shipped = Models.ModelStore.FindRoot();
            foreach (var file in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(shipped, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            var zip = Directory.GetFiles(copy, "model.zip", SearchOption.AllDirectories)[0];
            var bytes = await File.ReadAllBytesAsync(zip, Stop);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(zip, bytes, Stop);

            var (code, _, error) = await StartAsync("--Classifier:Models", copy);

            Assert.Equal(1, code);
            Assert.Contains("model.zip", error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [InlineData("--Classifier:Limits:MaxBatchItems", "0")]
    [InlineData("--Classifier:Limits:MaxHeadlineCharacters", "many")]
    [InlineData("--urls", "http://nonsense:-1")]
    public async Task A_configuration_without_sense_is_one_clear_line(string key, string value)
    {
        var (code, _, error) = await StartAsync(key, value);

        Assert.Equal(1, code);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task<byte[]> CallAsync(byte[] request)
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, "classifier.v1.ClassifierService", "Classify", Bytes, Bytes);
        return await server.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(cancellationToken: Stop), request);
    }

    private static async Task<(int Code, string Output, string Error)> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Classifier.Server.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        var error = process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await error);
    }
}
