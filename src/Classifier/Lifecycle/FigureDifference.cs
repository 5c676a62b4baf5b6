namespace Classifier.Lifecycle;

/// <summary>Represents the difference of a figure between two models.</summary>
/// <param name="Name">The name of the figure, such as <c>accuracy</c>.</param>
/// <param name="Old">The figure of the old model.</param>
/// <param name="New">The figure of the new model.</param>
/// <param name="Difference">The improvement: new minus old, or old minus new for an error.</param>
/// <param name="Low">The lower bound of the 95 % interval of the difference.</param>
/// <param name="High">The upper bound of that interval.</param>
public sealed record FigureDifference(string Name, double Old, double New, double Difference, double Low, double High);
