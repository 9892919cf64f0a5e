namespace Workflow.Compiled;

/// <summary>
/// Hands out the places of the parameters' gradients during a backward pass. The first gradient of a parameter is stored; those of its
/// further uses (a module that is called twice, a parameter in every turn of a loop) are written aside and added.
/// </summary>
internal sealed class GradientWriter(GradientBuffer gradients)
{
    private readonly bool[] _isStored = new bool[gradients.Parameters.Count];
    private readonly bool[] _isAside = new bool[gradients.Parameters.Count];
    private GradientBuffer? _aside;

    /// <summary>Begins a backward pass.</summary>
    public void Begin()
    {
        _isStored.AsSpan().Clear();
        _isAside.AsSpan().Clear();
    }

    /// <summary>Where the next gradient of a parameter is written; the one before must be complete.</summary>
    public Span<float> PlaceOf(Parameter parameter)
    {
        var index = gradients.Parameters.IndexOf(parameter);
        if (!_isStored[index])
        {
            _isStored[index] = true;
            return gradients[parameter];
        }

        AddAside(index);
        _isAside[index] = true;
        return (_aside ??= new GradientBuffer(gradients.Parameters))[parameter];
    }

    /// <summary>Ends a backward pass: parameters that were not used in it have gradients of zero.</summary>
    public void End()
    {
        for (var index = 0; index < _isStored.Length; index++)
        {
            AddAside(index);
            if (!_isStored[index])
                gradients[gradients.Parameters[index]].Clear();
        }
    }

    private void AddAside(int index)
    {
        if (!_isAside[index])
            return;
        var parameter = gradients.Parameters[index];
        GradientSum.Add(_aside![parameter], gradients[parameter]);
        _isAside[index] = false;
    }
}
