using Classifier.Pages;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>Judges whether a run of links is a list of headlines by decision trees that were learned from other pages, to measure
/// what learning would bring beside the rules of <see cref="ModuleEvidence"/>. Both see the same evidence.</summary>
internal sealed class LearnedLists
{
    private const int Trees = 40;
    private const int Leaves = 4;
    private const int LeastRowsOfLeaf = 5;

    private readonly List<(string Page, Row Row)> _rows = [];

    /// <summary>Gathers the runs of links of pages; a run is a list if it shares more than half of its headlines with one.</summary>
    /// <param name="pages">The pages: what a reader sees, and the HTML.</param>
    public LearnedLists(IEnumerable<(PageGold Gold, string Html)> pages)
    {
        foreach (var (gold, html) in pages)
        {
            List<float[]> evidence = [];
            var all = HtmlPage.Read(
                html,
                null,
                run =>
                {
                    evidence.Add(Features(run));
                    return true;
                }
            );
            var lists = gold.Modules.Select(module => module.Items.Select(item => item.Text).ToHashSet()).ToArray();
            _rows.AddRange(
                all.Modules.Zip(
                    evidence,
                    (module, features) =>
                        (
                            gold.Page,
                            new Row
                            {
                                Features = features,
                                Label = Array.Exists(
                                    lists,
                                    list =>
                                        2 * module.Items.Count(item => list.Contains(item.Text)) > module.Items.Count
                                ),
                            }
                        )
                )
            );
        }
    }

    /// <summary>Reads a page by what was learned from all others.</summary>
    /// <param name="page">The page's name.</param>
    /// <param name="html">The page.</param>
    public Page Read(string page, string html)
    {
        var ml = new MLContext(seed: 1);
        var trainer = ml.BinaryClassification.Trainers.FastTree(
            new FastTreeBinaryTrainer.Options
            {
                NumberOfTrees = Trees,
                NumberOfLeaves = Leaves,
                MinimumExampleCountPerLeaf = LeastRowsOfLeaf,
                NumberOfThreads = 1,
            }
        );
        var model = trainer.Fit(
            ml.Data.LoadFromEnumerable(_rows.Where(row => row.Page != page).Select(row => row.Row))
        );
        using var engine = ml.Model.CreatePredictionEngine<Row, Judgment>(model);
        return HtmlPage.Read(html, null, run => engine.Predict(new Row { Features = Features(run) }).PredictedLabel);
    }

    private static float[] Features(ModuleEvidence run) =>
        [
            (float)run.MeanWidth,
            (float)run.MeanWords,
            (float)run.Marked,
            (float)run.InHeadings,
            (float)run.Pictures,
            (float)run.Services,
            (float)run.Places,
            (float)run.Articles,
            One(run.HasTitle),
            One(run.HasListTitle),
            One(run.HasOtherTitle),
            One(run.HasName),
            One(run.IsShop),
            One(run.IsBelowHeadline),
            One(run.IsNumbered),
        ];

    private static float One(bool holds) => holds ? 1 : 0;

    private sealed class Row
    {
        [VectorType(15)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Judgment
    {
        public bool PredictedLabel { get; set; }
    }
}
