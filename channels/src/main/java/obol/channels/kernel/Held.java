package obol.channels.kernel;

/** An object that owns a handle of the process's table. */
abstract class Held implements Travelling {
    private final Watch watch;

    Held(int kind, long handle) {
        watch = new Watch(this, kind, handle);
    }

    /** The handle, 0 if it has left or was dropped. */
    final long handle() {
        return watch.handle();
    }

    @Override
    public final long travelling() {
        return watch.travelling();
    }

    @Override
    public final void left() {
        watch.release();
    }

    @Override
    public final void drop() {
        watch.close();
    }
}
