using System.Text.Json;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>What is picked on the Assign page, as it is kept.</summary>
/// <param name="Keys">Virtual keys picked one by one.</param>
/// <param name="Owners">Users and groups whose keys are meant.</param>
/// <param name="Clients">Clients to grant and to revoke.</param>
/// <param name="Filter">Query of the list of virtual keys whose keys are meant.</param>
/// <param name="File">Rows of a file, in place of all that.</param>
internal sealed record AssignPicks(IReadOnlyList<KeyChoice> Keys, IReadOnlyList<OwnerName> Owners, IReadOnlyList<PickedClient> Clients, string? Filter, PickedFile? File = null)
{
    public string Json() => JsonSerializer.Serialize(this, DataJson.Options);

    /// <summary>Null: nothing is kept, or another version of the program kept it.</summary>
    public static AssignPicks? Of(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<AssignPicks>(json, DataJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A file of rows as it was read: it is looked up anew when it is taken up.</summary>
/// <param name="Name">Of the file, or "pasted rows".</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsAllOrNone">Invalid rows keep all others from being committed.</param>
internal sealed record PickedFile(string Name, byte[] Content, bool IsAllOrNone);

/// <summary>A client to grant with these tools, or to revoke (null).</summary>
internal sealed record PickedClient(string Id, string Name, int KnownTools, IReadOnlyList<string>? Tools);
