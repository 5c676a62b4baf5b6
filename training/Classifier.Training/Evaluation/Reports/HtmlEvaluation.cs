using System.Globalization;
using AngleSharp.Dom;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>Writes evaluations as HTML reports.</summary>
public sealed class HtmlEvaluation
{
    private const int ShortLabelLength = 5;

    private readonly ReportDocument _page;

    private HtmlEvaluation(EvaluationReport report)
    {
        _page = new ReportDocument(report.Title);
        _page.Main.Append(
            _page.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Headlines:N0} headlines{(report.IsHeldOut ? " that were not used for training" : "")}. Small figures are 95 % bootstrap intervals, resampled by story."
                )
            )
        );
        foreach (var warning in report.Warnings)
        {
            _page.Main.Append(_page.Element("p", "error", warning));
        }

        _page.Main.Append(
            Figures(report),
            Plots(report),
            Casings(report),
            Slices(report),
            Labels(report),
            Confusion(report)
        );
    }

    /// <summary>Returns an evaluation as HTML.</summary>
    public static string Write(EvaluationReport report) => new HtmlEvaluation(report)._page.ToHtml();

    private IElement Figures(EvaluationReport report) =>
        _page.Section(
            "figures",
            "Figures",
            _page.Note("The baselines are simple rules, measured on the same headlines."),
            _page.Grid(
                null,
                "Figures of the model and the baselines",
                ["", "model", .. report.Baselines.Select(baseline => baseline.Name)],
                report.Figures.Select(
                    (figure, i) =>
                        (
                            FigureText.DisplayName(figure.Name),
                            (IEnumerable<INode>)
                                [
                                    _page.Cell(figure),
                                    .. report.Baselines.Select(baseline => _page.Cell(baseline.Figures[i])),
                                ]
                        )
                )
            )
        );

    private IElement Plots(EvaluationReport report)
    {
        var charts = _page.Element(
            "div",
            "charts",
            _page.Figure("Reliability: accuracy by predicted probability", Charts.Reliability(report)),
            _page.Figure(
                "Risk and coverage: accuracy on the most confident predictions"
                    + (report.MinScore is null ? "" : "; the dashed line marks the default minimum score"),
                Charts.RiskCoverage(report)
            )
        );
        if (report.PrecisionRecall.Count > 0)
        {
            charts.Append(_page.Figure("Precision and recall of clickbait", Charts.PrecisionRecall(report)));
        }

        if (report.Task == ModelBundle.TopicTask)
        {
            charts.Append(_page.Figure("F1 by topic", Charts.Labels(report)));
        }

        if (report.Slices.Any(slice => double.IsFinite(slice.Figure.Value)))
        {
            charts.Append(_page.Figure($"{PrimaryFigure(report)} by slice", Charts.Slices(report)));
        }

        return _page.Section("charts", "Charts", charts);
    }

    private IElement Casings(EvaluationReport report) =>
        _page.Section(
            "casings",
            "Casings",
            _page.Note(
                "The same headlines with different capitalization. A drop means that the model depends on letter case."
            ),
            _page.Grid(
                null,
                "Figures by capitalization",
                ["", PrimaryFigure(report), "drop"],
                report.Casings.Select(casing =>
                    (
                        casing.Name,
                        (IEnumerable<INode>)[_page.Cell(FigureText.FormatNumber(casing.Value)), _page.Cell(casing.Drop)]
                    )
                )
            )
        );

    private IElement Slices(EvaluationReport report) =>
        _page.Section(
            "slices",
            "Slices",
            _page.Grid(
                null,
                "Figures by slice",
                ["", "by", "headlines", PrimaryFigure(report)],
                report.Slices.Select(slice =>
                    (
                        slice.Name,
                        (IEnumerable<INode>)
                            [_page.Cell(slice.By), _page.Cell(Count(slice.Headlines)), _page.Cell(slice.Figure)]
                    )
                )
            )
        );

    private IElement Labels(EvaluationReport report)
    {
        var isTopic = report.Task == ModelBundle.TopicTask;
        var table = _page.Grid(
            null,
            "Figures by label",
            isTopic ? ["", "precision", "recall", "F1", "headlines"] : ["", "recall", "headlines"],
            report.LabelFigures.Select(label => (IptcTopics.Describe(label.Label), LabelCells(label, isTopic)))
        );
        return isTopic
            ? _page.Section("labels", "Topics", table)
            : _page.Section(
                "labels",
                "Grades",
                _page.Note("Recall is the share on the correct side of the threshold between grades 1 and 2."),
                table
            );
    }

    private IEnumerable<INode> LabelCells(LabelFigures label, bool isTopic)
    {
        var figure = new Figure(label.Label, isTopic ? label.F1 : label.Recall, label.Low, label.High);
        var support = _page.Cell(Count(label.Support));
        return isTopic
            ?
            [
                _page.Cell(FigureText.FormatNumber(label.Precision)),
                _page.Cell(FigureText.FormatNumber(label.Recall)),
                _page.Cell(figure),
                support,
            ]
            : [_page.Cell(figure), support];
    }

    private IElement Confusion(EvaluationReport report)
    {
        string[] columns =
            report.Task == ModelBundle.TopicTask ? [.. report.Labels.Select(ShortName)] : ["not bait", "bait"];
        return _page.Section(
            "confusion",
            "Confusion matrix",
            _page.Note(
                "Rows are correct labels, columns are predictions. The shade of a cell is its share of the row."
            ),
            _page.Grid(
                "confusion",
                "Number of headlines by correct label and prediction",
                ["", .. columns],
                report.Confusion.Select(
                    (row, i) =>
                        (
                            IptcTopics.Describe(report.Labels[i]),
                            row.Select(count =>
                                (INode)
                                    _page.ShadedCell(
                                        count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture),
                                        count / (double)Math.Max(1, row.Sum())
                                    )
                            )
                        )
                )
            )
        );
    }

    private static string Name(string label) => IptcTopics.FromId(label).Label;

    // Shortens topics to fit above narrow columns.
    private static string ShortName(string label)
    {
        var name = Name(label);
        return name[..Math.Min(name.Length, ShortLabelLength)].TrimEnd(' ', ',');
    }

    private static string PrimaryFigure(EvaluationReport report) =>
        FigureText.DisplayName(Evaluator.PrimaryFigure(report.Task));

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
