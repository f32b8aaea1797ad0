package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Neither this method (each method of this class) nor anything that it calls allocates, polls, has a stack check or
 * initialises a class; it may switch threads only by calling assembly code that does. Checked over the call graph.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NoAllocation {}
