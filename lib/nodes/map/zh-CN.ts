import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '映射',
  description: '对列表的每一项运行一次其中的节点。',
  'fields.parallel.label': '同时处理的项数',
  'fields.onItemError.label': '某一项失败时',
  'fields.onItemError.help': '失败的项在其位置给出空结果，错误从“错误”端口输出。',
  'fields.onItemError.options.fail': '整个映射失败',
  'fields.onItemError.options.keep': '其他项继续',
  'fields.maxItems.label': '最多项数',
  'fields.maxItems.help': '更长的列表会被拒绝。',
  'inputs.items.label': '列表',
  'outputs.results.label': '结果',
  'outputs.results.description': '每一项一个，按原顺序。',
  'outputs.errors.label': '错误',
  'outputs.errors.description': '每个失败项的序号、代码和消息。',
  'inner.inputs.result.label': '结果',
  'inner.outputs.item.label': '项',
  'inner.outputs.index.label': '序号',
  'inner.outputs.index.description': '从 0 开始。',
  'texts.parallel': '{count, plural, =1 {逐项处理} other {同时处理 # 项}}',
}
