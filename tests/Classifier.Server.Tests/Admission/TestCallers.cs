using Classifier.Server.Admission;

namespace Classifier.Server.Tests.Admission;

/// <summary>Creates callers with the default limits.</summary>
internal static class TestCallers
{
    public static Caller Create(int headlinesPerSecond = 0) =>
        new("the caller", new ServerLimits(), headlinesPerSecond, TimeProvider.System);
}
