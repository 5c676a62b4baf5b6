using System.Diagnostics;
using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Tuning;

/// <summary>
/// Tunes features and trainer within a time by successive halving (Jamieson and Talwalkar 2016): of nine settings tried on a
/// ninth of the headlines the best three are tried on a third and the best of these on all. A model is written at once when
/// it is better than the one before, the first with the usual settings, so that whenever the work is stopped the best so far
/// is there.
/// </summary>
/// <param name="Training">Data, output, vectors and seed.</param>
/// <param name="Time">How long to tune; the first model is made however long it takes.</param>
/// <param name="Log">The file of the <see cref="TrialLog"/>.</param>
/// <param name="Resume">Whether to go on with a log that is there.</param>
public sealed record TuningRun(TrainingRun Training, TimeSpan Time, string Log, bool Resume)
{
    private const int Candidates = 9;
    private const int Survivors = 3;

    /// <summary>Tunes and writes the best model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="step">Is told each step.</param>
    /// <param name="detail">Is told how far the step is.</param>
    /// <param name="stop">Stops the work; the best model so far stays.</param>
    /// <exception cref="OperationCanceledException">The work was stopped; there is a model if one was ready.</exception>
    public ModelManifest Run(string task, Action<string> step, Action<string> detail, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var progress = new TrainingProgress(step, detail, stop);
        var usual = Training.RecipeOf(task);
        var set = Training.Read(usual, progress);
        var log = TrialLog.Open(Log, TrialLog.KeyOf(usual, set, Training.MaxBytes), Resume);
        var best = Finished(log) ?? Make(usual, set, log, progress);

        // What a better trial leads to, a model of all headlines, must fit into the time as well.
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
                var winner = Halve(bracket, usual, set, log, trialProgress, step, timeOut.Token);
                if (winner.Score > best.Score)
                {
                    best = Make(winner.Settings.ApplyTo(usual), set, log, progress);
                }
            }
        }
        catch (OperationCanceledException) when (timeOut.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            step(
                $"the time is over after {log.Trials.Count(trial => trial.Model is null)} trials; the best: {best.Settings}"
            );
            return ModelBundle.ReadManifest(Training.Output);
        }
    }

    /// <summary>The score that trials are judged by: accuracy of topics, ROC-AUC of clickbait.</summary>
    private static double ScoreOf(ModelManifest manifest) =>
        manifest.Metrics[manifest.Task == ModelBundle.TopicTask ? "accuracy" : "roc_auc"];

    private static (TrialSettings Settings, double Score) Halve(
        int bracket,
        Recipe usual,
        TrainingSet set,
        TrialLog log,
        TrainingProgress progress,
        Action<string> step,
        CancellationToken timeOut
    )
    {
        var random = new Random(unchecked((usual.Seed * 7919) + bracket));
        var scored = Enumerable
            .Range(0, Candidates)
            .Select(_ => (Settings: TrialSettings.Draw(random), Score: 0.0))
            .DistinctBy(candidate => candidate.Settings)
            .ToList();
        for (var keep = Candidates; keep >= 1; keep /= Survivors)
        {
            var share = 1.0 / keep;
            var part = Part(set, keep);
            scored =
            [
                .. scored
                    .Take(keep)
                    .Select(candidate => (candidate.Settings, Try(candidate.Settings, share, part)))
                    .OrderByDescending(candidate => candidate.Item2),
            ];
        }

        return scored[0];

        double Try(TrialSettings settings, double share, TrainingSet part)
        {
            timeOut.ThrowIfCancellationRequested();
            if (log.Find(settings, share) is { } known)
            {
                return known;
            }

            var begin = Stopwatch.GetTimestamp();
            var score = ScoreOf((settings.ApplyTo(usual) with { IsTrial = true }).Fit(part, progress).Manifest);
            log.Add(
                new Trial(
                    log.Key,
                    settings,
                    share,
                    score,
                    Math.Round(Stopwatch.GetElapsedTime(begin).TotalSeconds, 2),
                    null
                )
            );
            step($"{score:0.0000} with {share:P0} of the headlines: {settings}");
            return score;
        }
    }

    /// <summary>One of <paramref name="parts"/> parts of what is learned from, and all that is measured on.</summary>
    private static TrainingSet Part(TrainingSet set, int parts) =>
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

    /// <summary>The model that an earlier run left, if it still stands there.</summary>
    private (TrialSettings Settings, double Score)? Finished(TrialLog log)
    {
        var last = log.Trials.LastOrDefault(trial => trial.Model is not null);
        return
            last is not null
            && File.Exists(Path.Combine(Training.Output, ModelBundle.ManifestName))
            && ModelBundle.ReadManifest(Training.Output).Sha256 == last.Model
            ? (last.Settings, last.Score)
            : null;
    }

    private (TrialSettings Settings, double Score) Make(
        Recipe recipe,
        TrainingSet set,
        TrialLog log,
        TrainingProgress progress
    )
    {
        var begin = Stopwatch.GetTimestamp();
        var manifest = Training.Write(recipe, set, progress);
        var settings = TrialSettings.Of(recipe);
        log.Add(
            new Trial(
                log.Key,
                settings,
                1,
                ScoreOf(manifest),
                Math.Round(Stopwatch.GetElapsedTime(begin).TotalSeconds, 2),
                manifest.Sha256
            )
        );
        return (settings, ScoreOf(manifest));
    }
}
