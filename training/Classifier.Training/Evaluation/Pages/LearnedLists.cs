using Classifier.Pages;
using Classifier.Pages.Html;
using Classifier.Pages.Lists;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>Reads pages with boosted trees in place of the rules of <see cref="ModuleEvidence"/> to compare both. The trees use the
/// same evidence and are trained on other pages.</summary>
internal sealed class LearnedLists
{
    private const int Trees = 40;
    private const int Leaves = 4;
    private const int MinRowsPerLeaf = 5;

    private readonly List<(string Page, Row Row)> _rows = [];

    /// <summary>Collects the runs of links of the pages. A run is labeled as a list if more than half of its headlines belong to one list of the gold.</summary>
    /// <param name="pages">The gold and the HTML of each page.</param>
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

    /// <summary>Reads a page with trees trained on all other pages.</summary>
    /// <param name="page">The name of the page.</param>
    /// <param name="html">The HTML of the page.</param>
    public Page Read(string page, string html)
    {
        var ml = new MLContext(seed: 1);
        var trainer = ml.BinaryClassification.Trainers.FastTree(
            new FastTreeBinaryTrainer.Options
            {
                NumberOfTrees = Trees,
                NumberOfLeaves = Leaves,
                MinimumExampleCountPerLeaf = MinRowsPerLeaf,
                NumberOfThreads = 1,
            }
        );
        var model = trainer.Fit(
            ml.Data.LoadFromEnumerable(_rows.Where(row => row.Page != page).Select(row => row.Row))
        );
        using var engine = ml.Model.CreatePredictionEngine<Row, Prediction>(model);
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
            ToFloat(run.HasTitle),
            ToFloat(run.HasListTitle),
            ToFloat(run.HasOtherTitle),
            ToFloat(run.HasName),
            ToFloat(run.IsShop),
            ToFloat(run.IsBelowHeadline),
            ToFloat(run.IsNumbered),
        ];

    private static float ToFloat(bool holds) => holds ? 1 : 0;

    private sealed class Row
    {
        [VectorType(15)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Prediction
    {
        public bool PredictedLabel { get; set; }
    }
}
