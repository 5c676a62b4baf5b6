using AngleSharp.Dom;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Builds the controls that sort, search, and filter the headlines of a report. They are hidden until the script of the
/// report adds their choices, so that a report without scripts has no controls without effect.</summary>
internal static class HeadlineControls
{
    private static readonly (string Name, string Label)[] Filters =
    [
        ("site", "Site"),
        ("topic", "Topic"),
        ("band", "Band"),
        ("kind", "Kind"),
        ("module", "Module"),
    ];

    /// <summary>Builds the controls and the table for sorted headlines.</summary>
    public static IElement Create(ReportDocument document)
    {
        var search = document.Element("input", null);
        search.SetAttribute("type", "search");
        search.Id = "search";
        var controls = document.Element(
            "div",
            "controls",
            [
                document.Element("label", null, document.Text("Search"), search),
                .. Filters.Select(filter => Select(document, $"filter-{filter.Name}", filter.Label, [("", "all")])),
                Select(
                    document,
                    "sort",
                    "Order",
                    [
                        ("", "by page"),
                        ("score", "most clickbait first"),
                        ("-score", "least clickbait first"),
                        ("text", "headline"),
                        ("site", "site"),
                        ("topic", "topic"),
                    ]
                ),
                document.Element("output", null),
            ]
        );
        controls.Id = "controls";
        controls.SetAttribute("hidden", "");
        var flat = document.Table("headlines flat", "Sorted headlines", ["Clickbait", "Headline", "Topic"], []);
        flat.Id = "flat";
        flat.SetAttribute("hidden", "");
        return document.Element("div", null, controls, flat);
    }

    private static IElement Select(
        ReportDocument document,
        string id,
        string label,
        IEnumerable<(string Value, string Text)> options
    )
    {
        var select = document.Element(
            "select",
            null,
            [
                .. options.Select(option =>
                {
                    var element = document.Element("option", null, option.Text);
                    element.SetAttribute("value", option.Value);
                    return element;
                }),
            ]
        );
        select.Id = id;
        return document.Element("label", null, document.Text(label), select);
    }
}
