import type { plugins as english } from '../en/plugins'
import type { Translated } from '../types'

export const plugins: Translated<typeof english> = {
  connectionMissing: '此步骤的连接不存在。请在步骤的设置中选择一个。',
  connectionNeeded: '此操作需要 {service} 的连接。请在步骤的设置中选择一个。',
  hostFieldInvalid: '连接的字段“{name}”不能作为主机名的一部分。请在连接中更正。',
  pathValueMissing: '字段“{name}”为空，但它是地址的一部分。',
  pathClimbs: '地址中不允许使用“.”或“..”作为值。',
  fieldUnknown: '没有字段“{name}”。',
  fieldMissing: '缺少“{label}”。',
  fieldInvalid: '“{label}”：{reason}',
  webPage: '{service} 返回了网页而不是 JSON。',
  jsonTooDeep: '{service} 返回的 JSON 嵌套过深或值过多。',
  jsonInvalid: '{service} 返回了无效的 JSON。',
  unexpectedShape: '{service} 返回的响应缺少字段“{field}”。',
  pageRepeated: '{service} 两次返回了同一页。',
  unauthorized: '{service} 拒绝了该连接的凭据。请重新连接。',
  forbidden: '{service} 不允许所选连接执行此操作。',
  notFound: '{service} 没有找到与这些值对应的内容。',
  rateLimited: '{service} 限制了请求次数。请稍后再试。',
  failed: '{service} 报告失败，但没有给出原因。',
  failedStatus: '{service} 以状态 {status} 响应。',
  failedReason: '{service} 响应：{reason}',
  outcomeUnknown: '{service} 可能已收到此请求。请先在那里确认，再重试此步骤。',
  actionMissing: '此 Patchbay 没有操作“{action}”。请在步骤的设置中选择另一个。',
  actionNewer: '操作“{action}”是在较新的 Patchbay 中设置的。请更新 Patchbay。',
  effectDiffers: '操作“{action}”会更改内容，但应用将其描述为只读。请重新选择该操作。',
}
