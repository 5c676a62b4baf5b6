namespace Classifier.Server.Tests.Admission;

/// <summary>Represents a clock that a test sets.</summary>
internal sealed class TestClock : TimeProvider
{
    public long Now { get; set; } = TimeSpan.FromDays(1).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now;
}
