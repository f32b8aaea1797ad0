/**
 * The type checker of JVMS 4.10.1 (by StackMapTable only, versions 50 to 61) with the static constraints of 4.9.1, the
 * policy rules, and the report of what will not link. It is the wall between processes, so it trusts nothing of a
 * class: what it takes from {@code obol.classfile} is the reader and the raw constant pool; hierarchy, descriptors,
 * resolution and access are read by code of its own, apart from the compiler's.
 *
 * <p>Entry: {@link obol.verifier.Verifier}; for jars and folders {@link obol.verifier.VerificationRun}. Invariants: no
 * exception for any class file; the first fault of each method is reported with its rule; memory and time are bounded
 * (docs of {@link obol.verifier.MethodVerifier}); a missing class is never guessed about, it makes the class that
 * depends on it unlinkable. Nothing here does I/O or has mutable statics; a Verifier belongs to one thread.
 */
package obol.verifier;
