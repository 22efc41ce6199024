import 'server-only'
import type { JsonObject } from '@/lib/core/json'

/** A request to the address of a trigger. */
export interface Delivery {
  publicId: string
  headers: Headers
  body: Uint8Array
  /** Called once the sender is verified, so that others learn nothing about the parser. */
  parse(): JsonObject
}
