using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>A status as word, icon and colour: a tinted chip where it stands alone, plain in rows.</summary>
public sealed partial class StatusLabel
{
    [Parameter]
    public CredentialStatus? Status { get; set; }

    [Parameter]
    public Move? Move { get; set; }

    [Parameter]
    public VirtualKeyState? Key { get; set; }

    /// <summary>On a tint of its colour.</summary>
    [Parameter]
    public bool Tinted { get; set; }

    [Parameter]
    public int? Count { get; set; }

    /// <summary>Another word than the status's own.</summary>
    [Parameter]
    public string? Text { get; set; }

    private StatusLook Look =>
        Status is { } status ? StatusLook.Of(status) : Move is { } move ? StatusLook.Of(move) : StatusLook.Of(Key!.Value);

    private string Class => $"status {Look.Tone}{(Tinted ? " tinted" : "")}{(Count is null ? "" : " counted")}";
}
