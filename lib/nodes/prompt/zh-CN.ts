import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '提示词',
  description: '用文本和值组合出给模型的消息。',
  'fields.messages.label': '消息',
  'fields.messages.itemLabel': '消息',
  'fields.messages.item.role.label': '角色',
  'fields.messages.item.role.options.system': '指令',
  'fields.messages.item.role.options.user': '用户',
  'fields.messages.item.role.options.assistant': '助手',
  'fields.messages.item.content.label': '文本',
  'inputs.history.label': '历史',
  'inputs.history.description': '更早的对话；放在用户最后一条消息之前。',
  'outputs.messages.label': '消息',
  'texts.empty': '空',
}
