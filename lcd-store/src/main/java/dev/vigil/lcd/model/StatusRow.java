package dev.vigil.lcd.model;

/** A row that only its own node writes; peers hold copies. */
public sealed interface StatusRow extends Row permits StateRow, OwnershipRow, FlagRow, RepairsRow, RulingRow, CertificateRow {
    NodeId node();
}
