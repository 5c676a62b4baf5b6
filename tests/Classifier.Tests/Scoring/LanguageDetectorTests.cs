using Classifier.Tests.Models;
using Xunit;

namespace Classifier.Tests.Scoring;

/// <summary>Tests what counts as English: by script, by foreign words, and by the share of known words.</summary>
public class LanguageDetectorTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    [Theory]
    // A quarter of the letters may be of another script.
    [InlineData("abc д", true)]
    [InlineData("ab д", false)]
    // Without a word, nothing is known.
    [InlineData("", false)]
    [InlineData("…", false)]
    [InlineData("2026", false)]
    // Up to three words may all be unknown; of four, a third must be known, which two are.
    [InlineData("Qxzv Wqzx Vxqz", true)]
    [InlineData("Qxzv Wqzx Vxqz Zqxw", false)]
    [InlineData("Qxzv Wqzx Vxqz minister", false)]
    [InlineData("Qxzv Wqzx minister hospital", true)]
    [InlineData("Qxzv Wqzx Vxqz Zqxw minister hospital", true)]
    [InlineData("Qxzv Wqzx Vxqz Zqxw Xvqz minister hospital", false)]
    // One foreign word is a name; two need as many English stop words.
    [InlineData("Der minister", true)]
    [InlineData("Der minister und hospital", false)]
    [InlineData("Der minister und the hospital of parliament", true)]
    [InlineData("Der minister und the hospital parliament", false)]
    public void English_is_recognized(string headline, bool supported) =>
        Assert.Equal(supported, models.Classifier.Classify(headline).LanguageSupported);
}
