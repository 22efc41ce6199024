import type { values as english } from '../en/values'
import type { Translated } from '../types'

export const values: Translated<typeof english> = {
  invalidJson: '这不是有效的 JSON：{reason}',
  noSuchTime: '没有这一天或时间。请另选。',
  timeZoneUnknown: '没有时区“{timeZone}”。请选择例如 Asia/Shanghai。',
  wrongKind: '“{label}”接受{kind}，但收到的是 {value}。',
  referenceMissing: '{reference} 没有值：“{label}”的输出中没有它。请检查路径，或重新选择该值。',
  schemaIssues: '{issues}',
}
