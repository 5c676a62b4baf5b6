namespace Classifier.Server.Admission;

/// <summary>Specifies what calls in flight take up.</summary>
internal enum Resource
{
    /// <summary>The bytes of requests as received and as decompressed, and of responses that are not sent yet.</summary>
    Bytes,

    /// <summary>The items of batches and chunks for the fast model.</summary>
    Items,

    /// <summary>The headlines that wait for the accurate model; an explained headline counts as
    /// <see cref="BulkScheduler.ExplanationCostFactor"/>.</summary>
    AccurateItems,
}
