/** Substitutions for classes of {@code java.lang.ref}. The collector clears references; the class library's own thread enqueues them. */
package obol.nucleus.substitutions.ref;
