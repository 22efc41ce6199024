import type { protection as english } from '../en/protection'
import type { Translated } from '../types'

export const protection: Translated<typeof english> = {
  tooManyBlocks: '已有 {max} 个屏蔽。请解除不再需要的。',
  addressInvalid: '请填写 IPv4 或 IPv6 地址，例如 203.0.113.7。',
  chooseKey: '请选择此工作区的密钥。',
  blocked: '这里不允许这样做。',
  textTooLong: '有一段文本为 {length} 个字符，而此应用最多接受 {max} 个。请缩短。',
  requestTooLarge: '请求为 {kilobytes} KB，而此应用最多接受 {max} KB。',
}
