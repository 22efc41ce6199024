import type { jobs as english } from '../en/jobs'
import type { Translated } from '../types'

export const jobs: Translated<typeof english> = {
  takenOver: '另一个进程已接管此任务。',
  timeout: '任务超过了 {seconds} 秒。',
  serverStopping: '服务器正在停止。',
  cutOffRepeatedly: '{reason, select, none {} other {{reason}}}多次被中断，不再重试。请重新开始。',
  failedUnexpectedly: '它意外失败了。',
}
