import type { sandbox as english } from '../en/sandbox'
import type { Translated } from '../types'

export const sandbox: Translated<typeof english> = {
  tooLarge: '代码或其输入太大：代码最多 256 KB，输入最多 4 MB。',
  timeout: '代码在 {seconds} 秒内没有完成。',
  ended: '运行代码的进程已结束。请重试。',
  busy: '当前运行的代码过多。请几分钟后重试。',
  notStarted: '无法运行代码：运行代码的进程没有启动。请重新安装或构建 Patchbay。',
}
