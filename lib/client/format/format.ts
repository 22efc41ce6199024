import { dateFormat, numberFormat, relativeFormat } from '../messages/intl'
import { t } from '../messages/t'

const STEPS = [
  { unit: 'second', seconds: 1, until: 60 },
  { unit: 'minute', seconds: 60, until: 3_600 },
  { unit: 'hour', seconds: 3_600, until: 86_400 },
  { unit: 'day', seconds: 86_400, until: 7 * 86_400 },
] as const

/** `3 min. ago`; a date after one week. */
export function formatRelative(iso: string, nowMs: number = Date.now()): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000
  const step = STEPS.find((candidate) => Math.abs(seconds) < candidate.until)
  return step
    ? relativeFormat({ numeric: 'auto', style: 'short' }).format(Math.round(seconds / step.seconds), step.unit)
    : formatDateTime(iso)
}

export function formatDateTime(iso: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

/** `14:05`; with the date if it is not today. */
export function formatMoment(atMs: number, nowMs: number = Date.now()): string {
  const date = new Date(atMs)
  if (date.toDateString() !== new Date(nowMs).toDateString()) return formatDateTime(date.toISOString())
  return dateFormat({ timeStyle: 'short' }).format(date)
}

/** `480 ms`, `2.4 s`, `3 min 05 s` */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return t('common.milliseconds', { value: Math.round(milliseconds) })
  if (milliseconds < 60_000) {
    return t('common.seconds', { value: (milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 1 : 0) })
  }
  const seconds = Math.round(milliseconds / 1_000)
  return t('common.minutes', { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') })
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

export function formatCount(count: number): string {
  return numberFormat({ notation: 'compact', maximumFractionDigits: 1 }).format(count)
}

/** `92.9 %`; a dash without a measurement. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : t('common.percent', { value: (share * 100).toFixed(1) })
}

/** Micro-dollars. Small amounts keep two significant digits. */
export function formatCost(micros: number): string {
  const dollars = micros / 1_000_000
  if (dollars === 0) return '$0'
  return dollars < 0.01 ? `$${dollars.toPrecision(2)}` : `$${dollars.toFixed(2)}`
}
