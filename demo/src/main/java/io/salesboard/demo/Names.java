package io.salesboard.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Vietnamese names of people and companies, as they are really written. */
final class Names {
    private static final List<String> FAMILY = List.of(
            "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Hoàng", "Huỳnh",
            "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đoàn", "Trịnh", "Mạc", "Tạ");
    private static final List<String> MIDDLE_MEN =
            List.of("Văn", "Hữu", "Đức", "Minh", "Quốc", "Xuân", "Thành", "Công", "Anh", "Gia", "Đình", "Trọng");
    private static final List<String> GIVEN_MEN = List.of(
            "An", "Bảo", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hoàng", "Hùng", "Huy", "Khánh", "Khôi", "Kiên", "Lâm",
            "Long", "Nam", "Nghĩa", "Phúc", "Quân", "Sơn", "Thắng", "Toàn", "Trường", "Tuấn", "Việt", "Vỹ");
    private static final List<String> MIDDLE_WOMEN =
            List.of("Thị", "Ngọc", "Thu", "Thanh", "Bích", "Mỹ", "Kim", "Phương", "Diệu", "Như", "Quỳnh", "Hồng");
    private static final List<String> GIVEN_WOMEN = List.of(
            "Ánh", "Châu", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Lan", "Linh", "Ly",
            "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phượng", "Thảo", "Thúy", "Thủy", "Trang", "Tuyết", "Yến");
    private static final List<String> COMPANY_KIND = List.of(
            "Công ty TNHH",
            "Công ty Cổ phần",
            "Công ty TNHH MTV",
            "Trường THPT",
            "Bệnh viện",
            "Khách sạn",
            "Hợp tác xã",
            "Doanh nghiệp tư nhân");
    private static final List<String> COMPANY_NAME = List.of(
            "Ánh Dương",
            "Bình Minh",
            "Đại Phát",
            "Đông Á",
            "Hòa Bình",
            "Hưng Thịnh",
            "Khởi Nguyên",
            "Lạc Việt",
            "Mỹ Phước",
            "Ngọc Lặc",
            "Phú Quý",
            "Quảng Lợi",
            "Sao Khuê",
            "Tân Tiến",
            "Thiên Ấn",
            "Trường Sơn",
            "Vạn Xuân",
            "Việt Thắng",
            "Xuân Hòa",
            "Yên Bình",
            "Cửu Long",
            "Sông Hàn",
            "Bạch Đằng",
            "Trà Khúc");

    private final Set<String> used = new HashSet<>();

    /** A person's full name, family name first. */
    static String person(Dice dice) {
        boolean woman = dice.chance(0.5);
        return dice.pick(FAMILY) + " " + dice.pick(woman ? MIDDLE_WOMEN : MIDDLE_MEN) + " "
                + dice.pick(woman ? GIVEN_WOMEN : GIVEN_MEN);
    }

    /** A person's full name that this object has not given before. */
    String newPerson(Dice dice) {
        String name = person(dice);
        while (!used.add(name)) {
            name = person(dice);
        }
        return name;
    }

    static String account(Dice dice) {
        return dice.pick(COMPANY_KIND) + " " + dice.pick(COMPANY_NAME);
    }

    /** A mobile number in a range that is not assigned to subscribers. */
    static String phone(Dice dice) {
        return "0100 %03d %03d".formatted(dice.between(0, 999), dice.between(0, 999));
    }
}
