package obol.channels.supervision;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When a service ({@link obol.channels.Provides}) that has ended is started again. One without this is started at the next connect,
 * however often it ends.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Restart {
    /** Which ends are followed by another start. */
    When value() default When.ALWAYS;

    /** So many starts again within {@link #seconds()}; a service that ends once more stays down. At least 1. */
    int most() default 5;

    /** At least 1. */
    int seconds() default 10;

    /** Which ends are followed by another start. */
    enum When {
        /** Any: at once. */
        ALWAYS,
        /** Those with another status than 0: at once. After an orderly one the next connect starts it. */
        ON_CRASH,
        /** None: it stays down. */
        NEVER
    }
}
