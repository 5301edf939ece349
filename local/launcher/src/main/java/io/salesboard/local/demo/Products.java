package io.salesboard.local.demo;

import java.util.ArrayList;
import java.util.List;

/** The catalogue: what a shop for offices sells, 200 articles in ten categories, prices in đồng. */
final class Products {
    /** The share of the price that an article costs the shop, in percent. */
    private record Category(String code, String name, int costPercent, double popularity, List<Model> models) {}

    private record Model(String name, long from, long step, List<String> variants) {}

    private static final List<Category> CATEGORIES = List.of(
            new Category(
                    "LT",
                    "Máy tính xách tay",
                    88,
                    1.2,
                    List.of(
                            model(
                                    "Laptop văn phòng",
                                    9_990_000,
                                    1_500_000,
                                    "14 inch 8 GB",
                                    "14 inch 16 GB",
                                    "15,6 inch 8 GB",
                                    "15,6 inch 16 GB",
                                    "16 inch 16 GB"),
                            model(
                                    "Laptop mỏng nhẹ",
                                    15_490_000,
                                    2_200_000,
                                    "13 inch bạc",
                                    "13 inch xám",
                                    "14 inch bạc",
                                    "14 inch xám",
                                    "14 inch vàng đồng"),
                            model(
                                    "Laptop đồ họa",
                                    24_990_000,
                                    3_500_000,
                                    "15,6 inch 16 GB",
                                    "15,6 inch 32 GB",
                                    "16 inch 32 GB",
                                    "17 inch 32 GB",
                                    "17 inch 64 GB"),
                            model(
                                    "Laptop học sinh",
                                    6_490_000,
                                    800_000,
                                    "11,6 inch",
                                    "12 inch",
                                    "13 inch",
                                    "14 inch",
                                    "14 inch cảm ứng"))),
            new Category(
                    "PC",
                    "Máy tính để bàn",
                    86,
                    0.8,
                    List.of(
                            model(
                                    "Máy bộ văn phòng",
                                    7_490_000,
                                    1_200_000,
                                    "i3 8 GB",
                                    "i5 8 GB",
                                    "i5 16 GB",
                                    "i7 16 GB",
                                    "i7 32 GB"),
                            model(
                                    "Máy tính mini",
                                    5_990_000,
                                    1_100_000,
                                    "N100 8 GB",
                                    "N100 16 GB",
                                    "R5 16 GB",
                                    "R7 16 GB",
                                    "R7 32 GB"),
                            model(
                                    "Máy trạm",
                                    28_900_000,
                                    6_000_000,
                                    "12 nhân",
                                    "16 nhân",
                                    "24 nhân",
                                    "32 nhân",
                                    "64 nhân"),
                            model(
                                    "Máy tính liền màn hình",
                                    12_900_000,
                                    1_700_000,
                                    "22 inch",
                                    "24 inch",
                                    "24 inch cảm ứng",
                                    "27 inch",
                                    "27 inch cảm ứng"))),
            new Category(
                    "MH",
                    "Màn hình",
                    82,
                    1,
                    List.of(
                            model(
                                    "Màn hình văn phòng",
                                    1_990_000,
                                    550_000,
                                    "22 inch",
                                    "24 inch",
                                    "24 inch IPS",
                                    "27 inch",
                                    "27 inch IPS"),
                            model(
                                    "Màn hình đồ họa 4K",
                                    7_990_000,
                                    1_900_000,
                                    "27 inch",
                                    "28 inch",
                                    "32 inch",
                                    "32 inch xoay dọc",
                                    "34 inch cong"),
                            model(
                                    "Màn hình di động",
                                    2_990_000,
                                    500_000,
                                    "13 inch",
                                    "14 inch",
                                    "15,6 inch",
                                    "16 inch",
                                    "17 inch"),
                            model("Giá đỡ màn hình", 390_000, 160_000, "đơn", "đôi", "ba", "gắn tường", "lò xo khí"))),
            new Category(
                    "MI",
                    "Máy in và mực",
                    78,
                    1.3,
                    List.of(
                            model(
                                    "Máy in laser",
                                    2_790_000,
                                    900_000,
                                    "A4",
                                    "A4 hai mặt",
                                    "A4 Wi-Fi",
                                    "A4 đa năng",
                                    "A3"),
                            model(
                                    "Máy in phun màu",
                                    2_290_000,
                                    750_000,
                                    "A4",
                                    "A4 Wi-Fi",
                                    "A4 đa năng",
                                    "A3",
                                    "A3 đa năng"),
                            model("Hộp mực", 290_000, 190_000, "đen", "đen dung lượng cao", "xanh", "đỏ", "vàng"),
                            model(
                                    "Máy in hóa đơn",
                                    990_000,
                                    420_000,
                                    "58 mm",
                                    "80 mm",
                                    "80 mm LAN",
                                    "tem nhãn",
                                    "mã vạch"))),
            new Category(
                    "MG",
                    "Thiết bị mạng",
                    80,
                    0.8,
                    List.of(
                            model("Bộ phát Wi-Fi", 690_000, 480_000, "AC1200", "AX1800", "AX3000", "AX5400", "BE7200"),
                            model(
                                    "Bộ chia mạng",
                                    450_000,
                                    900_000,
                                    "5 cổng",
                                    "8 cổng",
                                    "16 cổng",
                                    "24 cổng",
                                    "48 cổng"),
                            model(
                                    "Ổ lưu trữ mạng",
                                    4_990_000,
                                    3_200_000,
                                    "1 khay",
                                    "2 khay",
                                    "4 khay",
                                    "6 khay",
                                    "8 khay"),
                            model("Tủ mạng", 1_290_000, 1_100_000, "6U", "10U", "15U", "20U", "42U"))),
            new Category(
                    "GH",
                    "Ghế văn phòng",
                    66,
                    1,
                    List.of(
                            model(
                                    "Ghế lưới",
                                    890_000,
                                    350_000,
                                    "không tựa đầu",
                                    "có tựa đầu",
                                    "lưng cao",
                                    "chân xoay",
                                    "gấp gọn"),
                            model(
                                    "Ghế công thái học",
                                    3_490_000,
                                    1_300_000,
                                    "cơ bản",
                                    "tay 3D",
                                    "tay 4D",
                                    "kê chân",
                                    "lưng kép"),
                            model(
                                    "Ghế giám đốc",
                                    2_890_000,
                                    1_500_000,
                                    "da công nghiệp",
                                    "da thật",
                                    "gỗ sồi",
                                    "ngả 135°",
                                    "ngả 170°"),
                            model(
                                    "Ghế họp",
                                    590_000,
                                    230_000,
                                    "chân quỳ",
                                    "xếp chồng",
                                    "bọc vải",
                                    "bọc da",
                                    "có bàn viết"))),
            new Category(
                    "BA",
                    "Bàn và tủ",
                    64,
                    0.9,
                    List.of(
                            model("Bàn làm việc", 1_290_000, 450_000, "1 m", "1,2 m", "1,4 m", "1,6 m", "chữ L"),
                            model("Bàn nâng hạ", 5_490_000, 1_400_000, "1,2 m", "1,4 m", "1,6 m", "1,8 m", "đôi"),
                            model(
                                    "Tủ hồ sơ",
                                    1_690_000,
                                    600_000,
                                    "2 ngăn",
                                    "3 ngăn",
                                    "4 ngăn",
                                    "cánh kính",
                                    "chống cháy"),
                            model("Bàn họp", 3_990_000, 2_600_000, "6 chỗ", "8 chỗ", "10 chỗ", "14 chỗ", "20 chỗ"))),
            new Category(
                    "HN",
                    "Hội nghị và trình chiếu",
                    80,
                    0.6,
                    List.of(
                            model(
                                    "Máy chiếu",
                                    8_990_000,
                                    4_200_000,
                                    "3.600 lumen",
                                    "4.000 lumen",
                                    "4.500 lumen",
                                    "laser 5.000 lumen",
                                    "laser 6.500 lumen"),
                            model(
                                    "Màn chiếu",
                                    990_000,
                                    550_000,
                                    "84 inch",
                                    "100 inch",
                                    "120 inch",
                                    "150 inch điện",
                                    "200 inch điện"),
                            model(
                                    "Camera hội nghị",
                                    1_490_000,
                                    2_900_000,
                                    "góc rộng",
                                    "4K",
                                    "tự bám người nói",
                                    "PTZ 12x",
                                    "PTZ 20x"),
                            model(
                                    "Loa hội nghị",
                                    1_190_000,
                                    1_250_000,
                                    "để bàn",
                                    "để bàn không dây",
                                    "âm trần",
                                    "thanh dài",
                                    "bộ phòng họp"))),
            new Category(
                    "PK",
                    "Phụ kiện",
                    58,
                    2.2,
                    List.of(
                            model(
                                    "Chuột không dây",
                                    190_000,
                                    140_000,
                                    "cơ bản",
                                    "yên tĩnh",
                                    "công thái học",
                                    "sạc USB-C",
                                    "đứng"),
                            model(
                                    "Bàn phím",
                                    250_000,
                                    330_000,
                                    "có dây",
                                    "không dây",
                                    "cơ mini",
                                    "cơ đủ phím",
                                    "chia đôi"),
                            model(
                                    "Tai nghe",
                                    350_000,
                                    520_000,
                                    "có dây",
                                    "không dây",
                                    "chống ồn",
                                    "chống ồn có hộp sạc",
                                    "tổng đài"),
                            model("Ổ cứng gắn ngoài", 990_000, 900_000, "500 GB", "1 TB", "2 TB", "4 TB", "8 TB"))),
            new Category(
                    "VP",
                    "Giấy và văn phòng phẩm",
                    74,
                    2.4,
                    List.of(
                            model(
                                    "Giấy in",
                                    68_000,
                                    17_000,
                                    "A4 70 gsm",
                                    "A4 80 gsm",
                                    "A4 100 gsm",
                                    "A3 70 gsm",
                                    "A3 80 gsm"),
                            model(
                                    "Bút (hộp 12 cây)",
                                    48_000,
                                    32_000,
                                    "bi xanh",
                                    "bi đỏ",
                                    "gel đen",
                                    "dạ quang",
                                    "lông bảng"),
                            model(
                                    "Bìa hồ sơ (lốc 10)",
                                    55_000,
                                    28_000,
                                    "còng 5 cm",
                                    "còng 7 cm",
                                    "lá",
                                    "nút",
                                    "trình ký"),
                            model("Máy hủy giấy", 1_290_000, 1_600_000, "6 tờ", "10 tờ", "15 tờ", "20 tờ", "30 tờ"))));

    private Products() {}

    /** All articles, in the order of their ids. */
    static List<Product> all() {
        List<Product> products = new ArrayList<>();
        for (Category category : CATEGORIES) {
            int number = 0;
            for (Model model : category.models) {
                for (int variant = 0; variant < model.variants.size(); variant++) {
                    number++;
                    long price = model.from + model.step * variant;
                    // The dearer variants of a model sell less often.
                    double popularity = category.popularity / (1 + 0.35 * variant);
                    products.add(new Product(
                            "%s%02d".formatted(category.code, number),
                            model.name + " " + model.variants.get(variant),
                            category.name,
                            price,
                            costOf(category, price, number),
                            popularity));
                }
            }
        }
        return products;
    }

    /** One article in every category was bought so long ago that nobody knows what it cost. */
    private static Long costOf(Category category, long price, int number) {
        return number == 20 ? null : price * (category.costPercent - number % 5) / 100_000 * 1_000;
    }

    private static Model model(String name, long from, long step, String... variants) {
        return new Model(name, from, step, List.of(variants));
    }
}
