import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '占位节点',
  description: '保留导入应用中暂无对应的部分。运行应用前请替换它。',
  'fields.outputs.label': '输出',
  'fields.outputs.itemLabel': '输出',
  'fields.outputs.help': '其他节点在此读取的值。',
  'fields.source.label': '原设置',
  'fields.source.help': '导入节点的设置。用功能相同的节点替换它，然后删除它。',
  'outputs.done.label': '完成',
  'texts.from': '来自 {peer} 的 {type}',
}
