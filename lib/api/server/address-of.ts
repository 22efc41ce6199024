import 'server-only'
import type { Context } from 'hono'
import { clientAddress } from '../public/shared/access/client-address'

/** Returns the IP address counted by limits. */
export type AddressOf = (context: Context) => string

export function addressOf(socketAddress: AddressOf, trustedProxies: readonly string[]): AddressOf {
  return (context) =>
    clientAddress({
      socketAddress: socketAddress(context),
      forwardedFor: context.req.header('x-forwarded-for') ?? null,
      trustedProxies,
    })
}
