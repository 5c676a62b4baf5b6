using System.Diagnostics;
using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Updating;

namespace Classifier.Training.Evaluation.Updating;

/// <summary>Evaluates building on a model: relabels real headlines by a rule that contradicts the model, builds on it, and measures
/// what the new model has learned and what it still knows.</summary>
/// <param name="Model">The folder of the existing model.</param>
/// <param name="Data">Files with labeled headlines, from which corrections are drawn.</param>
/// <param name="Gold">Files with the labeled headlines on which old answers are measured.</param>
/// <param name="Unlabeled">Headlines for which the new model should keep the answers of the existing one.</param>
public sealed record UpdateEvaluation(
    string Model,
    IReadOnlyList<LabeledInput> Data,
    IReadOnlyList<LabeledInput> Gold,
    IReadOnlyList<string> Unlabeled
)
{
    private const int Corrections = 300;
    private const int Unseen = 200;
    private const int AddedTopicRows = 130;
    private const string AddedTopicLabel = "climate";
    private static readonly int[] CurveSizes = [10, 30, 100, 300, 1_000];

    /// <summary>Runs the evaluation.</summary>
    /// <param name="task">The task of the model.</param>
    /// <param name="progress">Receives the current step.</param>
    public UpdateReport Run(string task, IProgress<string> progress)
    {
        progress.Report("reading model and headlines");
        var run = new Experiment(BaseModel.Read(Model, task), this, progress);
        var isTopic = task == ModelBundle.TopicTask;
        HouseRule[] rule = [isTopic ? HouseRule.ReligionIsSociety : HouseRule.ListsAreNotBait];
        var corrections = run.LearnRules(rule, Corrections);
        var rules = isTopic ? HouseRule.TopicRules : rule;
        return new UpdateReport(
            $"{task} {run.Source.Manifest.Version}",
            run.Unlabeled.Count,
            Unlabeled.Count - run.Unlabeled.Count,
            run.Gold.Count,
            run.GoldBefore,
            corrections,
            [.. CurveSizes.Select(size => run.LearnRules(rules, size))],
            isTopic ? run.AddTopic() : null
        );
    }

    /// <summary>The data of one evaluation.</summary>
    private sealed class Experiment
    {
        private readonly UpdateEvaluation _evaluation;
        private readonly IProgress<string> _progress;
        private readonly List<(LabeledHeadline Headline, ulong Story)> _pool;
        private readonly bool[] _goldRight;
        private readonly Dictionary<ulong, float[]> _scores = [];

        public Experiment(BaseModel source, UpdateEvaluation evaluation, IProgress<string> progress)
        {
            Source = source;
            _evaluation = evaluation;
            _progress = progress;
            var workspace = new TokenizedHeadline();
            var isTopic = source.Manifest.Task == ModelBundle.TopicTask;
            bool IsUsable(LabeledHeadline headline) => isTopic ? headline.Topic is not null : headline.Bait is not null;
            Gold = [.. evaluation.Gold.SelectMany(LabeledFile.Read).Where(IsUsable)];
            var seen = Gold.Select(headline => HeadlineKey.Compute(headline.Text, workspace)).ToHashSet();
            _pool =
            [
                .. evaluation
                    .Data.SelectMany(LabeledFile.Read)
                    .Where(IsUsable)
                    .Select(headline => (Headline: headline, Story: HeadlineKey.Compute(headline.Text, workspace)))
                    .Where(row => seen.Add(row.Story))
                    .OrderBy(row => row.Story),
            ];
            Unlabeled = [.. evaluation.Unlabeled.Where(text => !seen.Contains(HeadlineKey.Compute(text, workspace)))];
            var scores = source.Bundle.Predict([.. _pool.Select(row => row.Headline.Text)]);
            for (var i = 0; i < _pool.Count; i++)
            {
                _scores[_pool[i].Story] = scores[i];
            }

            _goldRight = AnswersGold(source.Bundle);
        }

        public BaseModel Source { get; }

        public List<LabeledHeadline> Gold { get; }

        /// <summary>Gets the unlabeled headlines, without those that have the words of a labeled one.</summary>
        public IReadOnlyList<string> Unlabeled { get; }

        public double GoldBefore => Share(_goldRight, _ => true);

        /// <summary>Builds on the model with corrections that follow rules.</summary>
        public CorrectionResult LearnRules(IReadOnlyList<HouseRule> rules, int count)
        {
            HouseRule? RuleOf(string text) => rules.FirstOrDefault(rule => rule.Matches(text));
            var rows = _pool
                .Select(row => (row.Story, row.Headline, Rule: RuleOf(row.Headline.Text)))
                .Where(row => row.Rule is not null)
                .Select(row => (row.Story, Headline: Relabel(row.Headline, row.Rule!)))
                .Where(row => !IsRight(Source.Manifest, _scores[row.Story], row.Headline))
                .ToList();
            var unseen = rows.Take(Unseen).Select(row => row.Headline).ToList();
            var learned = rows.Skip(Unseen).Take(count).ToList();
            var name = string.Join("; ", rules.Select(rule => rule.Name));
            if (learned.Count == 0)
            {
                throw new TrainingDataException(
                    $"{Plural.Format(rows.Count, "headline")} of --data contradict{(rows.Count == 1 ? "s" : "")} the model by the rule “{name}”; more than {Unseen} are needed."
                );
            }

            _progress.Report($"{learned.Count} corrections: {name}");
            var (model, seconds) = Build(learned, []);
            var right = AnswersGold(model);
            bool IsOutside(int row) => RuleOf(Gold[row].Text) is null;
            return new CorrectionResult(
                name,
                learned.Count,
                CountRight(model, [.. learned.Select(row => row.Headline)]),
                unseen.Count,
                CountRight(model, unseen) / (double)unseen.Count,
                Share(right, _ => true),
                Share(right, IsOutside),
                Share(_goldRight, IsOutside),
                seconds
            );
        }

        /// <summary>Builds on the model with headlines of an added topic.</summary>
        public AddedTopicResult AddTopic()
        {
            var rows = _pool
                .Where(row => HouseRule.AddedTopic.IsMatch(row.Headline.Text))
                .Select(row =>
                    (
                        row.Story,
                        Headline: row.Headline with
                        {
                            Topic = AddedTopicLabel,
                            SecondTopic = null,
                            OtherTopics = [],
                        }
                    )
                )
                .ToList();
            var learned = rows.Take(AddedTopicRows).ToList();
            var unseen = rows.Skip(AddedTopicRows).Select(row => row.Headline).ToList();
            if (unseen.Count == 0)
            {
                throw new TrainingDataException(
                    $"{Plural.Format(rows.Count, "headline")} of --data belong{(rows.Count == 1 ? "s" : "")} to the added topic; more than {AddedTopicRows} are needed."
                );
            }

            _progress.Report($"{learned.Count} headlines of an added topic");
            var (model, seconds) = Build([.. learned.Select(row => (row.Story, row.Headline))], [AddedTopicLabel]);
            var right = AnswersGold(model);
            bool IsOutside(int row) => !HouseRule.AddedTopic.IsMatch(Gold[row].Text);
            var isAdded = model
                .Predict([.. Gold.Select(headline => headline.Text)])
                .Select(scores => model.Manifest.Labels[scores.IndexOf(scores.Max())] == AddedTopicLabel)
                .ToArray();
            var inGold = Enumerable.Range(0, Gold.Count).Count(row => !IsOutside(row));
            double found =
                CountRight(model, unseen)
                + Enumerable.Range(0, Gold.Count).Count(row => isAdded[row] && !IsOutside(row));
            double wrong = Enumerable.Range(0, Gold.Count).Count(row => isAdded[row] && IsOutside(row));
            var (precision, recall) = (found / Math.Max(1, found + wrong), found / (unseen.Count + inGold));
            return new AddedTopicResult(
                learned.Count,
                unseen.Count + inGold,
                precision,
                recall,
                2 * precision * recall / Math.Max(1e-9, precision + recall),
                Share(right, _ => true),
                Share(right, IsOutside),
                Share(_goldRight, IsOutside),
                seconds
            );
        }

        private (ModelBundle Model, double Seconds) Build(
            IReadOnlyList<(ulong Story, LabeledHeadline Headline)> rows,
            IReadOnlyList<string> added
        )
        {
            var start = Stopwatch.GetTimestamp();
            var fitted = new ModelUpdate(_evaluation.Model, [], "") { AddedLabels = added, Unlabeled = Unlabeled }.Fit(
                Source,
                new TrainingSet([.. rows.Select(row => (row.Headline, row.Story))], []),
                _progress
            );
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return (fitted.ToBundle(), Math.Round(seconds, 1));
        }

        private bool[] AnswersGold(ModelBundle model) =>
            [
                .. model
                    .Predict([.. Gold.Select(headline => headline.Text)])
                    .Select((scores, row) => IsRight(model.Manifest, scores, Gold[row])),
            ];

        private static int CountRight(ModelBundle model, List<LabeledHeadline> headlines) =>
            model
                .Predict([.. headlines.Select(headline => headline.Text)])
                .Where((scores, row) => IsRight(model.Manifest, scores, headlines[row]))
                .Count();

        private static bool IsRight(ModelManifest manifest, float[] scores, LabeledHeadline headline)
        {
            if (manifest.Task == ModelBundle.ClickbaitTask)
            {
                return scores[0] >= (manifest.Bands?.Considerable ?? 0.5) == headline.Bait >= 1.5f;
            }

            var answer = manifest.Labels[scores.IndexOf(scores.Max())];
            return answer == headline.Topic || answer == headline.SecondTopic;
        }

        private static LabeledHeadline Relabel(LabeledHeadline headline, HouseRule rule) =>
            rule.Topic is { } topic
                ? headline with
                {
                    Topic = topic,
                    SecondTopic = null,
                    OtherTopics = [],
                }
                : headline with
                {
                    Bait = rule.Bait,
                };

        private double Share(bool[] right, Func<int, bool> isCounted)
        {
            int[] rows = [.. Enumerable.Range(0, Gold.Count).Where(isCounted)];
            return rows.Count(row => right[row]) / (double)rows.Length;
        }
    }
}
