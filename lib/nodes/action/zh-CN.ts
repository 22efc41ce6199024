import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '操作',
  description: '执行集成的一个操作，例如发送消息。',
  'fields.connection.label': '连接',
  'fields.toolDescription.label': '给智能体的描述',
  'fields.toolDescription.help': '模型何时、为何应把此节点当作工具使用。',
  'texts.noAction': '还没有操作',
}
