import type { inputs as english } from '../en/inputs'
import type { Translated } from '../types'

export const inputs: Translated<typeof english> = {
  notUploadedFile: '“{name}”必须是已上传的文件。',
  documentsTooLong: '文档共有 {characters} 个字符；此应用最多接受 {max} 个。请减少或缩短。',
  missing: '缺少“{name}”。',
  messageNotText: '“message”必须是文本。',
  messageEmpty: '消息是空的。请写一条消息。',
  messageTooLong: '一条消息最多 {max} 个字符。请缩短。',
  unknown: '此应用没有输入“{name}”。它的输入有：{names}。',
  fieldNotJson: '“{label}”（{name}）不是有效的 JSON。',
  notFileIds: '“{name}”必须用 ID 指明已上传的文件。',
  tooManyFiles: '“{name}”必须是最多 {max} 个文件 ID 的列表。',
  textTooLong: '“{label}”有 {length} 个字符，最多允许 {max} 个。',
  removed: '应用已没有输入“{name}”。',
  messageMissing: '请先写一条消息。',
  notText: '“{name}”必须是文本。',
  notOption: '“{name}”必须是以下之一：{options}。',
  notNumber: '“{name}”必须是数字。',
  notBoolean: '“{name}”必须是是或否（true 或 false）。',
  notJson: '“{name}”必须是JSON。',
  fieldMissing: '请填写“{label}”（{name}）。',
  fieldNotText: '“{label}”（{name}）必须是文本。',
  fieldNotNumber: '“{label}”（{name}）必须是数字。',
  fieldNotBoolean: '“{label}”（{name}）必须是 true 或 false。',
  fieldNotFile: '“{label}”（{name}）必须是已上传文件的 ID。',
  fieldNotOption: '“{label}”（{name}）必须是以下之一：{options}。',
}
