import 'server-only'
import { createHash } from 'node:crypto'

/**
 * Identity of anonymous visitors for budgets: all visitors of an app from one IP address, whatever
 * their browsers claim. Stored as a hash that differs per app.
 * @param address as counted by limits: an IPv6 /64 counts as one address
 */
export function visitorOf(appId: string, address: string): string {
  return createHash('sha256').update(`${appId}\n${address}`).digest('base64url').slice(0, 22)
}
