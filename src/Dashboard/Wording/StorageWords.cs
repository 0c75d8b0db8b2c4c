
namespace Gatehouse.Dashboard.Wording;

/// <summary>A fault of the storage, for programs and for people.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Its stable code.</param>
/// <param name="What">What is so, as the end of a sentence.</param>
/// <param name="Do">What to do about it.</param>
internal sealed record StorageWords(int Status, string Code, string What, string Do)
{
    /// <summary>Among the items of a request: the sentence that its status page says, when an outcome and no exception ended it.</summary>
    public const string Item = "gatehouse.storage-words";

    private static readonly StorageWords Full = new(
        StatusCodes.Status507InsufficientStorage, "storage_full", "the disk is full", "Make room, then try again.");

    private static readonly StorageWords ReadOnly = new(
        StatusCodes.Status503ServiceUnavailable, "storage_read_only", "the database can only be read", "Give the program's account the right to write its file and folder.");

    private static readonly StorageWords Damaged = new(
        StatusCodes.Status503ServiceUnavailable, "storage_damaged", "the file of the database is damaged", "Stop the program and put a backup in its place.");

    private static readonly StorageWords Unreachable = new(
        StatusCodes.Status503ServiceUnavailable, "storage_unreachable", "the file of the database cannot be read or written", "Look at its disk and folder.");

    public string Sentence => $"{char.ToUpperInvariant(What[0])}{What[1..]}. Nothing was written. {Do}";

    public static StorageWords Of(StorageFault fault) => fault switch
    {
        StorageFault.Full => Full,
        StorageFault.ReadOnly => ReadOnly,
        StorageFault.Damaged => Damaged,
        _ => Unreachable,
    };
}
