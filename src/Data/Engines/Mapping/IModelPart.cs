using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines.Mapping;

/// <summary>Adds to the model what is no table of ours: the context finds each by itself and knows none of them.</summary>
internal interface IModelPart
{
    void AddTo(ModelBuilder builder);
}
