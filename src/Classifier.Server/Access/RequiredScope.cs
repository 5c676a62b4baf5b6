namespace Classifier.Server.Access;

/// <summary>Marks an endpoint with the scope that an API key must have to use it.</summary>
/// <param name="Scope">One of <see cref="Classifier.Access.ApiScopes.All"/>; null if everyone may use the endpoint.</param>
internal sealed record RequiredScope(string? Scope);
