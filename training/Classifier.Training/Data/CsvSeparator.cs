namespace Classifier.Training.Data;

/// <summary>Detects the separator of CSV files.</summary>
public static class CsvSeparator
{
    /// <summary>Detects the separator from the first line: a semicolon (which spreadsheets write where the comma is the decimal
    /// separator), a tab, or a comma.</summary>
    /// <param name="bytes">The beginning of the file, at least its first line.</param>
    public static char Detect(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var header = end < 0 ? bytes : bytes[..end];
        var (commas, semicolons, tabs) = (header.Count((byte)','), header.Count((byte)';'), header.Count((byte)'\t'));
        return semicolons > commas && semicolons >= tabs ? ';'
            : tabs > commas ? '\t'
            : ',';
    }
}
