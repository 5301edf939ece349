package io.salesboard.capture;

import io.salesboard.schemas.IncidentKind;

/**
 * Why a database has to be read again.
 *
 * @param cause kind of incident
 * @param vi in Vietnamese
 * @param en in English
 */
record Why(IncidentKind cause, String vi, String en) {}
