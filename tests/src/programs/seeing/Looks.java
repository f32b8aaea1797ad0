package seeing;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import obol.channels.ChannelException;
import obol.channels.NoService;
import obol.channels.Services;

/** What both services do. */
abstract class Looks implements Looking {
    @Override
    public String line(String path) throws Hidden {
        try (BufferedReader in = new BufferedReader(new FileReader(path))) {
            return in.readLine();
        } catch (IOException cannot) {
            throw new Hidden("cannot read " + path);
        }
    }

    @Override
    public List<String> list(String path) throws Hidden {
        String[] names = new File(path).list();
        if (names == null) {
            throw new Hidden("cannot list " + path);
        }
        Arrays.sort(names);
        return List.of(names);
    }

    @Override
    public void write(String path, String text) throws Hidden {
        try (FileWriter out = new FileWriter(path)) {
            out.write(text);
        } catch (IOException cannot) {
            throw new Hidden("cannot write " + path);
        }
    }

    /** A service of another contract is one too. */
    @Override
    public boolean reaches(String service) {
        try {
            Services.connect(Looking.class, service).close();
            return true;
        } catch (NoService none) {
            return false;
        } catch (ChannelException another) {
            return true;
        }
    }
}
