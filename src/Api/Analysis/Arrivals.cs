namespace CryApi.Api;

/// <summary>
/// Bounds the requests that are let in. A body that is on its way keeps the place in the queue that it will need, so that no request is refused once
/// it has been sent; but only for a moment, or senders that are slow on purpose would keep all places. Thread-safe.
/// </summary>
/// <param name="capacity">How many there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class Arrivals(WorkCapacity capacity, TimeProvider time)
{
    // A gateway that has buffered the body sends it in some milliseconds. Longer, and phones that send to the service itself would fill the queue with
    // places for work that has not come, while the processor is idle. Whoever takes longer finds a place all the same.
    private static readonly TimeSpan s_prompt = TimeSpan.FromSeconds(0.2);

    private readonly Lock _lock = new();
    private readonly Queue<Admission> _expected = new();
    private int _keptPlaces;
    private int _arrived;
    private int _inFlight;

    /// <summary>Requests let in and not yet done.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Whether a request would be let in now.</summary>
    public Room Room
    {
        get
        {
            lock (_lock)
                return Look();
        }
    }

    /// <summary>Lets a request in where there is room.</summary>
    /// <param name="admission">To be told when its body is here, and disposed of when its memory is free again; null without room.</param>
    public Room Enter(out Admission? admission)
    {
        lock (_lock)
        {
            var room = Look();
            admission = room == Room.Free ? new Admission(this, time.GetTimestamp()) : null;
            if (admission is null)
                return room;
            _inFlight++;
            _keptPlaces++;
            _expected.Enqueue(admission);
            return room;
        }
    }

    private Room Look()
    {
        while (_expected.TryPeek(out var oldest) && (!oldest.KeepsPlace || time.GetElapsedTime(oldest.Entered) > s_prompt))
            GiveUpPlace(_expected.Dequeue());
        if (_inFlight >= capacity.InFlight)
            return Room.TooManyInFlight;
        return _arrived + _keptPlaces < capacity.Concurrency + capacity.QueueLength ? Room.Free : Room.QueueFull;
    }

    private void GiveUpPlace(Admission admission)
    {
        if (!admission.KeepsPlace)
            return;
        admission.KeepsPlace = false;
        _keptPlaces--;
    }

    /// <summary>A request that was let in.</summary>
    internal sealed class Admission(Arrivals arrivals, long entered) : IDisposable
    {
        private bool _hasArrived;
        private bool _isDone;

        /// <summary>Timestamp of the clock.</summary>
        public long Entered { get; } = entered;

        /// <summary>Whether its body is expected and a place is kept for it. To be touched under the lock only.</summary>
        public bool KeepsPlace { get; set; } = true;

        /// <summary>Its body is here.</summary>
        public void Arrive()
        {
            lock (arrivals._lock)
            {
                arrivals.GiveUpPlace(this);
                _hasArrived = true;
                arrivals._arrived++;
            }
        }

        public void Dispose()
        {
            lock (arrivals._lock)
            {
                if (_isDone)
                    return;
                _isDone = true;
                arrivals.GiveUpPlace(this);
                arrivals._inFlight--;
                if (_hasArrived)
                    arrivals._arrived--;
            }
        }
    }
}

/// <summary>Whether a request may come in.</summary>
internal enum Room
{
    /// <summary>It may.</summary>
    Free,

    /// <summary>As many hold memory as may.</summary>
    TooManyInFlight,

    /// <summary>As many wait, or are about to, as may.</summary>
    QueueFull,
}
