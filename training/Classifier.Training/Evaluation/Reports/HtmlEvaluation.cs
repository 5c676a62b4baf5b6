using System.Globalization;
using AngleSharp.Dom;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>An evaluation as a page to look at.</summary>
public sealed class HtmlEvaluation
{
    private readonly ReportPage _page;

    private HtmlEvaluation(EvaluationReport report)
    {
        _page = new ReportPage(report.Title);
        _page.Add(
            _page.Element(
                "p",
                "note",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Headlines:N0} headlines that the model did not learn from. Small figures are 95 % bootstrap intervals, drawn by story."
                )
            ),
            Figures(report),
            Plots(report),
            Casings(report),
            Slices(report),
            Labels(report),
            Confusion(report)
        );
    }

    /// <summary>The page.</summary>
    /// <param name="report">What was measured.</param>
    public static string Write(EvaluationReport report) => new HtmlEvaluation(report)._page.ToHtml();

    private IElement Figures(EvaluationReport report) =>
        _page.Section(
            "Figures",
            "Beside the model stand rules that anybody could write, measured on the same headlines.",
            _page.Table(
                null,
                ["", "model", .. report.Baselines.Select(baseline => baseline.Name)],
                report.Figures.Select(
                    (figure, i) =>
                        (
                            FigureText.Name(figure.Name),
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
            Chart("Reliability: how often is it right when it is how sure?", Charts.Reliability(report)),
            Chart(
                report.MinScore is null
                    ? "Risk and coverage: how right is it if it answers only where it is surest?"
                    : "Risk and coverage: how right is it if it answers only where it is surest? The dashed line is the default smallest score.",
                Charts.RiskCoverage(report)
            )
        );
        if (report.PrecisionRecall.Count > 0)
        {
            charts.Append(Chart("Precision and recall of bait", Charts.PrecisionRecall(report)));
        }

        if (report.Task == ModelBundle.TopicTask)
        {
            charts.Append(Chart("F1 of each topic", Charts.Labels(report)));
        }

        if (report.Slices.Any(slice => double.IsFinite(slice.Figure.Value)))
        {
            charts.Append(
                Chart(
                    $"{FigureText.Name(Evaluator.MainFigure(report.Task))} on parts of the set",
                    Charts.Slices(report)
                )
            );
        }

        return _page.Section("Charts", null, charts);
    }

    private IElement Casings(EvaluationReport report) =>
        _page.Section(
            "Casings",
            "The same headlines, printed otherwise. A model that goes by letters' case falls here.",
            _page.Table(
                null,
                ["", FigureText.Name(Evaluator.MainFigure(report.Task)), "drop"],
                report.Casings.Select(casing =>
                    (
                        casing.Name,
                        (IEnumerable<INode>)[_page.Cell(FigureText.Number(casing.Value)), _page.Cell(casing.Drop)]
                    )
                )
            )
        );

    private IElement Slices(EvaluationReport report) =>
        _page.Section(
            "Slices",
            null,
            _page.Table(
                null,
                ["", "by", "headlines", FigureText.Name(Evaluator.MainFigure(report.Task))],
                report.Slices.Select(slice =>
                    (
                        slice.Name,
                        (IEnumerable<INode>)
                            [
                                _page.Cell(slice.By),
                                _page.Cell(slice.Headlines.ToString("N0", CultureInfo.InvariantCulture)),
                                _page.Cell(slice.Figure),
                            ]
                    )
                )
            )
        );

    private IElement Labels(EvaluationReport report)
    {
        var isTopic = report.Task == ModelBundle.TopicTask;
        return _page.Section(
            isTopic ? "Topics" : "Grades",
            isTopic ? null : "Recall is the share on the right side of the threshold between grades 1 and 2.",
            _page.Table(
                null,
                isTopic ? ["", "precision", "recall", "F1", "headlines"] : ["", "recall", "headlines"],
                report.LabelFigures.Select(label =>
                {
                    var figure = new Figure(label.Label, isTopic ? label.F1 : label.Recall, label.Low, label.High);
                    var support = _page.Cell(label.Support.ToString("N0", CultureInfo.InvariantCulture));
                    return (
                        IptcTopics.FromId(label.Label).Label,
                        isTopic
                            ? (IEnumerable<INode>)
                                [
                                    _page.Cell(FigureText.Number(label.Precision)),
                                    _page.Cell(FigureText.Number(label.Recall)),
                                    _page.Cell(figure),
                                    support,
                                ]
                            : [_page.Cell(figure), support]
                    );
                })
            )
        );
    }

    private IElement Confusion(EvaluationReport report)
    {
        var isTopic = report.Task == ModelBundle.TopicTask;
        string[] columns = isTopic ? [.. report.Labels.Select(Short)] : ["not bait", "bait"];
        return _page.Section(
            "Confusion",
            "Rows are right, columns were given; the darker, the larger the share of its row.",
            _page.Table(
                "confusion",
                ["", .. columns],
                report.Confusion.Select(
                    (row, i) =>
                        (
                            IptcTopics.FromId(report.Labels[i]).Label,
                            row.Select(count =>
                            {
                                var share = count / (double)Math.Max(1, row.Sum());
                                return (INode)Shaded(
                                    count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture),
                                    share
                                );
                            })
                        )
                )
            )
        );
    }

    /// <summary>The first letters of a topic, for the head of a narrow column.</summary>
    private static string Short(string label)
    {
        var name = IptcTopics.FromId(label).Label;
        return name[..Math.Min(name.Length, 5)].TrimEnd(' ', ',');
    }

    private IElement Chart(string caption, string svg)
    {
        var figure = _page.Element("figure", null, _page.Element("figcaption", null, caption));
        figure.Insert(AdjacentPosition.BeforeEnd, svg);
        figure.QuerySelector("svg")!.SetAttribute("role", "img");
        figure.QuerySelector("svg")!.SetAttribute("aria-label", caption);
        return figure;
    }

    private IElement Shaded(string text, double share)
    {
        var cell = _page.Cell(text);
        cell.SetAttribute("style", string.Create(CultureInfo.InvariantCulture, $"--share:{share:0.##}"));
        return cell;
    }
}
