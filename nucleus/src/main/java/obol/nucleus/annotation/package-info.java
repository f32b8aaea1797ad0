/** Marks by which code of the nucleus tells the compiler what it needs. Read from class files, never at run time. */
package obol.nucleus.annotation;
