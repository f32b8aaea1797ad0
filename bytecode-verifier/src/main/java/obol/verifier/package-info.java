/**
 * The type checker of JVMS 4.10.1 (by StackMapTable only, versions 50 to 61) with the static constraints of 4.9.1, the
 * policy rules, and the report of what will not link. It is the wall between processes, so it trusts nothing of a
 * class: what it takes from {@code obol.classfile} is the reader and the raw constant pool; hierarchy, descriptors,
 * resolution and access are read by code of its own, apart from the compiler's.
 *
 * <p>Entry: {@link obol.verifier.Verifier} for one class; {@link obol.verifier.VerificationRun} for jars and folders,
 * which also imports old classes. Order within a class: {@link obol.verifier.Policy}, then for each method
 * {@code OperandRules} (4.9.1) and {@code MethodVerifier} (4.10.1), then {@code SupertypeRules} and
 * {@code LinkageRules}.
 *
 * <p>Invariants: no exception for any class file; the first fault of each method is reported with its rule; memory and
 * time are bounded ({@code MethodVerifier}, {@code StackMapTable}); a missing class is never guessed about, it makes
 * the class that depends on it unlinkable. Nothing here does I/O or has mutable statics; a Verifier belongs to one
 * thread.
 *
 * <p>Nothing is accepted that HotSpot 17 refuses (in the tests: mutants, judged by both). Stricter than HotSpot, on
 * purpose:
 * <ul>
 * <li>{@code new} while an uninitialised object of the same instruction is on the stack (JVMS 4.10.1.9.new);
 * <li>version 50 with wrong frames: no second try by inference;
 * <li>malformed annotations, arrays where an attribute must name a class, a class that is its own outer class by name,
 *     an InterfaceMethodref of {@code <init>} (JVMS 4.7, 4.9.1), which HotSpot looks at late or never;
 * <li>methods whose frames or comparisons pass a limit ({@code policy.frame-size}, {@code policy.effort}).
 * </ul>
 * As strict as HotSpot where the JVMS is not: no handler may cover the call of {@code this()} or {@code super()}.
 */
package obol.verifier;
