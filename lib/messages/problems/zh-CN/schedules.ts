import type { schedules as english } from '../en/schedules'
import type { Translated } from '../types'

export const schedules: Translated<typeof english> = {
  previousRunning: '已跳过，因为上一次运行尚未结束。',
  notStarted: '无法启动。',
  neverFires: '此计划永远不会触发：没有这一天。',
  fiveFields: '请填写五个字段：分、时、日、月、星期。例如 0 7 * * 1-5。',
  cronInvalid: '这不是有效的 cron 表达式。{reason}',
}
