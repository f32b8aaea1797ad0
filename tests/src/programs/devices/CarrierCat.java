package devices;

import obol.system.carrier.CarrierService;
import obol.system.carrier.Stream;
import obol.system.drivers.VirtioConsole;

/**
 * The guest's side of the carrier alone: sends its console's input back until the end, then its arguments to standard error, and leaves
 * with the number of 1,000s of bytes as status. Program {@code outside}.
 */
public final class CarrierCat {
    private CarrierCat() {}

    public static void main(String[] arguments) throws Exception {
        CarrierService outside = new CarrierService(VirtioConsole.start());
        outside.start();
        String told = outside.boot().await().arguments() + " " + outside.window();
        Stream console = outside.console();
        int total = 0;
        for (byte[] bytes; (bytes = console.read(Stream.MOST).await()).length > 0; ) {
            console.write(bytes).await();
            total += bytes.length;
        }
        outside.errors().write(told.getBytes()).await();
        outside.leave(total / 1000 % 256).await();
    }
}
