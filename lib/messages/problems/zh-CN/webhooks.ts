import type { webhooks as english } from '../en/webhooks'
import type { Translated } from '../types'

export const webhooks: Translated<typeof english> = {
  payloadMissing: '表单须在字段 "payload" 中以 JSON 携带消息；否则请直接发送 JSON。',
  keysUnavailable: '无法加载 {host} 的密钥。请稍后重试。',
  signatureInvalid: '签名或令牌缺失、错误或过期。',
}
