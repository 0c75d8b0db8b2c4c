namespace Gatehouse.Data.Kernel;

/// <summary>From where something was written. The numbers are those that older changes are stored with.</summary>
public enum Origin
{
    /// <summary>A page of the dashboard.</summary>
    Page = 1,

    /// <summary>The HTTP API.</summary>
    Api = 2,

    /// <summary>A SCIM connection.</summary>
    Scim = 3,

    /// <summary>A command on the host.</summary>
    Command = 6,

    /// <summary>The program itself: sweeps and the start.</summary>
    Program = 8,
}
