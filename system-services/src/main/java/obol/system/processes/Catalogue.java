package obol.system.processes;

import java.util.List;
import obol.channels.Contract;

/** The users' services: what {@code /srv} lists; service {@code catalogue}. */
public interface Catalogue extends Contract {
    /** Names, sorted: of those that are started when somebody connects, and of those that programs serve now. */
    List<String> services();
}
