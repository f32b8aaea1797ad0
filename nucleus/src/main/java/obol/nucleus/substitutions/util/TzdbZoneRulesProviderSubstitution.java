package obol.nucleus.substitutions.util;

import java.io.DataInputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Resources;

@Substitutes("java.time.zone.TzdbZoneRulesProvider")
final class TzdbZoneRulesProviderSubstitution {
    @Alias private Map<String, Object> regionToRules;

    private TzdbZoneRulesProviderSubstitution() {}

    @Alias private native void load(DataInputStream in) throws Exception;

    @Substitute(reason = "the original reads a file of the JDK; here its content is in the image")
    public void constructor() {
        regionToRules = new ConcurrentHashMap<>();
        try {
            load(Resources.timeZones());
        } catch (Exception e) {
            throw new java.time.zone.ZoneRulesException("Unable to load TZDB time-zone rules", e);
        }
    }
}
