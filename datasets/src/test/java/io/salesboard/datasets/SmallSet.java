package io.salesboard.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Each kind of data set with a handful of right rows, to be written into a folder and then spoilt. */
enum SmallSet {
    CRM_OPPORTUNITIES(Map.of(
            "accounts.csv",
            List.of("account"),
            "products.csv",
            List.of("product,series,sales_price", "GTX Pro,GTX,4821"),
            "sales_teams.csv",
            List.of("sales_agent,manager,regional_office", "Ann,Mel,East"),
            "sales_pipeline.csv",
            List.of(
                    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
                    "A,Ann,GTXPro,,Won,2017-01-02,2017-01-04,4514",
                    "B,Ann,GTXPro,,Engaging,2017-01-03,,",
                    "C,Ann,GTXPro,,Prospecting,,,"))),

    ADVENTURE_WORKS(Map.of(
            "region.csv",
            List.of("SalesTerritoryKey,Region,Country,Group", "1,Northwest,United States,North America"),
            "product.csv",
            List.of("ProductKey,Product,Standard Cost,Category", "210,\"HL Road Frame - Black, 58\",868.63,Components"),
            "reseller.csv",
            List.of("ResellerKey"),
            "salesperson.csv",
            List.of("EmployeeKey,EmployeeID,Salesperson", "285,61161660,Ann"),
            "salespersonregion.csv",
            List.of("EmployeeKey,SalesTerritoryKey", "285,1"),
            "targets_fy2018.csv",
            List.of("EmployeeID,TargetAmount,TargetMonth", "61161660,200000,2017-07-01"),
            "sales_fy2018.csv",
            List.of(
                    "SalesOrderNumber,OrderDate,ProductKey,ResellerKey,EmployeeKey,SalesTerritoryKey,Quantity,UnitPrice",
                    "SO43659,2017-07-01,210,676,285,1,6,5.7",
                    "SO43660,2017-07-02,210,676,285,1,1,5.7"))),

    ONLINE_RETAIL(Map.of(
            "online_retail_2010-12.csv.gz",
            List.of(
                    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                    "536365,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
                    "536365,71053,\"LANTERN,\nWHITE\",6,2010-12-01 08:26:00,3.39,17850,United Kingdom",
                    "C536379,85123A,HEART HOLDER,-1,2010-12-01 09:41:00,2.55,17850,United Kingdom")));

    private final Map<String, List<String>> files;

    SmallSet(Map<String, List<String>> files) {
        this.files = files;
    }

    /** Writes all files as they are right. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, List<String>> file : files.entrySet()) {
            write(folder.resolve(file.getKey()), String.join("\n", file.getValue()) + "\n");
        }
    }

    /** Writes all files, and replaces text in one of them, which must be there. */
    void writeWith(Path folder, String file, String right, String wrong) throws IOException {
        write(folder);
        String text = String.join("\n", files.get(file)) + "\n";
        if (!text.contains(right)) {
            throw new IllegalArgumentException(file + " does not hold " + right);
        }
        write(folder.resolve(file), text.replace(right, wrong));
    }

    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] text) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(text);
        }
    }
}
