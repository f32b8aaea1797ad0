/**
 * The nucleus's interface to processes: the static methods marked {@link obol.nucleus.annotation.Abi}. They take and give
 * primitives, numbers of processes, and handles of exchange blocks; no reference goes through, and nothing is allocated in
 * a heap. Around each the compiler keeps the thread's state and trusted depth by {@link obol.nucleus.abi.Gate}: a thread inside is TRUSTED, and if its
 * process is killed meanwhile it goes when it leaves; one that waits inside goes at once. All waits have a deadline.
 *
 * <p>{@link obol.nucleus.abi.Child} is what Java code makes of it.
 */
package obol.nucleus.abi;
