namespace Classifier.Server.Serving;

/// <summary>Represents a refusal to serve the models that are active on disk.</summary>
/// <param name="Reason">The reason, for people.</param>
/// <param name="RefusedAt">The time of the refusal.</param>
internal sealed record ReloadRefusal(string Reason, DateTimeOffset RefusedAt);
