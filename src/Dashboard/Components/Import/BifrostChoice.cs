using Gatehouse.Data.Import.Bifrost;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>What is to be read. No record: what it holds must never be printed.</summary>
public sealed class BifrostChoice(BifrostSource source, string? passphrase)
{
    public BifrostSource Source { get; } = source;

    public string? Passphrase { get; } = passphrase;
}
