using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines.Mapping;

/// <summary>
/// <see cref="Folding.Fold"/> in a query is the function <c>fold</c> of the engine. A name of ours: a connection that does not know it fails, where an
/// engine's own <c>lower</c> would fold in its own way and find less.
/// </summary>
internal sealed class FoldedText : IModelPart
{
    public const string Function = "fold";

    public void AddTo(ModelBuilder builder) =>
        builder.HasDbFunction(typeof(Folding).GetMethod(nameof(Folding.Fold))!, function =>
        {
            function.HasName(Function).IsBuiltIn();
            function.HasParameter("text").PropagatesNullability();
        });
}
