namespace Gatehouse.Data.Kernel;

/// <summary>Why the database cannot keep or give what it is asked for, though nobody else is in the way.</summary>
public enum StorageFault
{
    /// <summary>No room is left where it stands.</summary>
    Full = 1,

    /// <summary>It may be read and not written.</summary>
    ReadOnly = 2,

    /// <summary>It is damaged, or it is no database.</summary>
    Damaged = 3,

    /// <summary>It cannot be opened: it is not there, or nobody may open it.</summary>
    Gone = 4,

    /// <summary>The disk or the system refused.</summary>
    Failed = 5,
}
