
namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Tells the navigation that something was made, so that its counts are counted again.</summary>
public sealed class Inventory
{
    public event Func<Task>? Changed;

    public Task ChangeAsync() => Changed?.Invoke() ?? Task.CompletedTask;
}
