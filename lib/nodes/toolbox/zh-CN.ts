import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '工具箱',
  description: '把集成的多个操作提供给智能体。',
  'fields.tools.label': '操作',
  'fields.tools.itemLabel': '操作',
  'fields.tools.item.connection.label': '连接',
  'fields.tools.item.name.label': '名称',
  'fields.tools.item.name.help': '模型看到的名称。',
  'fields.tools.item.description.label': '描述',
  'outputs.tools.label': '工具',
  'texts.count': '{count, plural, =0 {还没有操作} other {# 个操作}}',
}
