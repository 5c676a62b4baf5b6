using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>Where elements lie to each other in a page's tree.</summary>
internal static class Tree
{
    /// <summary>Where the paths to two elements part.</summary>
    /// <param name="Common">The nearest element that holds both.</param>
    /// <param name="Left">Its child that holds the first.</param>
    /// <param name="Right">Its child that holds the second.</param>
    /// <param name="Levels">How far the deeper of the two lies below.</param>
    public readonly record struct Fork(IElement Common, IElement Left, IElement Right, int Levels);

    /// <summary>Finds where the paths to two elements of one document part.</summary>
    public static Fork ForkOf(IElement a, IElement b)
    {
        List<IElement> left = PathTo(a), right = PathTo(b);
        int common = 0;
        while (common + 1 < left.Count && common + 1 < right.Count && left[common + 1] == right[common + 1]) common++;
        return new Fork(left[common], left[Math.Min(common + 1, left.Count - 1)], right[Math.Min(common + 1, right.Count - 1)], Math.Max(left.Count, right.Count) - 1 - common);
    }

    /// <summary>Whether two elements are two of a kind: the same tag, and a class in common if they have any.</summary>
    public static bool Alike(IElement a, IElement b) =>
        a.LocalName == b.LocalName && (a.ClassList.Length == 0 && b.ClassList.Length == 0 || a.ClassList.Any(b.ClassList.Contains));

    /// <summary>The tags and first classes from below a container down to an element and its first child.</summary>
    public static string Path(IElement element, IElement container)
    {
        var steps = new List<string>();
        for (IElement? current = element.FirstElementChild ?? element; current is not null && current != container; current = current.ParentElement)
            steps.Add($"{current.LocalName}.{(current.ClassList.Length > 0 ? current.ClassList[0] : "")}");
        return string.Join('/', steps);
    }

    private static List<IElement> PathTo(IElement element)
    {
        var path = new List<IElement>();
        for (IElement? current = element; current is not null; current = current.ParentElement) path.Add(current);
        path.Reverse();
        return path;
    }
}
