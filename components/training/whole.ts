import { numberFormat } from '@/lib/client/messages/intl'

/** `10,003`: where each one counts. */
export const whole = (count: number): string => numberFormat().format(count)
