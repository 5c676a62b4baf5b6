using Xunit.v3;

namespace Classifier.Tests.Common;

/// <summary>Marks tests that need a server in their own process, and therefore cannot test another build of the program; see
/// <see cref="ServerProgram"/>.</summary>
/// <param name="reason">What the tests do in the process of the server.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class InProcessAttribute(string reason) : Attribute, ITraitAttribute
{
    /// <summary>Gets what the tests do in the process of the server.</summary>
    public string Reason => reason;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Server", "InProcess")];
}
