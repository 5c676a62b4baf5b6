using System.Diagnostics;
using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks.Live;

/// <summary>Kills <c>classifier models activate</c>, <c>rollback</c>, and <c>promote</c> at random moments, and verifies that the folder
/// still serves the old or the new version.</summary>
internal static class KillRun
{
    private const int Kills = 200;
    private const string Task = LiveModels.Clickbait;

    /// <summary>Measures and returns the line of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        using var models = new LiveModels();
        var folder = Path.Combine(models.Root, Task);
        var random = new Random(1);
        var (kept, changed, ended) = (0, 0, 0);
        var duration = await MeasureDurationAsync(models, folder);
        for (var i = 0; i < Kills; i++)
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
            ended += process.HasExited ? 1 : 0;
            process.Kill();
            await process.WaitForExitAsync();

            var version = ActiveVersion.Read(folder)[0];
            using var classifier = HeadlineClassifier.Load(models.Root);
            if (
                classifier.Clickbait.Manifest.Version != version
                || classifier.Classify("Two die in flood").Topics.Count == 0
            )
            {
                throw new InvalidOperationException($"The folder does not serve version {version} after kill {i}.");
            }

            var isNew = version == "6";
            (kept, changed) = isNew ? (kept, changed + 1) : (kept + 1, changed);
            if (isNew != !ActiveFile.Read(folder).Labels.ContainsKey(ActiveFile.CanaryLabel) && command[0] == "promote")
            {
                throw new InvalidOperationException($"Kill {i} left half of a promotion.");
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| kill -9 of `activate`, `rollback` and `promote`, {Kills} times | the folder served every time: {kept} times the old version, {changed} times the new one ({ended} commands had ended) |\n"
        );
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
