package obol.net.core;

/** Where random numbers come from: unpredictable ones in a system, those of a seed in a test. */
public interface Randomness {
    /** 64 bits, each 0 or 1 with the same probability. */
    long next();
}
