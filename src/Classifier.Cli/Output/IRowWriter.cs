using Classifier.Cli.Classifying;

namespace Classifier.Cli.Output;

/// <summary>Writes classified rows, one after the other.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Writes a row.</summary>
    void Write(ClassifiedRow row);

    /// <summary>Makes what was written visible to a reader.</summary>
    void Flush();

    /// <summary>Writes what comes after the last row.</summary>
    void Finish();
}
