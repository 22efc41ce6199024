import { formatCost, formatCount, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'

/** Formatted metrics; null stays null and is shown as missing. */
export const metricFormats = {
  share: (value: number | null | undefined): string | null =>
    value == null ? null : `${(value * 100).toFixed(value === 1 || value === 0 ? 0 : 1)} %`,
  duration: (ms: number | null | undefined): string | null => (ms == null ? null : formatDuration(ms)),
  perSecond: (value: number | null | undefined): string | null =>
    value == null ? null : value.toFixed(value < 10 ? 1 : 0),
  tokens: (count: number | null | undefined): string | null =>
    count == null ? null : t('catalog.tokens', { tokens: formatCount(count) }),
  cost: (micros: number | null | undefined): string | null => (micros == null ? null : formatCost(micros)),
  /** Per million tokens: small prices keep all digits. */
  price: (micros: number | null | undefined): string | null => (micros == null ? null : dollars(micros)),
}

function dollars(micros: number): string {
  const value = micros / 1_000_000
  return `$${value.toFixed(Math.max(2, (String(value).split('.')[1] ?? '').length))}`
}
