package io.salesboard.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The catalogue in {@code demo/products.txt}: what a shop for offices sells, 200 articles in ten categories. */
final class Products {
    private record Category(String code, String name, int costPercent, double popularity) {}

    private static final String FILE = "/demo/products.txt";

    private Products() {}

    /** All articles, in the order of their ids. */
    static List<Product> all() {
        List<Product> products = new ArrayList<>();
        Category category = null;
        int number = 0;
        for (String line : text().lines().filter(line -> !line.startsWith("#")).toList()) {
            String[] fields = line.strip().split(" \\| ");
            if (line.startsWith(" ")) {
                number = addModel(products, category, number, fields);
            } else {
                category =
                        new Category(fields[0], fields[1], Integer.parseInt(fields[2]), Double.parseDouble(fields[3]));
                number = 0;
            }
        }
        return products;
    }

    private static int addModel(List<Product> products, Category category, int before, String[] fields) {
        String[] variants = fields[3].split(" ; ");
        for (int i = 0; i < variants.length; i++) {
            int number = before + i + 1;
            long price = Long.parseLong(fields[1]) + Long.parseLong(fields[2]) * i;
            products.add(new Product(
                    "%s%02d".formatted(category.code, number),
                    fields[0] + " " + variants[i],
                    category.name,
                    price,
                    cost(category, price, number),
                    // The dearer variants of a model sell less often.
                    category.popularity / (1 + 0.35 * i)));
        }
        return before + variants.length;
    }

    /** One article in every category was bought so long ago that nobody knows what it cost. */
    private static Long cost(Category category, long price, int number) {
        return number == 20 ? null : price * (category.costPercent - number % 5) / 100_000 * 1_000;
    }

    private static String text() {
        try (InputStream in = Products.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE + " of the launcher's class path", e);
        }
    }
}
