import type { secrets as english } from '../en/secrets'
import type { Translated } from '../types'

export const secrets: Translated<typeof english> = {
  missing: '没有名为 {secret} 的密钥变量。请在“设置”中添加。',
  addressNotAllowed: '密钥变量 {secret} 不可发送到 {address}。请在“设置”中添加该地址。',
}
