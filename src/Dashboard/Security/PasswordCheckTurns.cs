namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Passwords for one name are checked one after the other. Many guesses at the same moment would otherwise all be checked before the first
/// wrong one is counted, and the lockout would hold nobody.
/// </summary>
public sealed class PasswordCheckTurns
{
    // Names share a turn by their hash: what strangers type takes no memory here.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Runs <paramref name="check"/> when it is this name's turn.</summary>
    public async Task<T> OneAtATimeAsync<T>(string name, Func<Task<T>> check, CancellationToken cancellation)
    {
        var turn = turns[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(name) % turns.Length];
        await turn.WaitAsync(cancellation);
        try
        {
            return await check();
        }
        finally
        {
            turn.Release();
        }
    }
}
