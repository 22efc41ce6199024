import type { limits as english } from '../en/limits'
import type { Translated } from '../types'

export const limits: Translated<typeof english> = {
  connectionLimit: '连接自身的限制使此调用等待了一分钟。请稍后再试。',
  tooManyAtOnce: '同时的请求过多。请等其中一个结束。',
  serverBusy: '服务器已达上限。请稍后再试。',
  tooManyRequests: '请求过多。',
}
