/** The decision to release although the gate fails. */
export interface GateOverride {
  reason: string
}

export interface StoredOverride extends GateOverride {
  by: string
  byId: string
}
