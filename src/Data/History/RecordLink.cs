using Gatehouse.Data.Record;

namespace Gatehouse.Data.History;

/// <summary>One entry's link in the chain of the record. A link without a change is of the event of the same number.</summary>
public sealed class RecordLink
{
    /// <summary>The entry's number: counted up over changes and events together, without a gap.</summary>
    public long Number { get; init; }

    /// <summary>The change of this entry; null: it is an event.</summary>
    public long? ChangeId { get; init; }

    /// <summary>Which columns are hashed, and how (<see cref="RecordForm"/>).</summary>
    public int Form { get; init; }

    /// <summary>HMAC-SHA-256 over all that is recorded of the entry and over the hash of the link before.</summary>
    public required string Hash { get; init; }
}

/// <summary>A key of the chain, protected with the key ring. There is one, unless the ring was lost and a chain had to go on with another.</summary>
public sealed class RecordKey
{
    /// <summary>The first entry under this key.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The key and where it begins (<see cref="RecordStart"/>), protected: nobody without the key ring makes another.</summary>
    public required byte[] Protected { get; init; }
}

/// <summary>A part of the record that was exported and taken out of the database. Its last hash stays, so that the chain goes on from it.</summary>
public sealed class RecordSegment
{
    /// <summary>The last entry that was taken out.</summary>
    public long LastNumber { get; init; }

    public long FirstNumber { get; init; }

    /// <summary>The last change up to that entry; 0: none.</summary>
    public long LastChangeId { get; init; }

    /// <summary>The hash of the last entry that was taken out.</summary>
    public required string LastHash { get; init; }

    public DateTimeOffset ClosedAt { get; init; }

    /// <summary>Name of the file that holds the entries.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of that file.</summary>
    public required string FileHash { get; init; }

    /// <summary>HMAC-SHA-256 over the columns above, with the key of the chain.</summary>
    public required string Seal { get; init; }

    internal RecordSegment SealedWith(string seal) => new()
    {
        LastNumber = LastNumber,
        FirstNumber = FirstNumber,
        LastChangeId = LastChangeId,
        LastHash = LastHash,
        ClosedAt = ClosedAt,
        FileName = FileName,
        FileHash = FileHash,
        Seal = seal,
    };
}
