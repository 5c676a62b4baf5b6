using System.Diagnostics;
using System.Globalization;
using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Tuning;

/// <summary>
/// Tunes features and trainer within a time limit by successive halving (Jamieson and Talwalkar 2016): evaluates nine settings
/// on a ninth of the headlines, the best three on a third, and the best of those on all.
/// </summary>
/// <remarks>Writes a model with the default settings first, and replaces it whenever a better one is found, so that the best
/// model so far is available when the run is stopped.</remarks>
/// <param name="Training">The data, output, vectors, and seed.</param>
/// <param name="Time">The time limit. The first model is completed regardless of it.</param>
/// <param name="Log">The path of the <see cref="TrialLog"/>.</param>
/// <param name="Resume"><see langword="true"/> to resume from an existing log.</param>
public sealed record TuningRun(TrainingRun Training, TimeSpan Time, string Log, bool Resume)
{
    private const int Candidates = 9;
    private const int Survivors = 3;

    /// <summary>Tunes and writes the best model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="step">Receives each step.</param>
    /// <param name="detail">Receives the progress of the step.</param>
    /// <param name="stop">Stops the run. The best model so far is kept.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public ModelManifest Run(string task, Action<string> step, Action<string> detail, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var progress = new TrainingProgress(step, detail, stop);
        var initial = Training.CreateRecipe(task);
        var set = Training.ReadData(initial, progress);
        var log = TrialLog.Open(Log, TrialLog.ComputeKey(initial, set, Training.MaxBytes), Resume);
        var best = FindFinished(log) ?? TrainAndLog(initial, set, log, progress);

        // Reserve the time to train a model on all headlines after the last trial.
        var left =
            Time
            - Stopwatch.GetElapsedTime(start)
            - TimeSpan.FromSeconds(log.Trials.First(trial => trial.Model is not null).Seconds);
        using var timeOut = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeOut.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        var trialProgress = new TrainingProgress(_ => { }, detail, timeOut.Token);
        try
        {
            for (var bracket = 0; ; bracket++)
            {
                var winner = RunBracket(bracket, initial, set, log, trialProgress, step, timeOut.Token);
                if (IsBetter(task, winner, best, set, log, step))
                {
                    best = TrainAndLog(winner.Settings.ApplyTo(initial), set, log, progress);
                }
            }
        }
        catch (OperationCanceledException) when (timeOut.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            step(
                $"time limit reached after {log.Trials.Count(trial => trial.Model is null)} trials; best settings: {best.Settings}"
            );
            return ModelBundle.ReadManifest(Training.Output);
        }
    }

    /// <summary>Determines whether settings are better than the best so far by more than chance explains.</summary>
    private static bool IsBetter(
        string task,
        (TrialSettings Settings, double Score) winner,
        (TrialSettings Settings, double Score) best,
        TrainingSet set,
        TrialLog log,
        Action<string> step
    )
    {
        if (!(winner.Score > best.Score))
        {
            return false;
        }

        var complete = log.Trials.Where(trial => trial.Share == 1).ToList();
        var old = complete.LastOrDefault(trial => trial.Model is not null)?.DecodePredictions();
        var @new = complete.LastOrDefault(trial => trial.Settings == winner.Settings)?.DecodePredictions();
        var held = set.SplitOff(0).Split;
        if (old?.Count != held.Count || @new?.Count != held.Count)
        {
            step("the log has no predictions of an earlier trial, so that its settings cannot be compared");
            return false;
        }

        var p = PairedPermutationTest.ComputePValue(
            task,
            old,
            @new,
            [.. held.Select(headline => headline.Bait >= 2)],
            seed: 1
        );
        var isSignificant = p < PairedPermutationTest.Significance / complete.Count(trial => trial.Model is null);
        if (!isSignificant)
        {
            step(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{winner.Score:0.0000} instead of {best.Score:0.0000} may be chance (p = {p:0.###}); the settings are not changed"
                )
            );
        }

        return isSignificant;
    }

    private static (TrialSettings Settings, double Score) RunBracket(
        int bracket,
        Recipe initial,
        TrainingSet set,
        TrialLog log,
        TrainingProgress progress,
        Action<string> step,
        CancellationToken timeOut
    )
    {
        var random = new Random(unchecked((initial.Seed * 7919) + bracket));
        var scored = Enumerable
            .Range(0, Candidates)
            .Select(_ => (Settings: TrialSettings.Draw(random), Score: 0.0))
            .DistinctBy(candidate => candidate.Settings)
            .ToList();
        for (var keep = Candidates; keep >= 1; keep /= Survivors)
        {
            var share = 1.0 / keep;
            var part = Sample(set, keep);
            scored =
            [
                .. scored
                    .Take(keep)
                    .Select(candidate => (candidate.Settings, RunTrial(candidate.Settings, share, part)))
                    .OrderByDescending(candidate => candidate.Item2),
            ];
        }

        return scored[0];

        double RunTrial(TrialSettings settings, double share, TrainingSet part)
        {
            timeOut.ThrowIfCancellationRequested();
            if (log.Find(settings, share) is { } known)
            {
                return known;
            }

            var begin = Stopwatch.GetTimestamp();
            var validation = (settings.ApplyTo(initial) with { IsTrial = true }).Fit(part, progress).Validation!;
            var score = validation.Score;
            log.Add(
                new Trial(
                    log.Key,
                    settings,
                    share,
                    score,
                    Math.Round(Stopwatch.GetElapsedTime(begin).TotalSeconds, 2),
                    null
                )
                {
                    Predictions = share == 1 ? Trial.Encode(validation.Values) : null,
                }
            );
            step($"{score:0.0000} with {share:P0} of the headlines: {settings}");
            return score;
        }
    }

    /// <summary>Returns one of <paramref name="parts"/> parts of the training headlines, and all held-out ones.</summary>
    private static TrainingSet Sample(TrainingSet set, int parts) =>
        parts == 1
            ? set
            : set with
            {
                Headlines =
                [
                    .. set.Headlines.Where(row =>
                        HeadlineKey.GetPartition(row.Story) <= 1 || row.Story / 10 % (ulong)parts == 0
                    ),
                ],
            };

    /// <summary>Finds the model that an interrupted run wrote, if it still exists.</summary>
    private (TrialSettings Settings, double Score)? FindFinished(TrialLog log)
    {
        var last = log.Trials.LastOrDefault(trial => trial.Model is not null);
        return
            last is not null
            && File.Exists(Path.Combine(Training.Output, ModelBundle.ManifestName))
            && ModelBundle.ReadManifest(Training.Output).Sha256 == last.Model
            ? (last.Settings, last.Score)
            : null;
    }

    private (TrialSettings Settings, double Score) TrainAndLog(
        Recipe recipe,
        TrainingSet set,
        TrialLog log,
        TrainingProgress progress
    )
    {
        var begin = Stopwatch.GetTimestamp();
        var (manifest, fitted) = Training.Write(recipe, set, progress);
        var validation = fitted.Validation!;
        var settings = TrialSettings.FromRecipe(recipe);
        log.Add(
            new Trial(
                log.Key,
                settings,
                1,
                validation.Score,
                Math.Round(Stopwatch.GetElapsedTime(begin).TotalSeconds, 2),
                manifest.Sha256
            )
            {
                Predictions = Trial.Encode(validation.Values),
            }
        );
        return (settings, validation.Score);
    }
}
