import type { callbacks as english } from '../en/callbacks'
import type { Translated } from '../types'

export const callbacks: Translated<typeof english> = {
  notPublicHttps: '回调必须是公网上的 https 地址。',
  noSecretYet: '此应用还没有回调密钥。请在工作室的“自动化”中创建一个。',
  answered: '{host} 返回了 {status}。',
  secretMissing: '应用没有回调密钥。',
}
