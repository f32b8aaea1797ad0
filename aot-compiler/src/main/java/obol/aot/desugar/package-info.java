/**
 * invokedynamic compiled away: each call site becomes a call of a static method of a class that is made as bytes and
 * defined in the world. {@link obol.aot.desugar.CallSites} is the entry: it knows the bootstrap methods and keeps one
 * answer for each site. The bootstrap methods themselves are never run.
 */
package obol.aot.desugar;
