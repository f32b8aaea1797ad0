/**
 * The functions of {@code StrictMath} that JDK 17 has as native code: the algorithms of Sun's fdlibm 5.3 (K. C. Ng, 1993),
 * whose results {@code StrictMath} prescribes bit for bit. No state; usable, and tested, on any JVM.
 */
package obol.nucleus.math;
