import 'server-only'
import { problem } from '@/lib/messages/problems/problem'
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
      title: problem('alerts.proxyUntrusted'),
      message: problem('alerts.proxyUntrustedText', { address }),
    }).catch((cause: unknown) => log().warn({ cause }, 'an alert was not stored'))
  })
}
