import 'server-only'
import { log } from '@/lib/platform/log'
import { raiseInstanceAlert } from '@/lib/services/inbox/raise-instance-alert'
import type { System } from '@/lib/services/system'
import { onUntrustedProxy } from './untrusted-proxy'

/** Behind a proxy missing from TRUSTED_PROXIES, limits by IP address count all visitors as one. */
export function reportUntrustedProxy({ db }: Pick<System, 'db'>): void {
  onUntrustedProxy((address) => {
    log().warn({ address }, 'a request has X-Forwarded-For, but its sender is not in TRUSTED_PROXIES')
    raiseInstanceAlert(db, {
      kind: 'proxy-untrusted',
      key: 'x-forwarded-for',
      title: 'A proxy is not trusted',
      message: `Requests from ${address} have X-Forwarded-For, which is not believed. If ${address} is your proxy, set TRUSTED_PROXIES to it: until then all visitors behind it share the limits of one address. Otherwise ignore this.`,
    }).catch((cause: unknown) => log().warn({ cause }, 'an alert was not stored'))
  })
}
