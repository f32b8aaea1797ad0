package obol.host.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import obol.aot.Compilation;
import obol.channels.contract.ContractModel;
import obol.channels.contract.compile.Offers;
import org.junit.jupiter.api.Test;

class OfferedProgramsTest {
    @Test
    void servicesAndPrograms() {
        String text = "obol-contract 1\nstart p.Counter\nstate p.Counter\n  value()J\n";
        Offers offers = new Offers(List.of(new Offers.Service("counter", "p.Counting", ContractModel.parse(text), Optional.empty(),
                List.of("/tmp"), List.of("/srv"), Optional.empty())),
            List.of(new Offers.Program("visit", "p.Visit", Optional.of(List.of("counter"))), new Offers.Program("tool", "p.Tool", Optional.empty())),
            List.of(), List.of(), List.of());
        OfferedPrograms offered = new OfferedPrograms(offers);
        assertEquals(List.of(new Compilation.Program("visit", "p/Visit"), new Compilation.Program("tool", "p/Tool"),
            new Compilation.Program("service/counter", "p/Counting$Main")), offered.programs());
        Map<String, String> manifests = new TreeMap<>();
        offered.manifests().forEach((name, bytes) -> manifests.put(name, new String(bytes, StandardCharsets.UTF_8)));
        assertEquals(Map.of("manifest/visit", "uses counter\n", "manifest/service/counter", "service counter\nsees /tmp /srv:r\ncontract\n" + text), manifests);
        assertEquals(Set.of("p/Counting$Main"), offered.classes().keySet());
    }
}
