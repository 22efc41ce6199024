import 'server-only'
import type { RawRequest } from '@/lib/secrets/verify-request'

/** A request to the address of a channel. */
export interface ChannelDelivery extends RawRequest {
  publicId: string
  method: 'GET' | 'POST'
  /** Called once the sender is verified. @throws INVALID_JSON */
  parse(): unknown
}
