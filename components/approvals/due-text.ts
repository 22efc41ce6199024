import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'

export const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** “in 16 hr. · on your clock Nov 29, 10:00 AM”: how long it is until then, and when that is for whoever reads it. */
export function dueText(iso: string, timeZone: string | null, nowMs: number): string {
  const [howLong, here] = [formatRelative(iso, nowMs), formatDateTime(iso)]
  const parts: string[] = []
  // Far away it is a date, which stands there once.
  if (howLong !== here) parts.push(howLong)
  if (timeZone !== null && timeZone !== ownTimeZone()) parts.push(t('releases.onYourClock', { when: here }))
  return parts.join(' · ')
}
