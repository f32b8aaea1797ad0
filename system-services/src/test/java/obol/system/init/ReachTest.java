package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final List<String> NAMES = List.of("image", "image:r", "ram", "ram:r", "console", "outside", "remote", "proc",
        "users");

    private static List<String> covered(Reach reach) {
        List<String> covered = new ArrayList<>(NAMES);
        covered.removeIf(name -> !reach.covers(name));
        return covered;
    }

    @Test
    void whoIsInAClosedNamespaceReachesTheServersThatItHas() {
        List<String> closed = List.of("mount image /", "mount -a console /dev", "mount -c ram:r /tmp", "close");
        Reach reach = Reach.ALL.narrowed(Manifest.NONE, closed);
        List<String> expected = List.of("image", "image:r", "ram:r", "console", "users");
        assertEquals(expected, covered(reach));
        assertEquals(expected, covered(reach.narrowed(Manifest.NONE, List.of("mount ram /", "mount proc /proc"))));
    }

    @Test
    void anOpenNamespaceChangesNothing() {
        assertSame(Reach.ALL, Reach.ALL.narrowed(Manifest.NONE, List.of("mount image /")));
        assertEquals(NAMES, covered(Reach.ALL));
    }

    @Test
    void anotherMachinesAddressNeedsTheServerThatDials() {
        Reach reach = Reach.ALL.narrowed(Manifest.NONE, List.of("mount tcp!there!564 /n/there", "mount -p /srv/users /n/u", "close"));
        assertEquals(List.of("remote", "users"), covered(reach));
    }
}
