/**
 * The ownership verifier against Java as compilers write it: patterns that are right and wrong, with the faults that are wanted, and the
 * example contracts, each compiled by javac with and without debug information and by ECJ against the channels of Obol. The sources are the
 * resources {@code ownership/}. Each test class compiles for itself; nothing is shared but {@code Sources}' immutable texts.
 */
package obol.tests.ownership;
