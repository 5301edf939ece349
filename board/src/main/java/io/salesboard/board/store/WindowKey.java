package io.salesboard.board.store;

import io.salesboard.core.time.WindowUnit;

/** Names a window by its unit and start, as cells do. */
record WindowKey(WindowUnit unit, long start) {}
