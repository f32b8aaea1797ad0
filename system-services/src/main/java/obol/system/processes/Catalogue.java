package obol.system.processes;

import java.util.List;
import obol.channels.Contract;

/** The users' services: what {@code /srv} lists; service {@code catalogue}. */
public interface Catalogue extends Contract {
    /** Names, sorted: of those that are started when somebody connects, and of those that programs serve now. */
    List<String> services();

    /**
     * Takes the name of a service away that a program serves now: nobody connects by it any more, and another one may take it. Program
     * and channels go on. For the console's shell and what comes from it, and for the program, those that it comes from, and what it
     * has started.
     *
     * @throws ProcessException if there is no such service, it is not the caller's to remove, or it is started when somebody connects
     */
    void unpost(String name) throws ProcessException;
}
