import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'

export const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** “in 16 hr. · Nov 29, 10:00 in your time zone”: the remaining time and the local time. */
export function dueText(iso: string, timeZone: string | null, nowMs: number): string {
  const [timeLeft, localTime] = [formatRelative(iso, nowMs), formatDateTime(iso)]
  const parts: string[] = []
  // A distant date is absolute, so it is shown only once.
  if (timeLeft !== localTime) parts.push(timeLeft)
  if (timeZone !== null && timeZone !== ownTimeZone()) parts.push(t('releases.onYourClock', { when: localTime }))
  return parts.join(' · ')
}
