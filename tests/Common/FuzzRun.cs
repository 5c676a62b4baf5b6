using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Classifier.Tests.Common;

/// <summary>Tries mutated inputs of a kind. CLASSIFIER_FUZZ_SEED sets the first seed, CLASSIFIER_FUZZ_INPUTS the number of inputs, and
/// CLASSIFIER_FUZZ_SECONDS ends a run earlier; see tests/fuzz/run.</summary>
internal static class FuzzRun
{
    private const int DefaultInputs = 1_000;

    /// <summary>The time after which an input counts as hanging, even on a busy machine.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    /// <summary>Tries one input after the other, and prints what became of them.</summary>
    /// <param name="kind">The kind of inputs.</param>
    /// <param name="attempt">Tries the input of a seed, and returns the outcome.</param>
    /// <param name="share">The part of the number of inputs that this kind gets.</param>
    public static async Task RunAsync(string kind, Func<int, Task<string>> attempt, double share = 1)
    {
        var count = (int)Math.Ceiling(share * Read("CLASSIFIER_FUZZ_INPUTS", DefaultInputs));
        var first = Read("CLASSIFIER_FUZZ_SEED", 0);
        var seconds = Read("CLASSIFIER_FUZZ_SECONDS", int.MaxValue);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        var (seed, slowest, slowestSeed) = (first, TimeSpan.Zero, first);
        for (; seed - first < count && clock.Elapsed.TotalSeconds < seconds; seed++)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                var outcome = await attempt(seed).WaitAsync(MaxTime, TestContext.Current.CancellationToken);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{kind}, seed {seed}: {e.Message}", e);
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            (slowest, slowestSeed) = elapsed > slowest ? (elapsed, seed) : (slowest, slowestSeed);
        }

        TestContext.Current.SendDiagnosticMessage(
            "{0}: {1:N0} inputs in {2:N0} s, slowest {3:N0} ms (seed {4}); {5}",
            kind,
            seed - first,
            clock.Elapsed.TotalSeconds,
            slowest.TotalMilliseconds,
            slowestSeed,
            string.Join(", ", outcomes.Select(outcome => $"{outcome.Value:N0} {outcome.Key}"))
        );
    }

    private static int Read(string variable, int defaultValue) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value)
            ? value
            : defaultValue;
}
