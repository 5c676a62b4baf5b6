using System.Diagnostics;
using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks.Live;

/// <summary>Kills <c>classifier models activate</c>, <c>rollback</c>, and <c>promote</c> at random moments, and verifies that the folder
/// still serves the old or the new version.</summary>
internal static class KillRun
{
    private const int Folders = 4;
    private const int KillsPerFolder = 50;
    private const string Task = LiveModels.Clickbait;

    /// <summary>Measures and returns the line of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        var outcomes = (
            await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, Folders).Select(KillRepeatedlyAsync))
        )
            .SelectMany(outcome => outcome)
            .ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| kill -9 of `activate`, `rollback` and `promote`, {outcomes.Count} times | the folder served every time: {outcomes.Count(outcome => !outcome.IsNew)} times the old version, {outcomes.Count(outcome => outcome.IsNew)} times the new one ({outcomes.Count(outcome => outcome.HasEnded)} commands had ended) |\n"
        );
    }

    /// <summary>Kills commands that change one folder.</summary>
    private static async Task<List<(bool IsNew, bool HasEnded)>> KillRepeatedlyAsync(int seed)
    {
        using var models = new LiveModels();
        var folder = Path.Combine(models.Root, Task);
        var random = new Random(seed);
        var outcomes = new List<(bool, bool)>();
        var duration = await MeasureDurationAsync(models, folder);
        for (var i = 0; i < KillsPerFolder; i++)
        {
            Reset(folder);
            string[] command = (i % 3) switch
            {
                0 => ["activate", Task, "6", "--force"],
                1 => ["rollback", Task],
                _ => ["promote", Task, "--force"],
            };
            using var process = Start(models, command);

            // The write is near the end, so most kills are there.
            var moment = duration * (i % 4 == 0 ? random.NextDouble() : 0.7 + (0.4 * random.NextDouble()));
            await System.Threading.Tasks.Task.Delay(moment);
            var hasEnded = process.HasExited;
            process.Kill();
            await process.WaitForExitAsync();
            outcomes.Add((Verify(models, folder, isPromotion: command[0] == "promote"), hasEnded));
        }

        return outcomes;
    }

    /// <summary>Verifies that the folder serves the old or the new version, and that a promotion is whole.</summary>
    /// <returns>Whether it serves the new version.</returns>
    private static bool Verify(LiveModels models, string folder, bool isPromotion)
    {
        var file = ActiveFile.Read(folder);
        using var classifier = HeadlineClassifier.Load(models.Root);
        var isNew = file.Versions[0] == "6";
        var hasLabel = file.Labels.ContainsKey(ActiveFile.CanaryLabel);
        return
            classifier.Clickbait.Manifest.Version == file.Versions[0]
            && classifier.Classify("Two die in flood").ModelVersions.Clickbait == file.Versions[0]
            && hasLabel != (isNew && isPromotion)
            ? isNew
            : throw new InvalidOperationException($"The folder does not serve version {file.Versions[0]}.");
    }

    /// <summary>Makes 5 the active version and 6 both the previous one and the canary.</summary>
    private static void Reset(string folder)
    {
        ActiveVersion.Set(folder, "6", null);
        ActiveVersion.Set(folder, "5", null);
        ActiveVersion.SetLabel(folder, ActiveFile.CanaryLabel, "6", "5");
    }

    private static async Task<TimeSpan> MeasureDurationAsync(LiveModels models, string folder)
    {
        var durations = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            Reset(folder);
            var clock = Stopwatch.StartNew();
            using var process = Start(models, ["rollback", Task]);
            await process.WaitForExitAsync();
            durations.Add(clock.Elapsed);
        }

        return durations.Order().ElementAt(durations.Count / 2);
    }

    private static Process Start(LiveModels models, string[] command)
    {
        string[] path = ["src", "Classifier.Cli", "bin", "Release", "net10.0", "classifier.dll"];
        var program = Path.Combine([Repository.Root, .. path]);
        return Process.Start(
            new ProcessStartInfo("dotnet", [program, "models", .. command, "--models", models.Root])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
    }
}
