import 'server-only'
import { singleton } from '@/lib/platform/singleton'

/** Called once per process, with the address of an untrusted `X-Forwarded-For`. */
type Report = (address: string) => void

const state = () => singleton('untrusted-proxy', (): { report: Report | null } => ({ report: null }))

/** Until it is called, nothing is reported. */
export function onUntrustedProxy(report: Report): void {
  state().report = report
}

export function noteUntrustedProxy(address: string): void {
  const { report } = state()
  if (report === null) return
  state().report = null
  report(address)
}
