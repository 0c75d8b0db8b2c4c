namespace Gatehouse.Data.Kernel;

/// <summary>What an entry of the record is about, for the segments above the list.</summary>
public enum RecordGroup
{
    /// <summary>A change of access: a committed plan.</summary>
    Access = 1,

    /// <summary>Sign-ins, refused ones too, and sign-outs.</summary>
    SignIns = 2,

    /// <summary>Keys, MCP clients, profiles, users and groups made, renamed, re-pointed, rotated.</summary>
    Objects = 3,

    /// <summary>Settings, accounts, roles, password links and API tokens.</summary>
    Settings = 4,

    /// <summary>Imports, exports, backups, purges and the record itself.</summary>
    Data = 5,
}
