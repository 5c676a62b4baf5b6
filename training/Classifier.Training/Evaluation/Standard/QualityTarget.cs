using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>Represents a quality target: the figures of other tools on the same data, the required value and the measured one.</summary>
/// <param name="Description">What is measured.</param>
/// <param name="FastText">The figure of fastText with bigrams, measured separately.</param>
/// <param name="Linear">The figure of a linear model of n-grams and pooled word vectors, measured separately.</param>
/// <param name="Best">The best figure of several other models, measured separately.</param>
/// <param name="Required">The required value.</param>
/// <param name="Goal">The value aimed at.</param>
/// <param name="Figures">The measured figures and the required value of each.</param>
internal sealed record QualityTarget(
    string Description,
    string FastText,
    string Linear,
    string Best,
    string Required,
    string Goal,
    IReadOnlyList<TargetFigure> Figures
)
{
    /// <summary>Gets the measured figures with their intervals.</summary>
    public string Measured => string.Join(" / ", Figures.Select(figure => figure.Text));

    /// <summary>Gets a value indicating whether every figure meets its requirement.</summary>
    public bool IsMet => Figures.All(figure => figure.IsMet);

    /// <summary>Returns all targets with the figures of an evaluation.</summary>
    /// <param name="result">The scores of the evaluation.</param>
    /// <param name="topic">The topic report of gold.</param>
    /// <param name="clickbait">The clickbait report of gold.</param>
    /// <param name="seed">The random seed of the bootstrap.</param>
    public static IReadOnlyList<QualityTarget> All(
        StandardResult result,
        EvaluationReport topic,
        EvaluationReport clickbait,
        int seed
    )
    {
        var later = MeanFigure.Compute(FigureNames.Accuracy, [result.Later], seed);
        var stop = MeanFigure.Compute(FigureNames.Accuracy, [result.StopClickbait], seed);
        var drop = topic.Casings.Concat(clickbait.Casings).Select(casing => casing.Drop).MaxBy(figure => figure.Value)!;
        return
        [
            new(
                "topic, gold, cross-validated: accuracy (topic or topic2 counts) / macro-F1 over 17 labels",
                ".74 / .73",
                ".81 / .81",
                ".87 / .87",
                ".865 / .86",
                ".90 / .89",
                [new(topic[FigureNames.Accuracy], 0.865), new(topic[FigureNames.MacroF1], 0.86)]
            ),
            new(
                "topic, leave one source out: mean accuracy over four sources",
                ".68",
                ".74",
                "–",
                ".76",
                ".82",
                [new(MeanFigure.Compute(FigureNames.Accuracy, result.TopicLeftOut, seed), 0.76)]
            ),
            new(
                "topic, newsapi_top of March and April 2022, trained on headlines before 2022: accuracy",
                ".79",
                ".82",
                "–",
                ".84",
                ".89",
                [new(later, 0.84)]
            ),
            new(
                "clickbait, leave one source out: mean ROC-AUC over four sources",
                ".80",
                ".81",
                "–",
                ".83",
                ".87",
                [new(MeanFigure.Compute(FigureNames.RocAuc, result.ClickbaitLeftOut, seed), 0.83)]
            ),
            new(
                "clickbait, lower-cased Stop Clickbait, split by story: accuracy",
                ".977",
                "–",
                "–",
                ".980",
                ".990",
                [new(stop, 0.98)]
            ),
            new(
                "clickbait, gold, cross-validated: ROC-AUC of grades 2–3 against 0–1 / Spearman correlation with grades 0–3",
                ".942 / .54",
                ".952 / .61",
                ".954 / .67",
                ".955 / .68",
                ".975 / .75",
                [new(clickbait[FigureNames.RocAuc], 0.955), new(clickbait[FigureNames.Spearman], 0.68)]
            ),
            new(
                "calibration error on gold, cross-validated: clickbait / topic (first topic)",
                ".16 / .10",
                ".06 / .06",
                ".01 / .06",
                ".03 / .05",
                ".015 / .03",
                [
                    new(clickbait[FigureNames.CalibrationError], 0.03, LowerIsBetter: true),
                    new(topic[FigureNames.CalibrationError], 0.05, LowerIsBetter: true),
                ]
            ),
            new(
                "topic, gold, cross-validated: accuracy on the most confident 80 %",
                ".82",
                ".86",
                ".92",
                ".92",
                ".96",
                [new(topic[FigureNames.MostConfidentAccuracy], 0.92)]
            ),
            new(
                "largest drop of accuracy or ROC-AUC on gold in lower case, UPPER CASE, Title Case or without apostrophes",
                ".25",
                "0",
                "0",
                ".015",
                ".005",
                [new(drop, 0.015, LowerIsBetter: true)]
            ),
        ];
    }
}

/// <summary>Represents a measured figure and its required value.</summary>
/// <param name="Figure">The measured figure.</param>
/// <param name="Required">The required value.</param>
/// <param name="LowerIsBetter">Whether the required value is a maximum rather than a minimum.</param>
internal sealed record TargetFigure(Figure Figure, double Required, bool LowerIsBetter = false)
{
    /// <summary>Gets the figure and its interval as text.</summary>
    public string Text => FigureText.Format(Figure);

    /// <summary>Gets a value indicating whether the figure, rounded to three decimals, meets the requirement.</summary>
    public bool IsMet =>
        LowerIsBetter ? Math.Round(Figure.Value, 3) <= Required : Math.Round(Figure.Value, 3) >= Required;
}
