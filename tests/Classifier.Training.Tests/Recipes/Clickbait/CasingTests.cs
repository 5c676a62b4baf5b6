using Classifier.Training.Recipes.Clickbait;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Clickbait;

public class CasingTests
{
    [Fact]
    public void Headlines_are_converted_to_each_casing()
    {
        const string Headline = "NASA won't “fix” O’Hara's x-ray";
        Assert.Equal("nasa won't “fix” o’hara's x-ray", Casing.Lower(Headline));
        Assert.Equal("NASA WON'T “FIX” O’HARA'S X-RAY", Casing.Upper(Headline));
        Assert.StartsWith("Nasa Won't “Fix” O’", Casing.Title(Headline), StringComparison.Ordinal);
        Assert.Equal("NASA wont “fix” OHaras x-ray", Casing.WithoutApostrophes(Headline));
    }
}
