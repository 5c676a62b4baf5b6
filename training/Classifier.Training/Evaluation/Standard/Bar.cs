using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>A row of the table of what must be reached: what plain tools make of the same data, the bars, and ours.</summary>
/// <param name="What">What is measured.</param>
/// <param name="FastText">fastText with bigrams on the same data, measured beforehand.</param>
/// <param name="Linear">A linear model of n-grams and pooled vectors, measured beforehand.</param>
/// <param name="Best">The best of several models, measured beforehand.</param>
/// <param name="AtLeast">What must be reached.</param>
/// <param name="Aim">What is aimed at.</param>
/// <param name="Parts">Ours, and the bar of each.</param>
public sealed record Bar(
    string What,
    string FastText,
    string Linear,
    string Best,
    string AtLeast,
    string Aim,
    IReadOnlyList<BarPart> Parts
)
{
    /// <summary>Ours, with intervals.</summary>
    public string Ours => string.Join(" / ", Parts.Select(part => part.Text));

    /// <summary>Whether all parts reach their bar.</summary>
    public bool IsReached => Parts.All(part => part.IsReached);

    /// <summary>The table of a finished evaluation.</summary>
    /// <param name="result">What was scored.</param>
    /// <param name="topic">The report of gold's topics.</param>
    /// <param name="clickbait">The report of gold's bait.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static IReadOnlyList<Bar> All(
        StandardResult result,
        EvaluationReport topic,
        EvaluationReport clickbait,
        int seed
    )
    {
        var later = MeanFigure.Of(FigureNames.Accuracy, [result.Later], seed);
        var stop = MeanFigure.Of(FigureNames.Accuracy, [result.StopClickbait], seed);
        var drop = topic.Casings.Concat(clickbait.Casings).Select(casing => casing.Drop).MaxBy(figure => figure.Value)!;
        return
        [
            new(
                "topic, gold cross-validated: accuracy (topic or topic2 counts) / macro-F1 over 17",
                ".74 / .73",
                ".81 / .81",
                ".87 / .87",
                ".865 / .86",
                ".90 / .89",
                [new(topic[FigureNames.Accuracy], 0.865), new(topic[FigureNames.MacroF1], 0.86)]
            ),
            new(
                "topic, one source left out: mean accuracy over four",
                ".68",
                ".74",
                "–",
                ".76",
                ".82",
                [new(MeanFigure.Of(FigureNames.Accuracy, result.TopicLeftOut, seed), 0.76)]
            ),
            new(
                "topic, newsapi_top of March and April 2022, learned from before 2022: accuracy",
                ".79",
                ".82",
                "–",
                ".84",
                ".89",
                [new(later, 0.84)]
            ),
            new(
                "clickbait, one source left out: mean ROC-AUC over four",
                ".80",
                ".81",
                "–",
                ".83",
                ".87",
                [new(MeanFigure.Of(FigureNames.RocAuc, result.ClickbaitLeftOut, seed), 0.83)]
            ),
            new(
                "clickbait, Stop Clickbait in lower case, split by story: accuracy",
                ".977",
                "–",
                "–",
                ".980",
                ".990",
                [new(stop, 0.98)]
            ),
            new(
                "clickbait, gold cross-validated: ROC-AUC of 2–3 against 0–1 / Spearman with 0–3",
                ".942 / .54",
                ".952 / .61",
                ".954 / .67",
                ".955 / .68",
                ".975 / .75",
                [new(clickbait[FigureNames.RocAuc], 0.955), new(clickbait[FigureNames.Spearman], 0.68)]
            ),
            new(
                "calibration error on gold, cross-validated: clickbait / topic (first)",
                ".16 / .10",
                ".06 / .06",
                ".01 / .06",
                ".03 / .05",
                ".015 / .03",
                [
                    new(clickbait[FigureNames.CalibrationError], 0.03, LessIsBetter: true),
                    new(topic[FigureNames.CalibrationError], 0.05, LessIsBetter: true),
                ]
            ),
            new(
                "topic, accuracy on the 80 % surest of gold",
                ".82",
                ".86",
                ".92",
                ".92",
                ".96",
                [new(topic[FigureNames.SurestAccuracy], 0.92)]
            ),
            new(
                "largest drop of accuracy or ROC-AUC on gold under lower case, UPPER CASE, Title Case, dropped apostrophes",
                ".25",
                "0",
                "0",
                ".015",
                ".005",
                [new(drop, 0.015, LessIsBetter: true)]
            ),
        ];
    }
}

/// <summary>A figure of ours and its bar.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="AtLeast">The bar.</param>
/// <param name="LessIsBetter">Whether the figure must stay under it.</param>
public sealed record BarPart(Figure Figure, double AtLeast, bool LessIsBetter = false)
{
    /// <summary>The figure and its interval.</summary>
    public string Text => FigureText.Of(Figure);

    /// <summary>Whether the figure, as it is printed, reaches the bar.</summary>
    public bool IsReached =>
        LessIsBetter ? Math.Round(Figure.Value, 3) <= AtLeast : Math.Round(Figure.Value, 3) >= AtLeast;
}
