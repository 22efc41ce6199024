import type { secrets as english } from '../en/secrets'
import type { Translated } from '../types'

export const secrets: Translated<typeof english> = {
  missing: '没有名为 {secret} 的密钥变量。请在“设置”中添加。',
  addressNotAllowed: '密钥变量 {secret} 不可发送到 {address}。请在“设置”中添加该地址。',
  masterKeyNotWritten: '无法将主密钥写入 {file}：{code}。',
  masterKeyUnreadable: '无法读取主密钥 {file}：{code}。',
  masterKeyShared: '其他用户可以读取主密钥 {file}。请对其执行 chmod 600。',
  masterKeyEmpty: '{where} 不含密钥。',
  masterKeyTwice: '{where} 中同一个密钥出现了两次。',
  masterKeyFormat: '{where} 必须包含形如 k1:base64 的条目，以逗号分隔。',
  masterKeyLength: '{where} 的密钥 {kid} 必须是 base64 编码的 32 字节，而现在是 {length} 字节。',
  masterKeyExample: '{where} 的密钥 {kid} 是众所周知的示例值。请用此命令创建：openssl rand -base64 32',
  masterKeyMissing: '缺少主密钥 {file}。请从备份恢复，否则无法读取已保存的密钥变量。',
}
