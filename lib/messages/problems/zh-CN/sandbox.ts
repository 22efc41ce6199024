import type { sandbox as english } from '../en/sandbox'
import type { Translated } from '../types'

export const sandbox: Translated<typeof english> = {
  tooLarge: '代码或其输入太大：代码最多 256 KB，输入最多 4 MB。',
  timeout: '代码在 {seconds} 秒内没有完成。',
  ended: '运行代码的进程已结束。请重试。',
  busy: '当前运行的代码过多。请几分钟后重试。',
  notStarted: '无法运行代码：运行代码的进程没有启动。请重新安装或构建 Patchbay。',
  failed: '{name}：{message}',
  failedAtLine: '{name}：{message}（第 {line} 行）',
  outputTooDeep: '代码返回的数据嵌套超过 {max} 层。',
  outputTooManyValues: '代码返回的值超过 {max} 个。请减少返回的值，或改为返回文本。',
  outputTooLarge: '代码返回了超过 1 MB 的数据。',
  outOfMemory: '代码所需的内存超过 {megabytes} MB。',
  sharedMemory: '代码超过了所有代码共用的内存上限。',
  workerMemory: '代码所需的内存超过了允许的值。',
}
