using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>A component that reads what it shows. Its reads end with it.</summary>
public abstract class LoadingComponent : ComponentBase, IDisposable
{
    private readonly List<Loading> all = [];
    private bool isGone;

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>What the component is there to show.</summary>
    protected Loading Loading => field ??= Another();

    /// <summary>The reference of what could not be read; null: everything could.</summary>
    protected string? Failure => all.Select(one => one.Failure).FirstOrDefault(failure => failure is not null);

    public void Dispose()
    {
        isGone = true;
        Detach();
        foreach (var one in all)
            one.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Something else that it reads, beside and apart from the rest.</summary>
    protected Loading Another()
    {
        var loading = new Loading(Failures);
        if (isGone)
            loading.Dispose();
        all.Add(loading);
        return loading;
    }

    /// <summary>The component goes: it hears of nothing more.</summary>
    protected virtual void Detach()
    {
    }

    /// <summary>A component that is gone is not drawn: its renderer may be gone too.</summary>
    protected new void StateHasChanged()
    {
        if (!isGone)
            base.StateHasChanged();
    }
}
