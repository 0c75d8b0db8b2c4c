namespace Gatehouse.Data.Kernel;

/// <summary>Who writes, and from where.</summary>
/// <param name="Name">User name of the account, name of the API token, or what the program calls itself.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Origin">From where.</param>
/// <param name="Address">The address they come from; null: this machine.</param>
public sealed record Actor(string Name, Role Role, Origin Origin, string? Address = null)
{
    /// <summary>What the program calls itself on record.</summary>
    public const string ProgramName = "Gatehouse";

    /// <summary>Id of the account or public id of the token; null: a command, the program itself, or somebody who is not signed in.</summary>
    public string? Id { get; init; }

    /// <summary>The program itself: sweeps and the start.</summary>
    public static Actor Program { get; } = new(ProgramName, Role.Admin, Origin.Program);
}
