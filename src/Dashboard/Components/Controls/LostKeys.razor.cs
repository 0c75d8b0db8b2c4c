using Gatehouse.Dashboard.Starting;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>On every page while the key ring cannot read what is stored.</summary>
public sealed partial class LostKeys
{
    [Inject]
    public required KeyRingState Keys { get; set; }

    private string Title => ReviewWords.Format(ConnectionTexts.KeysLostTitle, string.Join(", ", Keys.Unreadable));
}
