package obol.channels;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service: a class that implements one contract and has a public constructor without parameters. It is started as a process of
 * its own at the first connect to the name; one object serves all clients.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Provides {
    /** The name under which clients connect. */
    String value();
}
