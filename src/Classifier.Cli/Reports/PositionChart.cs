using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Classifier.Cli.Reports;

/// <summary>Draws how the share of clickbait depends on the place in a list: a point a place, with its 95 % interval.</summary>
internal static class PositionChart
{
    private const double Width = 640;
    private const double Height = 300;

    // Colors that stand for the page's own, so that the chart follows it into the dark and onto paper.
    private static readonly OxyColor Ink = OxyColor.FromRgb(1, 2, 3);
    private static readonly OxyColor Grid = OxyColor.FromRgb(1, 2, 4);
    private static readonly OxyColor Bait = OxyColor.FromRgb(1, 2, 5);

    /// <summary>Draws the chart.</summary>
    /// <param name="positions">The headlines at each place, from the first.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public static IElement Draw(IReadOnlyList<BaitShare> positions)
    {
        var model = new PlotModel
        {
            TextColor = Ink,
            PlotAreaBorderColor = OxyColors.Transparent,
            Background = OxyColors.Transparent,
            DefaultFontSize = 13,
        };
        var last = positions.Count;
        while (last > 1 && positions[last - 1].Headlines == 0)
        {
            last--;
        }

        model.Axes.Add(Axis(AxisPosition.Bottom, "position in the list", 0.5, last + 0.5, last <= 10 ? 1 : 2));
        var share = Axis(AxisPosition.Left, "clickbait", 0, 1, 0.25);
        share.LabelFormatter = value => $"{value:P0}";
        share.MajorGridlineStyle = LineStyle.Solid;
        model.Axes.Add(share);
        var points = new LineSeries
        {
            Color = Bait,
            LineStyle = LineStyle.None,
            MarkerType = MarkerType.Circle,
            MarkerSize = 4,
            MarkerFill = Bait,
        };
        for (var i = 0; i < last; i++)
        {
            if (positions[i].Headlines == 0)
            {
                continue;
            }

            var interval = positions[i].Interval;
            model.Series.Add(
                new LineSeries
                {
                    Color = Grid,
                    StrokeThickness = 7,
                    Points = { new DataPoint(i + 1, interval.Low), new DataPoint(i + 1, interval.High) },
                }
            );
            points.Points.Add(new DataPoint(i + 1, positions[i].Share));
        }

        model.Series.Add(points);
        var svg = new SvgExporter
        {
            Width = Width,
            Height = Height,
            UseVerticalTextAlignmentWorkaround = true,
        }.ExportToString(model);
        return Adopt(svg);
    }

    private static LinearAxis Axis(AxisPosition position, string title, double least, double most, double step) =>
        new()
        {
            Position = position,
            Title = title,
            Minimum = least,
            Maximum = most,
            MajorStep = step,
            MinorTickSize = 0,
            TicklineColor = Grid,
            AxislineColor = Grid,
            MajorGridlineColor = Grid,
            AxislineStyle = LineStyle.Solid,
        };

    private static IElement Adopt(string xml)
    {
        var themed = xml[xml.IndexOf("<svg", StringComparison.Ordinal)..]
            .Replace("rgb(1,2,3)", "var(--quiet)", StringComparison.Ordinal)
            .Replace("rgb(1,2,4)", "var(--line)", StringComparison.Ordinal)
            .Replace("rgb(1,2,5)", "var(--considerable)", StringComparison.Ordinal);
        var svg = new HtmlParser().ParseDocument(themed).QuerySelector("svg")!;
        svg.SetAttribute("viewBox", $"0 0 {Width} {Height}");
        svg.RemoveAttribute("width");
        svg.RemoveAttribute("height");
        svg.RemoveAttribute("style");
        svg.SetAttribute("role", "img");
        return svg;
    }
}
