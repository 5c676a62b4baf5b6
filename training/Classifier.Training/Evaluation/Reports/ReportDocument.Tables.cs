using System.Globalization;
using AngleSharp.Dom;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Reports;

public sealed partial class ReportDocument
{
    /// <summary>Creates a table.</summary>
    /// <param name="style">The CSS class; null for none.</param>
    /// <param name="caption">The caption, which only screen readers see.</param>
    /// <param name="columns">The column names. The prefix <c>#</c> marks a column of numbers.</param>
    /// <param name="rows">The rows.</param>
    public IElement Table(string? style, string caption, IEnumerable<string> columns, IEnumerable<IElement> rows)
    {
        var header = Element(
            "tr",
            null,
            [
                .. columns.Select(name =>
                    WithScope(Element("th", name.StartsWith('#') ? "number" : null, name.TrimStart('#')), "col")
                ),
            ]
        );
        return Element(
            "table",
            style,
            Element("caption", "unseen", caption),
            Element("thead", null, header),
            Element("tbody", null, [.. rows])
        );
    }

    /// <summary>Creates a table of figures. On narrow screens, each row is displayed as a card, and a confusion matrix scrolls
    /// horizontally.</summary>
    /// <param name="style">A CSS class in addition to <c>grid</c>: <c>words</c> for tables of text, <c>confusion</c> for a confusion
    /// matrix, or null.</param>
    /// <param name="caption">The caption, which only screen readers see.</param>
    /// <param name="columns">The column names, as in <see cref="Table"/>; the first is that of the row headers.</param>
    /// <param name="rows">The rows, each with the text of its header cell.</param>
    public IElement Grid(
        string? style,
        string caption,
        IEnumerable<string> columns,
        IEnumerable<(string Name, IEnumerable<INode> Cells)> rows
    )
    {
        string[] names = [.. columns];
        return Element(
            "div",
            "scroll",
            Table(
                style is null ? "grid" : $"grid {style}",
                caption,
                names,
                rows.Select(row =>
                    Element("tr", null, [RowHeader(Text(row.Name)), .. LabelCells(row.Cells, names[1..])])
                )
            )
        );
    }

    /// <summary>Creates a row header.</summary>
    public IElement RowHeader(params INode[] children) => WithScope(Element("th", null, children), "row");

    /// <summary>Creates a cell with text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">The CSS class; null for none.</param>
    public IElement Cell(string text, string? style = null) => Element("td", style, text);

    /// <summary>Creates a cell with a figure and its confidence interval.</summary>
    internal IElement Cell(Figure figure)
    {
        var cell = Cell(FigureText.FormatNumber(figure.Value));
        if (double.IsFinite(figure.Value))
        {
            cell.Append(
                Text(" "),
                Element(
                    "span",
                    "interval",
                    $"{FigureText.FormatNumber(figure.Low)}–{FigureText.FormatNumber(figure.High)}"
                )
            );
        }

        return cell;
    }

    /// <summary>Creates a cell with a label that is shown where the table is displayed as cards, on narrow screens.</summary>
    public IElement LabeledCell(string label, string style, params INode[] children)
    {
        var cell = Element("td", style, children);
        cell.SetAttribute("data-label", label);
        return cell;
    }

    /// <summary>Creates a horizontal bar.</summary>
    /// <param name="share">The length, 0 to 1.</param>
    /// <param name="style">The CSS class that determines the color.</param>
    /// <param name="interval">A confidence interval that is drawn over the bar; null for none.</param>
    public IElement Meter(double share, string style, (double Low, double High)? interval = null)
    {
        var meter = Element("span", "meter", WithStyle(Element("span", "fill " + style), $"width:{100 * share:F1}%"));
        if (interval is var (low, high))
        {
            meter.Append(WithStyle(Element("span", "range"), $"left:{100 * low:F1}%;width:{100 * (high - low):F1}%"));
        }

        meter.SetAttribute("aria-hidden", "true");
        return meter;
    }

    /// <summary>Creates a cell whose background is shaded by a share, 0 to 1.</summary>
    internal IElement ShadedCell(string text, double share) => WithStyle(Cell(text), $"--share:{share:0.##}");

    private static IEnumerable<INode> LabelCells(IEnumerable<INode> cells, string[] columns)
    {
        foreach (var (i, cell) in cells.Index())
        {
            if (cell is IElement element && i < columns.Length && columns[i].TrimStart('#') is { Length: > 0 } label)
            {
                element.SetAttribute("data-label", label);
            }

            yield return cell;
        }
    }

    private static IElement WithScope(IElement header, string scope)
    {
        header.SetAttribute("scope", scope);
        return header;
    }

    private static IElement WithStyle(IElement element, FormattableString style)
    {
        element.SetAttribute("style", style.ToString(CultureInfo.InvariantCulture));
        return element;
    }
}
