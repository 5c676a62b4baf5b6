namespace Classifier.Tests.Common;

/// <summary>Tells nobody.</summary>
internal sealed class Silent : IProgress<string>
{
    public void Report(string value) { }
}
