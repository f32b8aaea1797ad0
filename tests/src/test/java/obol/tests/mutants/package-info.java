/**
 * Mutants of class files that the verifier accepts, compiled and run: no object is ever of another class than was verified. What is mutated
 * lies in {@code src/programs/mutants}, with the checks that are put into it.
 */
package obol.tests.mutants;
