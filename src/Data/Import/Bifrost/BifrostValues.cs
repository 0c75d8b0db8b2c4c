namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Values that may be encrypted, as each row says of itself. References (<c>env.NAME</c>, <c>vault.…</c>) never are and stay what they are.</summary>
internal sealed class BifrostValues(BifrostCipher? cipher, BifrostTally tally)
{
    /// <summary>Where encrypted values stand: enough to tell a right passphrase from a wrong one.</summary>
    public static readonly (string Table, string Column)[] Samples =
    [
        (BifrostShape.Keys, "value"), (BifrostShape.HeaderCredentials, "headers_json"), ("mcp_oauth_tokens", "access_token"), ("oauth_user_tokens", "access_token"),
        (BifrostShape.Clients, "connection_string"), (BifrostShape.Clients, "headers_json"),
    ];

    public static bool IsReference(string value) => value.StartsWith("env.", StringComparison.Ordinal) || value.StartsWith("vault.", StringComparison.Ordinal);

    public static bool IsEncrypted(BifrostRow row) => row.Text("encryption_status") == "encrypted";

    /// <summary>The value in the clear; null when there is none, or when it stays behind, or when the row cannot be opened, which is then its problem.</summary>
    public string? Open(BifrostRow row, string column)
    {
        if (row.Text(column) is not { } stored)
            return null;
        if (!IsEncrypted(row) || IsReference(stored))
            return stored;
        if (cipher is null)
        {
            tally.Withheld++;
            return null;
        }
        var clear = cipher.Open(stored);
        if (clear is null)
            row.Fail($"{column} does not open with this passphrase, though others do.");
        return clear;
    }
}
