import type { environments as english } from '../en/environments'
import type { Translated } from '../types'

export const environments: Translated<typeof english> = {
  secretNotAllowed: '{environment} 的密钥变量 {secret} 不可发送到 {address}。请在“发布管理”中添加该地址。',
  nameTaken: '已有名为“{name}”的环境。请另选名称。',
  tooMany: '一个应用最多有 {max} 个环境。',
  builtin: '每个应用都有此环境，不能删除。',
  modelReplacedTwice: '有一个模型被替换了两次。请只保留一行。',
  replacementReplaced: '代替其他模型的模型不能再被替换。',
  missing: '没有这个环境。',
}
