namespace Gatehouse.Data.Kernel;

/// <summary>Who writes, and from where.</summary>
/// <param name="Name">User name of the account, name of the API token, or what the program calls itself.</param>
/// <param name="Role">What they could do when they were asked who they are. A write asks again, in its transaction.</param>
/// <param name="Origin">From where.</param>
/// <param name="Address">The address they come from; null: this machine.</param>
public sealed record Actor(string Name, Role Role, Origin Origin, string? Address = null)
{
    /// <summary>What the program calls itself on record.</summary>
    public const string ProgramName = "Gatehouse";

    /// <summary>Id of the account or public id of the token; null: a command, the program itself, or somebody who is not signed in.</summary>
    public string? Id { get; init; }

    /// <summary>The id is a token's.</summary>
    public bool IsToken { get; init; }

    /// <summary>The sign-in of the account that this comes through: when it is over, so is this. Null: none is asked.</summary>
    public int? SignInId { get; init; }

    /// <summary>The program itself: sweeps and the start.</summary>
    public static Actor Program { get; } = new(ProgramName, Role.Admin, Origin.Program);

    /// <summary>Whoever is at the host.</summary>
    public static Actor CommandLine { get; } = new($"{Environment.UserName} (command line)", Role.Admin, Origin.Command);
}
