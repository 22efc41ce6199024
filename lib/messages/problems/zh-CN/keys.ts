import type { keys as english } from '../en/keys'
import type { Translated } from '../types'

export const keys: Translated<typeof english> = {
  wrongMasterKey: '此数据库是用另一个主密钥创建的。请放回正确的 master.key，或设置 APP_MASTER_KEYS。',
  masterKeyMissing: '保存的密钥变量需要主密钥 {key}，但它不在已配置的密钥中。',
  secretUnreadable: '无法读取保存的密钥变量：它被更改、移动，或是用另一个主密钥加密的。',
  keyActive: '{key} 是当前使用的密钥。请先运行 "npm run keys:rotate"。',
  keyUnknown: '没有密钥 {key}。',
  keyInUse: '{count} 个工作区仍需要密钥 {key}。请再运行一次 "npm run keys:rotate"，然后移除它。',
  keyUnused: '密钥 {key} 已不再需要。请自行从 APP_MASTER_KEYS 中移除。',
  newKeyMissing:
    '请在 APP_MASTER_KEYS 的最前面添加一个新密钥（用 openssl rand -base64 32 生成），同时重启所有进程，然后再次运行。',
}
