package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody reads whose file has a value that cannot be read: file, line, column, value and what to do. */
class UnreadableDataTest {
    private static final String NEXT_STEP = "; correct it, or take the line out, and start again";
    private static final String RETAIL = "online_retail_2010-12.csv.gz";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsRightIsRead(SmallSet set) throws IOException {
        set.write(folder);

        try (DataSet data = RealData.load(folder)) {
            assertThat(data.size()).isEqualTo(set == SmallSet.CRM_OPPORTUNITIES ? 4 : 2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ONLINE_RETAIL     | online_retail_2010-12.csv.gz | 536365,85123A | A5,85123A          | 2 | InvoiceNo        | 'A5' is not of the form 536365, or C536379 for a cancellation
                    ONLINE_RETAIL     | online_retail_2010-12.csv.gz | R,-1,         | R,one,             | 5 | Quantity         | 'one' is not a number such as 1234.50
                    ONLINE_RETAIL     | online_retail_2010-12.csv.gz | ,6,2010       | ,,2010             | 2 | Quantity         | nothing stands where something is needed
                    ONLINE_RETAIL     | online_retail_2010-12.csv.gz | 12-01 09:41   | 02-30 09:41        | 5 | InvoiceDate      | '2010-02-30 09:41:00' is not a time such as 2010-12-01 08:26:00
                    ONLINE_RETAIL     | online_retail_2010-12.csv.gz | 3.39          | 1E20               | 3 | UnitPrice        | '1E20' has more than 15 digits before the point
                    ONLINE_RETAIL     | online_retail_2010-12.csv.gz | -1,2010       | -1,0001            | 5 | InvoiceDate      | '0001-12-01 09:41:00' is not from 1900 to 2199
                    ADVENTURE_WORKS   | sales_fy2018.csv             | SO43660       | 43660              | 3 | SalesOrderNumber | '43660' is not of the form SO43659
                    ADVENTURE_WORKS   | sales_fy2018.csv             | 1,1,5.7       | 1,1,5.7.0          | 3 | UnitPrice        | '5.7.0' is not a number such as 1234.50
                    ADVENTURE_WORKS   | sales_fy2018.csv             | 2017-07-02    | 7/2/2017           | 3 | OrderDate        | '7/2/2017' is not a day such as 2017-03-01
                    ADVENTURE_WORKS   | sales_fy2018.csv             | 285,1,1       | 285,9,1            | 3 | SalesTerritoryKey | '9' is not in region.csv
                    ADVENTURE_WORKS   | product.csv                  | 868.63        | dear               | 2 | Standard Cost    | 'dear' is not a number such as 1234.50
                    ADVENTURE_WORKS   | targets_fy2018.csv           | 61161660      | 7                  | 2 | EmployeeID       | '7' is not in salesperson.csv
                    ADVENTURE_WORKS   | targets_fy2018.csv           | 07-01         | 13-01              | 2 | TargetMonth      | '2017-13-01' is not a day such as 2017-03-01
                    CRM_OPPORTUNITIES | sales_pipeline.csv           | 4514          | 4514$              | 2 | close_value      | '4514$' is not a number such as 1234.50
                    CRM_OPPORTUNITIES | sales_pipeline.csv           | 2017-01-03    | 2017-02-29         | 3 | engage_date      | '2017-02-29' is not a day such as 2017-03-01
                    CRM_OPPORTUNITIES | sales_pipeline.csv           | B,Ann         | B,Bob              | 3 | sales_agent      | 'Bob' is not in sales_teams.csv
                    CRM_OPPORTUNITIES | sales_pipeline.csv           | Won           | Open               | 2 | deal_stage       | 'Open' is closed, and neither Won nor Lost
                    CRM_OPPORTUNITIES | products.csv                 | 4821          | n/a                | 2 | sales_price      | 'n/a' is not a number such as 1234.50
                    """)
    void aValueIsNamedWithItsPlace(
            SmallSet set, String file, String right, String wrong, int line, String column, String complaint)
            throws IOException {
        set.writeWith(folder, file, right, wrong == null ? "" : wrong);

        assertThatThrownBy(() -> RealData.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ", line " + line + ", column '" + column + "': " + complaint + NEXT_STEP);
    }

    @ParameterizedTest
    @CsvSource({
        "ONLINE_RETAIL, online_retail_2010-12.csv.gz, Quantity",
        "ADVENTURE_WORKS, sales_fy2018.csv, UnitPrice",
        "CRM_OPPORTUNITIES, sales_pipeline.csv, close_date"
    })
    void aMissingColumnIsNamedWithThoseThatAreThere(SmallSet set, String file, String column) throws IOException {
        set.writeWith(folder, file, column, "Other");

        assertThatThrownBy(() -> RealData.load(folder))
                .hasMessageStartingWith(file + ", line 1: there is no column '" + column + "' among ")
                .hasMessageContaining("Other")
                .hasMessageEndingWith("; name it in the header and start again");
    }

    @ParameterizedTest
    @CsvSource({
        "ONLINE_RETAIL, online_retail_2010-12.csv.gz, ',2.55,17850', ',2,55,17850', 'line 2 has 9 values, not 8'",
        "ADVENTURE_WORKS, sales_fy2018.csv, ',1,5.7', ',1', 'line 3 has 7 values, not 8'",
        "CRM_OPPORTUNITIES, sales_pipeline.csv, 'Engaging,2017-01-03,,', Engaging, 'line 3 has 5 values, not 8'"
    })
    void aRaggedLineIsNamed(SmallSet set, String file, String right, String wrong, String complaint)
            throws IOException {
        set.writeWith(folder, file, right, wrong);

        assertThatThrownBy(() -> RealData.load(folder))
                .hasMessage(file + ", " + complaint + " as the header has columns" + NEXT_STEP);
    }

    @Test
    void aKeyThatStandsThereTwiceIsNamed() throws IOException {
        SmallSet.CRM_OPPORTUNITIES.writeWith(folder, "sales_teams.csv", "Ann,Mel,East", "Ann,Mel,East\nAnn,Kim,West");

        assertThatThrownBy(() -> RealData.load(folder))
                .hasMessage("sales_teams.csv, line 3, column 'sales_agent': 'Ann' stands there twice" + NEXT_STEP);
    }

    @Test
    void aFileOfAnotherEncodingIsSaid() throws IOException {
        SmallSet.write(
                folder.resolve(RETAIL),
                "InvoiceNo,StockCode,Description\n1,2,3\n1,2,CAF\u00c9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> RealData.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(RETAIL + ", after line ")
                .hasMessageEndingWith("is not UTF-8; save the file as UTF-8 and start again");
    }

    @Test
    void aPackedFileThatIsCutOffOrNotPackedIsSaid() throws IOException {
        SmallSet.ONLINE_RETAIL.write(folder);
        byte[] whole = Files.readAllBytes(folder.resolve(RETAIL));
        Files.write(folder.resolve(RETAIL), Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> RealData.load(folder)).hasMessageContaining("the packed file ends too early");

        Files.writeString(folder.resolve(RETAIL), "InvoiceNo\n");
        assertThatThrownBy(() -> RealData.load(folder)).hasMessageContaining("cannot be unpacked");
    }

    @Test
    void anEmptyFileAndAnOpenQuoteAreSaid() throws IOException {
        SmallSet.ADVENTURE_WORKS.write(folder);
        Files.writeString(folder.resolve("sales_fy2018.csv"), "");
        assertThatThrownBy(() -> RealData.load(folder)).hasMessageStartingWith("sales_fy2018.csv has no rows");

        SmallSet.ADVENTURE_WORKS.writeWith(folder, "product.csv", ", 58\"", ", 58");
        assertThatThrownBy(() -> RealData.load(folder))
                .hasMessageStartingWith("product.csv, after line 1: what follows cannot be read (");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        SmallSet.CRM_OPPORTUNITIES.writeWith(folder, "sales_teams.csv", "sales_agent", "\ufeffsales_agent");

        try (DataSet data = RealData.load(folder)) {
            assertThat(data.size()).isEqualTo(4);
        }
    }
}
