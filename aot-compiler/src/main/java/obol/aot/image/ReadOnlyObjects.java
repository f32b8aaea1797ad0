package obol.aot.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.World;
import obol.layout.ObjectLayout;

/**
 * The Strings of the image: literals, and the names that tables refer to. One object for each text, with its hash computed
 * beforehand, since the read-only part is never written.
 */
final class ReadOnlyObjects {
    private final Section section = new Section("objects");
    private final Map<String, Place> strings = new LinkedHashMap<>();
    private final HubSection hubs;
    private final JClass stringClass;
    private final JClass byteArray;
    private final int value, coder, hash, hashIsZero;

    private final Outside outside;

    ReadOnlyObjects(World world, HubSection hubs, Outside outside) {
        this.outside = outside;
        this.hubs = hubs;
        this.stringClass = world.require("java/lang/String");
        this.byteArray = world.require("[B");
        this.value = offset("value");
        this.coder = offset("coder");
        this.hash = offset("hash");
        this.hashIsZero = offset("hashIsZero");
    }

    private int offset(String name) {
        JField field = stringClass.declaredField(name);
        if (field == null || field.offset == 0) throw new IllegalStateException("java.lang.String has no field " + name);
        return field.offset;
    }

    Section section() {
        return section;
    }

    /** Address of the String with this text; null gives null. */
    Place string(String text) {
        if (text == null) return null;
        Place known = strings.get(text);
        if (known != null) return known;
        Place elsewhere = outside.string(text);
        if (elsewhere != null) return elsewhere;
        boolean latin1 = text.chars().allMatch(c -> c < 256);
        int length = latin1 ? text.length() : 2 * text.length();
        section.align(ObjectLayout.ALIGNMENT);
        Place bytes = new Place(section, section.size());
        section.address32(hubs.place(byteArray));
        section.u32(0);
        section.u32(length);
        for (int i = 0; i < text.length(); i++) {
            if (latin1) section.u8(text.charAt(i));
            else section.u16(text.charAt(i));
        }
        section.align(ObjectLayout.ALIGNMENT);
        Place place = new Place(section, section.size());
        int start = section.size();
        section.skip(stringClass.instanceSize);
        section.fixup(start + ObjectLayout.HUB, Section.Form.ABSOLUTE_32, hubs.place(stringClass).section(), hubs.place(stringClass).offset());
        section.fixup(start + value, Section.Form.ABSOLUTE_32, section, bytes.offset());
        section.patch8(start + coder, latin1 ? 0 : 1);
        section.patch32(start + hash, text.hashCode());
        section.patch8(start + hashIsZero, text.hashCode() == 0 ? 1 : 0);
        strings.put(text, place);
        return place;
    }

    /** The addresses of the Strings that are here, by their texts. */
    Map<String, Long> addresses() {
        Map<String, Long> addresses = new LinkedHashMap<>();
        strings.forEach((text, place) -> addresses.put(text, place.address()));
        return addresses;
    }

    /** All Strings by hash, then text: what {@code String.intern} searches. */
    List<Place> byHash() {
        List<String> texts = new ArrayList<>(strings.keySet());
        texts.sort(Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder()));
        List<Place> places = new ArrayList<>(texts.size());
        for (String text : texts) places.add(strings.get(text));
        return places;
    }
}
