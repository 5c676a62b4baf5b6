using Classifier.Cli.Classifying;

namespace Classifier.Cli.Output;

/// <summary>Writes classified rows one by one.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Writes a row.</summary>
    void Write(ClassifiedRow row);

    /// <summary>Flushes all rows written so far to the output.</summary>
    void Flush();

    /// <summary>Completes the output after the last row.</summary>
    void Finish();
}
