import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'

/** Describes common expressions in words and returns others unchanged. */
export function describeCron(cron: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.trim().split(/\s+/)
  if (day !== '*' || month !== '*') return cron
  if (cron.trim() === '* * * * *') return t('automations.everyMinute')
  const minutes = stepOf(minute, 60)
  if (minutes !== null && hour === '*' && weekday === '*') return t('automations.everyMinutes', { count: minutes })
  if (!/^\d{1,2}$/.test(minute)) return cron
  const hours = stepOf(hour, 24)
  if (hours !== null && minute === '0' && weekday === '*') return t('automations.everyHours', { count: hours })
  if (hour === '*' && weekday === '*') return t('automations.everyHour', { minute })
  if (!/^\d{1,2}$/.test(hour)) return cron
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (weekday === '*') return t('automations.everyDay', { time })
  if (weekday === '1-5') return t('automations.weekdays', { time })
  if (!/^[0-6]$/.test(weekday)) return cron
  // 2023-01-01 was a Sunday, which cron counts as 0.
  const names = dateFormat({ weekday: 'long', timeZone: 'UTC' })
  return t('automations.everyWeek', { time, day: names.format(new Date(Date.UTC(2023, 0, 1 + Number(weekday)))) })
}

// The interval of `*/15`; null if it does not divide the range, because the last step is then shorter.
function stepOf(field: string, whole: number): number | null {
  const step = Number(/^\*\/(\d{1,2})$/.exec(field)?.[1] ?? 0)
  return step > 1 && whole % step === 0 ? step : null
}
