using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Classifier.Access;
using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures what metrics, API keys, and TLS cost. The client runs on the same machine, and decrypts what the server encrypts.</summary>
internal static class OperationReport
{
    private const int BatchSize = 1_000;
    private const int Rounds = 5;
    private const string CertificateKey = "--Kestrel:Certificates:Default:Path";
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(1);

    private static readonly (int Callers, Func<Figures, Figure> Check, Func<Figures, Figure> Classify)[] Unary =
    [
        (1, figures => figures.Check, figures => figures.Classify),
        (16, figures => figures.Check16, figures => figures.Classify16),
    ];

    /// <summary>Measures and returns the section. Each figure is the median of several rounds, each of which measures all settings, and
    /// each ratio is the median of the ratios within a round.</summary>
    public static async Task<string> MeasureAsync(string[] headlines)
    {
        var folder = Directory.CreateTempSubdirectory("classifier-operation-");
        try
        {
            var keys = Path.Combine(folder.FullName, "keys.json");
            var key = ApiKeyFile.Add(keys, "caller", ApiScopes.All, DateTimeOffset.UtcNow, null);
            using var certificate = CreateCertificate();
            string[] metrics = ["--Classifier:Telemetry:PrometheusUrl", "http://127.0.0.1:0"];
            string[] guarded = [.. metrics, "--Classifier:Security:Keys", keys];
            (string Name, string[] Args)[] settings =
            [
                ("none", []),
                ("metrics, read every second", metrics),
                ("metrics and API keys", guarded),
                ("metrics, API keys, and TLS", [.. guarded, .. Write(certificate, folder.FullName)]),
            ];
            var rounds = settings.Select(_ => new List<Figures>()).ToArray();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (i, (_, args)) in settings.Index())
                {
                    rounds[i].Add(await MeasureAsync(headlines, args, key, certificate));
                }
            }

            return Format([.. settings.Select(setting => setting.Name)], rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Figures> MeasureAsync(
        string[] headlines,
        string[] args,
        string key,
        X509Certificate2 certificate
    )
    {
        var url = args.Contains(CertificateKey) ? "https" : "http";
        await using var server = await ChildProcess.StartAsync(
            typeof(Server.Program).Assembly.Location,
            ["--urls", $"{url}://127.0.0.1:0", .. args]
        );
        using var client = new RpcClient(server.Addresses[0], headlines, key: key, certificate: certificate);
        using var ended = new CancellationTokenSource();
        var scraping = args.Length > 0 ? ScrapeAsync(server.Addresses[^1], key, ended.Token) : Task.CompletedTask;
        _ = await client.VerifyBatchAsync(BatchSize);
        _ = await LoadTest.RunAsync(16, Time, client.ClassifyAsync);
        Task<Figure> RunAsync(int callers, Func<long, Task> call) => MeasureAsync(server, callers, call);
        var figures = new Figures(
            await RunAsync(1, client.CheckAsync),
            await RunAsync(1, client.ClassifyAsync),
            await RunAsync(16, client.CheckAsync),
            await RunAsync(16, client.ClassifyAsync),
            await RunAsync(2, number => client.ClassifyBatchAsync(number, BatchSize))
        );
        await ended.CancelAsync();
        await scraping;
        return figures;
    }

    /// <summary>Measures callers, and the processor time that the server spends on each call.</summary>
    private static async Task<Figure> MeasureAsync(ChildProcess server, int callers, Func<long, Task> call)
    {
        var (calls, before) = (0L, server.ProcessorTime);
        var result = await LoadTest.RunAsync(
            callers,
            Time,
            number =>
            {
                Interlocked.Increment(ref calls);
                return call(number);
            }
        );
        return new Figure(result.P50, result.CallsPerSecond, (server.ProcessorTime - before).TotalMicroseconds / calls);
    }

    private static async Task ScrapeAsync(Uri address, string key, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        try
        {
            while (true)
            {
                _ = await http.GetStringAsync(new Uri(address, "/metrics"), cancellation);
                await Task.Delay(ScrapeInterval, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The measurement has ended.
        }
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Writes a certificate to a folder and returns the settings of a server that uses it.</summary>
    private static string[] Write(X509Certificate2 certificate, string folder)
    {
        var (path, keyPath) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        using var key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return [CertificateKey, path, "--Kestrel:Certificates:Default:KeyPath", keyPath];
    }

    private static string Format(IReadOnlyList<string> names, IReadOnlyList<List<Figures>> rounds)
    {
        var text = new StringBuilder(
            $"""
            ## Metrics, API keys, and TLS, median of {Rounds}

            | turned on | callers | health Check: p50 µs | Classify: p50 µs | relative to Check | processor time per Classify, µs | relative to none |
            |---|---|---|---|---|---|---|

            """
        );
        foreach (var (callers, check, classify) in Unary)
        {
            foreach (var (name, figures) in names.Zip(rounds))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {callers} | {Median(figures, f => check(f).P50):N0} | {Median(figures, f => classify(f).P50):N0} "
                        + $"| {Median(figures, f => classify(f).P50 / check(f).P50):0.00} | {Median(figures, f => classify(f).ProcessorTime):N0} "
                        + $"| {Compare(figures, rounds[0], f => classify(f).ProcessorTime):0.00} |\n"
                );
            }
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\n| turned on | batches of {BatchSize:N0}: headlines/s | relative to none | processor time per headline, µs | relative to none |\n|---|---|---|---|---|\n"
        );
        foreach (var (name, figures) in names.Zip(rounds))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(figures, f => f.Batch.CallsPerSecond * BatchSize):N0} | {Compare(figures, rounds[0], f => f.Batch.CallsPerSecond):0.00} "
                    + $"| {Median(figures, f => f.Batch.ProcessorTime / BatchSize):0.00} | {Compare(figures, rounds[0], f => f.Batch.ProcessorTime):0.00} |\n"
            );
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Returns the median of the ratios within a round.</summary>
    private static double Compare(List<Figures> figures, List<Figures> others, Func<Figures, double> select) =>
        Median([.. figures.Zip(others)], pair => select(pair.First) / select(pair.Second));

    private static double Median<T>(IReadOnlyList<T> items, Func<T, double> select) =>
        items.Select(select).Order().ElementAt(items.Count / 2);

    private sealed record Figures(Figure Check, Figure Classify, Figure Check16, Figure Classify16, Figure Batch);

    /// <summary>Represents a measurement.</summary>
    /// <param name="P50">The median latency, in µs.</param>
    /// <param name="CallsPerSecond">The throughput.</param>
    /// <param name="ProcessorTime">The processor time of the server per call, in µs.</param>
    private sealed record Figure(double P50, double CallsPerSecond, double ProcessorTime);
}
