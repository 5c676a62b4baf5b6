using Classifier.Pages;

namespace Classifier.Tests.Pages;

internal static class FixturePage
{
    public static Page Read(string name) =>
        PageReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pages", "Fixtures", name)));
}
