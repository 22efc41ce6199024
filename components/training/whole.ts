import { numberFormat } from '@/lib/client/messages/intl'

/** Formats a whole number without abbreviation: `10,003`. */
export const whole = (count: number): string => numberFormat().format(count)
