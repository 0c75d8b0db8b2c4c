namespace Gatehouse.Data.Samples;

/// <summary>
/// Who owns, grants and holds what in the scale sample, as arithmetic over numbers from 1: the same on every machine.
/// Clients 1 to 60 are allowed on all virtual keys, 61 to 190 are granted key by key, 191 to 200 through access profiles.
/// Odd clients are OAuth, even ones ask for a header.
/// </summary>
/// <param name="Keys">60 % personal, 20 % team keys, 20 % nobody's.</param>
/// <param name="Users">Each owns at least one key.</param>
/// <param name="Groups">Teams of 25 of the users.</param>
public sealed record ScaleWorld(int Keys, int Users, int Groups)
{
    public const int Clients = 200;
    public const int AllKeysClients = 60;
    public const int GrantedClients = 130;
    public const int ProfileClients = 10;

    /// <summary>Of the clients on all keys users hold credentials for the first so many.</summary>
    public const int ClientsOfUsers = 20;

    private const int Grants = 20;
    private const int Orphans = 4;

    public static ScaleWorld Of(double factor) => new(Math.Max(10, (int)(10_000 * factor)), Math.Max(5, (int)(5_000 * factor)), Math.Max(1, (int)(200 * factor)));

    public static bool IsOAuth(int client) => client % 2 == 1;

    public int? UserOf(int key) => key <= Keys * 6 / 10 ? ((key - 1) % Users) + 1 : null;

    public int? GroupOf(int key) => key > Keys * 6 / 10 && key <= Keys * 8 / 10 ? ((key - 1) % Groups) + 1 : null;

    public IEnumerable<int> MembersOf(int group) => Enumerable.Range(0, Math.Min(25, Users)).Select(member => ((((group - 1) * 25) + member) % Users) + 1).Distinct();

    /// <summary>The direct grants of a key: twenty clients in a row, round the circle.</summary>
    public static IEnumerable<int> GrantsOf(int key) =>
        Enumerable.Range(0, Grants).Select(place => AllKeysClients + 1 + ((Start(key) + place) % GrantedClients)).Order();

    /// <summary>A key holds a credential for all clients on all keys, for most it is granted, and four it has lost.</summary>
    public static (bool Holds, bool IsOrphaned) KeyHolds(int key, int client)
    {
        if (client <= AllKeysClients)
            return (true, false);
        if (client > AllKeysClients + GrantedClients)
            return (false, false);
        var place = Place(key, client);
        return (place is >= Orphans and < Grants + Orphans, place >= Grants);
    }

    /// <summary>A user holds credentials for the first clients on all keys and for everything their first key is granted.</summary>
    public static bool UserHolds(int user, int client) =>
        client <= ClientsOfUsers || (client is > AllKeysClients and <= AllKeysClients + GrantedClients && Place(user, client) < Grants);

    private static int Place(int key, int client) => (client - AllKeysClients - 1 - Start(key) + GrantedClients) % GrantedClients;

    private static int Start(int key) => key * 37 % GrantedClients;
}
