using System.Diagnostics;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>A new model beside an old one, both measured on the same headlines.</summary>
/// <param name="Record">The figures and the verdict.</param>
/// <param name="Labels">Each label's F1 (topics), or each grade's share on the right side of the models' own thresholds
/// (clickbait); those that lost most first.</param>
/// <param name="Flips">The headlines that the two answer differently, those first of which the new model is surest.</param>
/// <param name="OldSpeed">How many headlines a second the old model scored here on one core.</param>
/// <param name="NewSpeed">How many the new one.</param>
/// <param name="Warnings">What takes from the comparison's worth.</param>
public sealed record ModelComparison(
    ComparisonRecord Record,
    IReadOnlyList<LabelDifference> Labels,
    IReadOnlyList<FlippedHeadline> Flips,
    double OldSpeed,
    double NewSpeed,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Whether the new model is shown to be no worse, in words.</summary>
    public string Verdict =>
        $"{string.Join(" and ", Record.Rules)}: "
        + (
            Record.Passed
                ? "kept. NEW is no worse."
                : "not kept, on headlines that it has not seen. NEW is not shown to be no worse."
        );

    private const int SpeedHeadlines = 2_000;
    private const int SpeedRounds = 5;

    /// <summary>Compares two models.</summary>
    /// <param name="oldFolder">The folder of the old model.</param>
    /// <param name="newFolder">The folder of the new model; nothing is written there.</param>
    /// <param name="data">Files of labeled headlines; of one with a column split only the test rows are used.</param>
    /// <param name="rules">What the new model must show; none for <see cref="ComparisonRule.Default"/>.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <exception cref="ModelException">A model cannot be read, or they do different things.</exception>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    public static ModelComparison Run(
        string oldFolder,
        string newFolder,
        IReadOnlyList<string> data,
        IReadOnlyList<ComparisonRule> rules,
        int seed
    )
    {
        ModelBundle old = ModelBundle.Read(oldFolder),
            @new = ModelBundle.Read(newFolder);
        var task = @new.Manifest.Task;
        if (old.Manifest.Task != task)
        {
            throw new ModelException(
                $"{oldFolder} is a {old.Manifest.Task} model and {newFolder} a {task} model; they cannot be compared."
            );
        }

        var isTopic = task == ModelBundle.TopicTask;
        var files = data.Select(path =>
            {
                var read = LabeledFile.Read(path);
                var hasTest = read.Any(row => row.IsTest);
                var rows = read.Where(row =>
                        (!hasTest || row.IsTest) && (isTopic ? row.Topic is not null : row.Bait is not null)
                    )
                    .ToList();
                return (Rows: rows, File: LabeledFile.Describe(path, rows.Count), HasTest: hasTest);
            })
            .ToList();
        List<LabeledHeadline> rows = [.. files.SelectMany(file => file.Rows)];
        if (rows.Count == 0)
        {
            throw new TrainingDataException(
                $"{string.Join(", ", data)}: no row has a {(isTopic ? "topic" : "bait label")}."
            );
        }

        var measured = isTopic ? Topics(old, @new, rows, seed) : Clickbait(old, @new, rows, seed);
        rules = rules.Count > 0 ? rules : [ComparisonRule.Default(task)];
        List<TrainingFile> whole = [.. files.Where(file => !file.HasTest).Select(file => file.File)];
        var (oldSpeed, newSpeed) = Speeds(old, @new, rows);
        return new ModelComparison(
            new ComparisonRecord(
                task,
                Describe(oldFolder, old),
                Describe(newFolder, @new),
                [.. files.Select(file => file.File)],
                rows.Count,
                seed,
                measured.Figures,
                [.. rules.Select(rule => rule.ToString())],
                rules.All(rule => rule.Holds(measured.Figures)) && !whole.Exists(file => Knows(@new, file))
            ),
            measured.Labels,
            [
                .. measured
                    .Flips.OrderByDescending(flip => flip.NewScore)
                    .ThenBy(flip => flip.Headline, StringComparer.Ordinal),
            ],
            oldSpeed,
            newSpeed,
            [.. Doubts(old, @new, whole)]
        );
    }

    private static (
        List<FigureDifference> Figures,
        List<LabelDifference> Labels,
        IEnumerable<FlippedHeadline> Flips
    ) Topics(ModelBundle old, ModelBundle @new, List<LabeledHeadline> rows, int seed)
    {
        string[] labels =
        [
            .. old
                .Manifest.Labels.Concat(@new.Manifest.Labels)
                .Concat(rows.Select(row => row.Topic!))
                .Concat(rows.Select(row => row.SecondTopic).OfType<string>())
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        TopicAnswers Ask(ModelBundle model) => new(rows, model.Manifest.Labels, Predict(model, rows), labels);
        TopicAnswers before = Ask(old),
            after = Ask(@new);
        var (figures, perLabel) = Differences(
            TopicAnswers.Names,
            labels,
            after.Support(),
            before.Measure,
            after.Measure,
            rows.Count,
            seed
        );
        return (
            figures,
            perLabel,
            Enumerable
                .Range(0, rows.Count)
                .Where(i => before.Given(i) != after.Given(i))
                .Select(i => new FlippedHeadline(
                    rows[i].Text,
                    rows[i].Topic!,
                    before.Given(i),
                    before.Score(i),
                    before.IsRight(i),
                    after.Given(i),
                    after.Score(i),
                    after.IsRight(i)
                ))
        );
    }

    private static (
        List<FigureDifference> Figures,
        List<LabelDifference> Labels,
        IEnumerable<FlippedHeadline> Flips
    ) Clickbait(ModelBundle old, ModelBundle @new, List<LabeledHeadline> rows, int seed)
    {
        ClickbaitAnswers Ask(ModelBundle model) =>
            new(rows, [.. Predict(model, rows).Select(row => row[0])], model.Manifest.Bands?.Considerable ?? 0.5);
        ClickbaitAnswers before = Ask(old),
            after = Ask(@new);
        var (figures, perGrade) = Differences(
            ClickbaitAnswers.Names,
            ClickbaitAnswers.Labels,
            after.Support(),
            before.Measure,
            after.Measure,
            rows.Count,
            seed
        );
        static string Name(ClickbaitAnswers answers, int row) => answers.IsGiven(row) ? "bait" : "news";
        static float Confidence(ClickbaitAnswers answers, int row) =>
            answers.IsGiven(row) ? answers.Score(row) : 1 - answers.Score(row);
        return (
            figures,
            perGrade,
            Enumerable
                .Range(0, rows.Count)
                .Where(i => before.IsGiven(i) != after.IsGiven(i))
                .Select(i => new FlippedHeadline(
                    rows[i].Text,
                    $"grade {rows[i].Bait:0.#}",
                    Name(before, i),
                    Confidence(before, i),
                    before.IsRight(i),
                    Name(after, i),
                    Confidence(after, i),
                    after.IsRight(i)
                ))
        );
    }

    private static IReadOnlyList<float[]> Predict(ModelBundle model, List<LabeledHeadline> rows) =>
        model.Predict([.. rows.Select(row => row.Text)]);

    private static (List<FigureDifference> Figures, List<LabelDifference> Labels) Differences(
        IReadOnlyList<string> names,
        IReadOnlyList<string> labels,
        int[] support,
        Func<int[], double[]> measureOld,
        Func<int[], double[]> measureNew,
        int rows,
        int seed
    )
    {
        // Of an error less is better.
        double[] Better(double[] old, double[] @new) =>
            [
                .. old.Select(
                    (value, i) =>
                        i < names.Count && names[i] == FigureNames.CalibrationError ? value - @new[i] : @new[i] - value
                ),
            ];
        var once = Enumerable.Repeat(1, rows).ToArray();
        double[] before = measureOld(once),
            after = measureNew(once),
            differences = Better(before, after);
        var intervals = PairedBootstrap.Intervals(rows, counts => Better(measureOld(counts), measureNew(counts)), seed);
        var figures = names
            .Select(
                (name, i) =>
                    new FigureDifference(name, before[i], after[i], differences[i], intervals[i].Low, intervals[i].High)
            )
            .ToList();
        var perLabel = labels
            .Select((label, i) => (label, support: support[i], at: names.Count + i))
            .Where(entry => entry.support > 0)
            .Select(entry => new LabelDifference(
                entry.label,
                entry.support,
                before[entry.at],
                after[entry.at],
                differences[entry.at],
                intervals[entry.at].Low,
                intervals[entry.at].High
            ))
            .OrderBy(label => label.Difference)
            .ToList();
        return (figures, perLabel);
    }

    private static IEnumerable<string> Doubts(ModelBundle old, ModelBundle @new, IEnumerable<TrainingFile> wholeFiles)
    {
        foreach (var file in wholeFiles)
        {
            foreach (var (name, model) in new[] { ("OLD", old), ("NEW", @new) })
            {
                if (Knows(model, file))
                {
                    yield return $"{name} learned from {file.Name}, so it knows these headlines{(name == "NEW" ? " and cannot pass" : "")}; compare on others.";
                }
            }
        }

        if (!old.Manifest.Labels.SequenceEqual(@new.Manifest.Labels))
        {
            yield return "The models have different labels; each answers among its own.";
        }
    }

    private static bool Knows(ModelBundle model, TrainingFile file) =>
        model.Manifest.TrainingFiles.Any(learned => learned.Sha256 == file.Sha256);

    private static ComparedModel Describe(string folder, ModelBundle model) =>
        new(
            model.Manifest.Version,
            model.Manifest.Sha256,
            model.Manifest.VectorsSha256,
            new[] { ModelBundle.ZipName, ModelBundle.VectorsName }
                .Select(name => new FileInfo(Path.Combine(folder, name)))
                .Where(file => file.Exists)
                .Sum(file => file.Length)
        );

    /// <summary>Headlines a second, the best of some rounds in turn, so that both meet the same machine.</summary>
    private static (double Old, double New) Speeds(ModelBundle old, ModelBundle @new, List<LabeledHeadline> rows)
    {
        List<string> texts = [.. rows.Take(SpeedHeadlines).Select(row => row.Text)];
        double Once(ModelBundle model)
        {
            var start = Stopwatch.GetTimestamp();
            model.Predict(texts);
            return texts.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var rounds = Enumerable.Range(0, SpeedRounds).Select(_ => (Old: Once(old), New: Once(@new))).ToList();
        return (rounds.Max(round => round.Old), rounds.Max(round => round.New));
    }
}

/// <summary>How a label fares with two models; see <see cref="ModelComparison.Labels"/>.</summary>
/// <param name="Label">The label.</param>
/// <param name="Support">How many headlines it has.</param>
/// <param name="Old">The old model's figure.</param>
/// <param name="New">The new model's figure.</param>
/// <param name="Difference">New minus old.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
public sealed record LabelDifference(
    string Label,
    int Support,
    double Old,
    double New,
    double Difference,
    double Low,
    double High
)
{
    /// <summary>Whether the whole interval lies under 0.</summary>
    public bool IsRegression => High < 0;
}

/// <summary>A headline that two models answer differently.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="Right">Its right label.</param>
/// <param name="OldLabel">What the old model says.</param>
/// <param name="OldScore">The probability that it gives that.</param>
/// <param name="OldIsRight">Whether it is right.</param>
/// <param name="NewLabel">What the new model says.</param>
/// <param name="NewScore">The probability that it gives that.</param>
/// <param name="NewIsRight">Whether it is right.</param>
public sealed record FlippedHeadline(
    string Headline,
    string Right,
    string OldLabel,
    float OldScore,
    bool OldIsRight,
    string NewLabel,
    float NewScore,
    bool NewIsRight
);
