using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Classifier.Models;
using Classifier.Taxonomy;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>An evaluation to look at: one HTML page that needs nothing else, for a screen of any width, dark or light, and for
/// paper.</summary>
public sealed class HtmlEvaluation
{
    private readonly IDocument _document;

    private HtmlEvaluation(string css) => _document = new HtmlParser().ParseDocument($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title></title>
        <style>{css}</style>
        </head>
        <body><main></main></body>
        </html>
        """);

    /// <summary>The page.</summary>
    /// <param name="report">What was measured.</param>
    public static string Write(EvaluationReport report)
    {
        using var css = new StreamReader(typeof(HtmlEvaluation).Assembly.GetManifestResourceStream("evaluation.css")!);
        var page = new HtmlEvaluation(css.ReadToEnd());
        page.Fill(report);
        return page._document.ToHtml(HtmlMarkupFormatter.Instance);
    }

    private void Fill(EvaluationReport report)
    {
        _document.Title = report.Title;
        var main = _document.QuerySelector("main")!;
        main.Append(
            Element("h1", null, report.Title),
            Element("p", "note", string.Create(CultureInfo.InvariantCulture,
                $"{report.Headlines:N0} headlines that the model did not learn from. Small figures are 95 % bootstrap intervals, drawn by story.")),
            Figures(report), Plots(report), Casings(report), Slices(report), Labels(report), Confusion(report));
    }

    private IElement Figures(EvaluationReport report) => Section("Figures", "Beside the model stand rules that anybody could write, measured on the same headlines.",
        Table(null, ["", "model", .. report.Baselines.Select(baseline => baseline.Name)], report.Figures.Select((figure, i) =>
            (FigureText.Name(figure.Name), (IEnumerable<INode>)[Cell(figure), .. report.Baselines.Select(baseline => Cell(baseline.Figures[i]))]))));

    private IElement Plots(EvaluationReport report)
    {
        var charts = Element("div", "charts",
            Chart("Reliability: how often is it right when it is how sure?", Charts.Reliability(report)),
            Chart(report.MinScore is null
                ? "Risk and coverage: how right is it if it answers only where it is surest?"
                : "Risk and coverage: how right is it if it answers only where it is surest? The dashed line is the default smallest score.",
                Charts.RiskCoverage(report)));
        if (report.PrecisionRecall.Count > 0)
            charts.Append(Chart("Precision and recall of bait", Charts.PrecisionRecall(report)));
        if (report.Task == ModelBundle.TopicTask)
            charts.Append(Chart("F1 of each topic", Charts.Labels(report)));
        if (report.Slices.Any(slice => double.IsFinite(slice.Figure.Value)))
            charts.Append(Chart($"{FigureText.Name(Evaluator.MainFigure(report.Task))} on parts of the set", Charts.Slices(report)));
        return Section("Charts", null, charts);
    }

    private IElement Casings(EvaluationReport report) => Section("Casings", "The same headlines, printed otherwise. A model that goes by letters' case falls here.",
        Table(null, ["", FigureText.Name(Evaluator.MainFigure(report.Task)), "drop"], report.Casings.Select(casing =>
            (casing.Name, (IEnumerable<INode>)[Text(FigureText.Number(casing.Value)), Cell(casing.Drop)]))));

    private IElement Slices(EvaluationReport report) => Section("Slices", null,
        Table(null, ["", "by", "headlines", FigureText.Name(Evaluator.MainFigure(report.Task))], report.Slices.Select(slice =>
            (slice.Name, (IEnumerable<INode>)[Text(slice.By), Text(slice.Headlines.ToString("N0", CultureInfo.InvariantCulture)), Cell(slice.Figure)]))));

    private IElement Labels(EvaluationReport report)
    {
        var isTopic = report.Task == ModelBundle.TopicTask;
        return Section(isTopic ? "Topics" : "Grades", isTopic ? null : "Recall is the share on the right side of the threshold between grades 1 and 2.",
            Table(null, isTopic ? ["", "precision", "recall", "F1", "headlines"] : ["", "recall", "headlines"], report.LabelFigures.Select(label =>
            {
                var figure = new Figure(label.Label, isTopic ? label.F1 : label.Recall, label.Low, label.High);
                var support = Text(label.Support.ToString("N0", CultureInfo.InvariantCulture));
                return (IptcTopics.Named(label.Label).Label, isTopic
                    ? (IEnumerable<INode>)[Text(FigureText.Number(label.Precision)), Text(FigureText.Number(label.Recall)), Cell(figure), support]
                    : [Cell(figure), support]);
            })));
    }

    private IElement Confusion(EvaluationReport report)
    {
        var isTopic = report.Task == ModelBundle.TopicTask;
        string[] columns = isTopic ? [.. report.Labels.Select(Short)] : ["not bait", "bait"];
        return Section("Confusion", "Rows are right, columns were given; the darker, the larger the share of its row.",
            Table("confusion", ["", .. columns], report.Confusion.Select((row, i) => (IptcTopics.Named(report.Labels[i]).Label, row.Select(count =>
            {
                var share = count / (double)Math.Max(1, row.Sum());
                return (INode)Text(count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture), share);
            })))));
    }

    /// <summary>The first letters of a topic, for the head of a narrow column.</summary>
    private static string Short(string label)
    {
        var name = IptcTopics.Named(label).Label;
        return name[..Math.Min(name.Length, 5)].TrimEnd(' ', ',');
    }

    private IElement Section(string title, string? note, IElement content)
    {
        var section = Element("section", null, Element("h2", null, title));
        if (note is not null)
            section.Append(Element("p", "note", note));
        section.Append(content);
        return section;
    }

    private IElement Chart(string caption, string svg)
    {
        var figure = Element("figure", null, Element("figcaption", null, caption));
        figure.Insert(AdjacentPosition.BeforeEnd, svg);
        figure.QuerySelector("svg")!.SetAttribute("role", "img");
        figure.QuerySelector("svg")!.SetAttribute("aria-label", caption);
        return figure;
    }

    private IElement Table(string? style, IReadOnlyList<string> head, IEnumerable<(string Name, IEnumerable<INode> Cells)> rows) =>
        Element("div", "scroll", Element("table", style,
            Element("thead", null, Element("tr", null, [.. head.Select(name => Header(name, "col"))])),
            Element("tbody", null, [.. rows.Select(row => Element("tr", null, [Header(row.Name, "row"), .. row.Cells]))])));

    private IElement Header(string name, string scope)
    {
        var header = Element("th", null, name);
        header.SetAttribute("scope", scope);
        return header;
    }

    private IElement Cell(Figure figure)
    {
        var cell = Text(FigureText.Number(figure.Value));
        if (double.IsFinite(figure.Value))
            cell.Append(_document.CreateTextNode(" "), Element("span", "interval", $"{FigureText.Number(figure.Low)}–{FigureText.Number(figure.High)}"));
        return cell;
    }

    private IElement Text(string text, double? share = null)
    {
        var cell = Element("td", null, text);
        if (share is { } part)
            cell.SetAttribute("style", string.Create(CultureInfo.InvariantCulture, $"--share:{part:0.##}"));
        return cell;
    }

    private IElement Element(string name, string? style, string text)
    {
        var element = Element(name, style);
        element.TextContent = text;
        return element;
    }

    private IElement Element(string name, string? style, params INode[] children)
    {
        var element = _document.CreateElement(name);
        if (style is not null)
            element.ClassName = style;
        element.Append(children);
        return element;
    }
}
