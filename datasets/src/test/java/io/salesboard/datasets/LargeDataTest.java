package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made-up set of the size and shape of a whole year of Online Retail, in far less memory than it takes. */
class LargeDataTest {
    private static final int LINES = 541_909;
    private static final int ARTICLES = 4_070;
    private static final int CUSTOMERS = 4_372;
    private static final String MEMORY = "64m";

    @TempDir
    Path folder;

    @Test
    void halfAMillionLinesAreReadInLittleMemory() throws Exception {
        long net = write(folder.resolve("online_retail_2010-12.csv.gz"));

        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEMORY,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor()).as(said).isZero();
        assertThat(said.lines().reduce((first, last) -> last))
                .hasValue("net " + BigDecimal.valueOf(net, 2) + " lines " + LINES + " in order true");
        assertThat(folder).isDirectoryNotContaining("glob:**events*");
    }

    /** @return the net revenue in pence: sold less returned */
    private static long write(Path file) throws IOException {
        Random random = new Random(352);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
        LocalDateTime time = LocalDateTime.of(2010, 12, 1, 8, 26);
        long net = 0;
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
            int invoice = 536_365;
            for (int line = 0; line < LINES; invoice++) {
                boolean cancellation = random.nextInt(7) == 0;
                int size = Math.min(LINES - line, 1 + random.nextInt(cancellation ? 4 : 48));
                String customer = random.nextInt(4) == 0 ? "" : Integer.toString(12_346 + random.nextInt(CUSTOMERS));
                time = time.plusMinutes(random.nextInt(40));
                for (int i = 0; i < size; i++, line++) {
                    int article = random.nextInt(ARTICLES);
                    int qty = cancellation ? -1 - random.nextInt(2) : 1 + random.nextInt(24);
                    int pence = 1 + article % 1_500;
                    net += (long) qty * pence;
                    out.write((cancellation ? "C" : "") + invoice + "," + article + ",ARTICLE " + article + "," + qty
                            + ","
                            + format.format(time) + "," + BigDecimal.valueOf(pence, 2) + "," + customer
                            + ",United Kingdom\n");
                }
            }
        }
        return net;
    }

    /** Reads a set and goes through all of its events, as playing them does. */
    static final class Reader {
        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            List<String> said = new ArrayList<>();
            BigDecimal net = BigDecimal.ZERO;
            long lines = 0;
            boolean ordered = true;
            try (DataSet data = DataSet.recognise(folder, folder, new Progress(said::add))) {
                Event before = data.events().get(0);
                for (int place = 0; place < data.size(); place++) {
                    Event event = data.events().get(place);
                    ordered &= !event.at().isBefore(before.at());
                    before = event;
                    for (Change change : event.changes()) {
                        List<Object> values = change.parameters();
                        if (change.sql().startsWith("insert into pos_order_line")) {
                            net = net.add(((BigDecimal) values.get(3)).multiply((BigDecimal) values.get(4)));
                            lines++;
                        } else if (change.sql().startsWith("insert into pos_refund")) {
                            net = net.subtract((BigDecimal) values.get(3));
                            lines++;
                        }
                    }
                }
            }
            System.out.println("net " + net + " lines " + lines + " in order " + ordered);
        }
    }
}
