package obol.channels;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a service sees of the namespace: of {@code / /dev /env /log /net /proc /srv /tmp} those that are listed, and nothing else; in those that
 * are listed as read-only it can change nothing. A service that is not so marked sees nothing. The directories are those of the system; a program has the namespace of whoever starts it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Sees {
    /** Directories, without those below them: {@code /} is the image's files alone. */
    String[] value() default {};

    /** Directories in which everything that changes something fails; of {@code /dev} without the terminal. */
    String[] readOnly() default {};
}
