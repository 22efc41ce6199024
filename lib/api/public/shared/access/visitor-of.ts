import 'server-only'
import { createHash } from 'node:crypto'

/**
 * An anonymous visitor for budgets: all of an app's visitors from one address are one, whatever their browsers call
 * themselves. What is stored is a hash that is another one in another app.
 * @param address as limits count it: an IPv6 network of 64 bits is one
 */
export function visitorOf(appId: string, address: string): string {
  return createHash('sha256').update(`${appId}\n${address}`).digest('base64url').slice(0, 22)
}
