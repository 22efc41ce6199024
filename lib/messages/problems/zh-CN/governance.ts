import type { governance as english } from '../en/governance'
import type { Translated } from '../types'

export const governance: Translated<typeof english> = {
  tooManyAddresses: '已有 {max} 个允许的地址。请先移除一些。',
  operatorOnly: '此 Patchbay 也服务其他计算机。只有运维者可以用 EGRESS_ALLOW 允许地址。',
  addressInvalid: '请填写带端口的本机地址，例如 127.0.0.1:9200。',
  portReserved: '端口 {port} 属于 Patchbay 自身或其数据库。',
}
