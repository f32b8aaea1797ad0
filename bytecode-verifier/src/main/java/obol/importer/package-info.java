/**
 * Makes old class files (versions 45 to 49, and 50 without frames) such that the verifier can look at them: inlines
 * subroutines and computes the frames, with ASM. It stands outside the wall: what it writes is read and verified like
 * any other class, so a fault here can refuse a good class but not let a bad one in. It never throws anything but
 * {@link obol.importer.ImportException}; what ASM would do with hostile sizes is bounded beforehand.
 */
package obol.importer;
