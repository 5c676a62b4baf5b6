using System.Security.Cryptography;
using System.Text;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>Draws the charts of evaluation reports as SVG with a transparent background and the colors of the report.</summary>
internal static class Charts
{
    private const double Width = 520;
    private const double Height = 380;
    private const byte IntervalOpacity = 110;
    private const byte GridOpacity = 60;

    // Placeholders that Svg replaces with CSS variables, so that charts follow the color scheme of the page.
    private static readonly OxyColor Ink = OxyColor.FromRgb(1, 2, 3);
    private static readonly OxyColor Quiet = OxyColor.FromRgb(1, 2, 4);
    private static readonly OxyColor Strong = OxyColor.FromRgb(1, 2, 5);

    /// <summary>Draws accuracy by predicted probability; a calibrated model follows the diagonal.</summary>
    public static string Reliability(EvaluationReport report)
    {
        var model = Plane("probability", "share correct");
        model.Series.Add(Line("perfect", [(0, 0), (1, 1)], Quiet, LineStyle.Dash));
        var line = Line("model", report.Reliability.Select(bin => (bin.Probability, bin.Right)), Strong);
        line.MarkerType = MarkerType.Circle;
        line.MarkerSize = 4;
        line.MarkerFill = Strong;
        model.Series.Add(line);
        return Svg(model, Height);
    }

    /// <summary>Draws accuracy by coverage, and the coverage at the default minimum score.</summary>
    public static string RiskCoverage(EvaluationReport report)
    {
        var model = Plane("coverage, most confident first", "accuracy");
        model.Axes[1].Minimum = Math.Floor(report.RiskCoverage.Min(point => point.Accuracy) * 10) / 10;
        model.Series.Add(Line("model", report.RiskCoverage.Select(point => (point.Coverage, point.Accuracy)), Strong));
        if (
            report.MinScore is { } minScore
            && report.RiskCoverage.LastOrDefault(point => point.MinScore >= minScore) is { } cut
        )
        {
            model.Series.Add(
                Line(
                    $"min_score {minScore:0.##}",
                    [(cut.Coverage, model.Axes[1].Minimum), (cut.Coverage, 1)],
                    Quiet,
                    LineStyle.Dash
                )
            );
        }

        return Svg(model, Height);
    }

    /// <summary>Draws precision by recall; the dashed line is the share of clickbait in the set.</summary>
    public static string PrecisionRecall(EvaluationReport report)
    {
        var model = Plane("recall", "precision");
        var share = report.Reliability.Sum(bin => bin.Headlines * bin.Right) / report.Headlines;
        model.Series.Add(Line("always bait", [(0, share), (1, share)], Quiet, LineStyle.Dash));
        model.Series.Add(
            Line("model", report.PrecisionRecall.Select(point => (point.Recall, point.Precision)), Strong)
        );
        return Svg(model, Height);
    }

    /// <summary>Draws the F1 score of each label with its interval.</summary>
    public static string Labels(EvaluationReport report)
    {
        var labels = report.LabelFigures.Where(label => !double.IsNaN(label.F1)).OrderBy(label => label.F1).ToList();
        return Intervals(
            "F1",
            [
                .. labels.Select(label =>
                    (IptcTopics.FromId(label.Label).Label, new Figure(label.Label, label.F1, label.Low, label.High))
                ),
            ]
        );
    }

    /// <summary>Draws the main figure of each slice with its interval.</summary>
    public static string Slices(EvaluationReport report) =>
        Intervals(
            FigureText.DisplayName(Evaluator.PrimaryFigure(report.Task)),
            [
                .. report
                    .Slices.Where(slice => double.IsFinite(slice.Figure.Value))
                    .Reverse()
                    .Select(slice => ($"{slice.Name} ({slice.Headlines:N0})", slice.Figure)),
            ]
        );

    private static string Intervals(string title, IReadOnlyList<(string Name, Figure Figure)> rows)
    {
        var model = Empty();
        // The exporter underestimates the width of labels.
        model.PlotMargins = new OxyThickness(
            16 + (6.2 * rows.Max(row => row.Name.Length)),
            double.NaN,
            double.NaN,
            double.NaN
        );
        var names = new CategoryAxis
        {
            Position = AxisPosition.Left,
            TextColor = Ink,
            TicklineColor = Quiet,
            AxislineColor = Quiet,
            MajorGridlineColor = OxyColors.Transparent,
        };
        names.Labels.AddRange(rows.Select(row => row.Name));
        model.Axes.Add(names);
        model.Axes.Add(Share(AxisPosition.Bottom, title, Math.Floor(rows.Min(row => row.Figure.Low) * 10) / 10));
        var intervals = new LineSeries { Color = OxyColor.FromAColor(IntervalOpacity, Strong), StrokeThickness = 6 };
        var values = new ScatterSeries
        {
            MarkerType = MarkerType.Circle,
            MarkerSize = 4,
            MarkerFill = Strong,
        };
        for (var i = 0; i < rows.Count; i++)
        {
            intervals.Points.AddRange([
                new DataPoint(rows[i].Figure.Low, i),
                new DataPoint(rows[i].Figure.High, i),
                DataPoint.Undefined,
            ]);
            values.Points.Add(new ScatterPoint(rows[i].Figure.Value, i));
        }

        model.Series.Add(intervals);
        model.Series.Add(values);
        return Svg(model, 90 + (22 * rows.Count));
    }

    private static PlotModel Plane(string x, string y)
    {
        var model = Empty();
        model.Axes.Add(Share(AxisPosition.Bottom, x, 0));
        model.Axes.Add(Share(AxisPosition.Left, y, 0));
        model.Legends.Add(
            new Legend
            {
                LegendPosition = LegendPosition.LeftBottom,
                LegendTextColor = Ink,
                LegendBackground = OxyColors.Transparent,
            }
        );
        return model;
    }

    private static PlotModel Empty() =>
        new()
        {
            Background = OxyColors.Transparent,
            PlotAreaBorderColor = Quiet,
            TextColor = Ink,
            // The exporter measures text with the metrics of Arial, which most fonts resemble.
            DefaultFont = "Arial",
        };

    private static LinearAxis Share(AxisPosition position, string title, double minimum) =>
        new()
        {
            Position = position,
            Title = title,
            Minimum = minimum,
            Maximum = 1.005,
            MajorStep = minimum >= 0.5 ? 0.1 : 0.2,
            AxisTitleDistance = 12,
            TextColor = Ink,
            TitleColor = Ink,
            TicklineColor = Quiet,
            AxislineColor = Quiet,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColor.FromAColor(GridOpacity, Quiet),
        };

    private static LineSeries Line(
        string title,
        IEnumerable<(double X, double Y)> points,
        OxyColor color,
        LineStyle style = LineStyle.Solid
    )
    {
        // The exporter underestimates the width of titles and clips the legend; the padding compensates for this.
        var line = new LineSeries
        {
            Title = title + new string('\u00a0', 5),
            Color = color,
            LineStyle = style,
            StrokeThickness = style == LineStyle.Solid ? 2 : 1,
        };
        line.Points.AddRange(points.Select(point => new DataPoint(point.X, point.Y)));
        return line;
    }

    private static string Svg(PlotModel model, double height)
    {
        var svg = new SvgExporter
        {
            Width = Width,
            Height = height,
            IsDocument = false,
        }.ExportToString(model);
        // Makes the ids of clip paths unique: each chart numbers them from 1, and a page has several charts.
        var id = $"clip{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(svg)))[..8]}-";
        return svg.Replace("<svg ", $"<svg viewBox=\"0 0 {Width} {height}\" ", StringComparison.Ordinal)
            .Replace("rgb(1,2,3)", "var(--text)", StringComparison.Ordinal)
            .Replace("rgb(1,2,4)", "var(--quiet)", StringComparison.Ordinal)
            .Replace("rgb(1,2,5)", "var(--topic)", StringComparison.Ordinal)
            .Replace("\"clipPath", $"\"{id}", StringComparison.Ordinal)
            .Replace("#clipPath", $"#{id}", StringComparison.Ordinal);
    }
}
