/** Releases although the gate fails. */
export interface GateOverride {
  reason: string
}

export interface StoredOverride extends GateOverride {
  by: string
  byId: string
}
