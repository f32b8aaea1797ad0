/**
 * The reachability analysis: which methods, classes and fields the program can get to from its roots. Rapid type analysis:
 * a virtual call runs what the classes that may have instances select.
 *
 * <p>Facts only grow while it runs; afterwards they stand in the classes, methods and fields themselves
 * ({@code reachable}, {@code instantiated}, {@code dispatched}), which {@link obol.aot.reach.Reach} alone sets. What is
 * not found here has no code, no hub, and no place.
 */
package obol.aot.reach;
