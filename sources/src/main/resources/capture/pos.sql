-- What leaves the POS database: a publication whose column lists leave personal data behind, and the same columns to read
-- for a snapshot. Run as the owner of the tables. The capture watch reads this file: the connector is given these tables
-- and columns, and the database is held to them.
create publication salesboard for table
    store (store_id, name, region_id, kind),
    product (product_id, name, category, unit_cost, currency),
    pos_order (order_id, store_id, rep_id, channel, status, order_ts, completed_ts, currency, discount, tax, shipping,
        deleted_at),
    pos_order_line (line_id, order_id, product_id, qty, unit_price, discount, tax, line_type),
    pos_payment (payment_id, order_id, amount, currency, paid_ts, method, status),
    pos_refund (refund_id, order_id, line_id, amount, currency, refund_ts);

grant select (store_id, name, region_id, kind) on store to salesboard_capture;
grant select (product_id, name, category, unit_cost, currency) on product to salesboard_capture;
grant select (order_id, store_id, rep_id, channel, status, order_ts, completed_ts, currency, discount, tax, shipping,
    deleted_at) on pos_order to salesboard_capture;
grant select (line_id, order_id, product_id, qty, unit_price, discount, tax, line_type) on pos_order_line
    to salesboard_capture;
grant select (payment_id, order_id, amount, currency, paid_ts, method, status) on pos_payment to salesboard_capture;
grant select (refund_id, order_id, line_id, amount, currency, refund_ts) on pos_refund to salesboard_capture;
