package channels;

import obol.channels.Deadlock;
import obol.channels.Services;

/** One place under the name that its first argument says. */
public final class HopService implements Hop {
    private final String name;

    private HopService(String name) {
        this.name = name;
    }

    public static void main(String[] arguments) {
        Services.serve(Hop.class, arguments[0], new HopService(arguments[0]));
    }

    @Override
    public String hop(String places) {
        if (places.isEmpty()) return "at " + name;
        int comma = places.indexOf(',');
        try (Hop next = Hop.at(comma < 0 ? places : places.substring(0, comma))) {
            return next.hop(comma < 0 ? "" : places.substring(comma + 1));
        } catch (Deadlock circle) {
            return circle.getMessage();
        }
    }

    @Override
    public Hop go(String place) {
        return place.equals(name) ? this : Hop.at(place);
    }

    @Override
    public Sent ask(String place) {
        return new Sent(name + " sends", go(place));
    }

    @Override
    public Hop other(String place) {
        return go(place);
    }

    @Override
    public String nickname() {
        return name + "'s";
    }
}
