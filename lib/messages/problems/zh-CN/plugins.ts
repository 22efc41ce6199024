import type { plugins as english } from '../en/plugins'
import type { Translated } from '../types'

export const plugins: Translated<typeof english> = {
  connectionMissing: '此步骤的连接不存在。请在步骤的设置中选择一个。',
  hostFieldInvalid: '连接的字段“{name}”不能作为主机名的一部分。请在连接中更正。',
}
