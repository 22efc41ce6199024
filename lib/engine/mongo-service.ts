import type { JsonObject } from '@/lib/core/json'

/** Documents are Extended JSON: `{"$oid": "…"}`, `{"$date": "…"}`. */
type MongoOperation =
  | { type: 'find'; filter: JsonObject; projection?: JsonObject; sort?: JsonObject; limit: number }
  | { type: 'aggregate'; pipeline: readonly JsonObject[]; limit: number }
  | { type: 'insert'; documents: readonly JsonObject[] }
  | { type: 'update'; filter: JsonObject; update: JsonObject; isMany: boolean; isUpsert: boolean }

export interface MongoRequest {
  collection: string
  operation: MongoOperation
  timeoutMs: number
  signal: AbortSignal
  /** Called when a write is sent: from now on its outcome may be unknown. */
  onSent?: () => void
}

export interface MongoResult {
  documents: JsonObject[]
  /** Whether more documents exist than the limits allow. */
  isCut: boolean
  /** Number of inserted or changed documents. */
  affected: number
  /** Ids of inserted documents. */
  ids: string[]
}
