package obol.host.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * A virtio network device on QEMU's user-mode network: the machine is 10.0.2.15, the gateway and the host 10.0.2.2, the name server 10.0.2.3.
 *
 * @param open whether the machine may connect to whom it likes; else it can only be reached
 * @param forwards doors on the host's 127.0.0.1
 */
public record Network(boolean open, List<Forward> forwards) {
    /** What connects to {@code hostPort} of the host's 127.0.0.1 reaches {@code guestPort} of the machine. */
    public record Forward(int hostPort, int guestPort) {
    }

    /** @param device how virtio devices of the machine are attached, behind the device's name */
    List<String> options(String device) {
        StringBuilder user = new StringBuilder("user,id=net").append(open ? "" : ",restrict=on");
        for (Forward each : forwards) user.append(",hostfwd=tcp:127.0.0.1:").append(each.hostPort).append("-:").append(each.guestPort);
        return new ArrayList<>(List.of("-netdev", user.toString(), "-device", "virtio-net" + device + ",netdev=net"));
    }
}
