namespace Gatehouse.Data.History;

/// <summary>What events say happened: the subject before the point, what was done to it behind.</summary>
public static class RecordAction
{
    /// <summary>The chain of the record begins.</summary>
    public const string Began = "record.began";

    /// <summary>The chain goes on with another key, since the key ring no longer reads the one it had.</summary>
    public const string KeyReplaced = "record.key_replaced";

    /// <summary>An admin accepted that the record ends where it ends now.</summary>
    public const string HeadAccepted = "record.head_accepted";

    /// <summary>A part of the record was exported and taken out of the database.</summary>
    public const string SegmentClosed = "record.segment_closed";

    /// <summary>The group of an action, by its subject.</summary>
    public static RecordGroup GroupOf(string action) => action.Split('.')[0] switch
    {
        "sign_in" => RecordGroup.SignIns,
        "key" or "client" or "profile" or "user" or "group" => RecordGroup.Objects,
        "account" or "token" or "settings" => RecordGroup.Settings,
        _ => RecordGroup.Data,
    };
}
