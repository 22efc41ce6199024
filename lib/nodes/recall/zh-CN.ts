import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '回忆',
  description: '查找应用记住的关于最终用户的内容。',
  'fields.scope.label': '事实来自',
  'fields.scope.options.app': '此应用',
  'fields.scope.options.workspace': '工作区的所有应用',
  'fields.scope.help': '同一工作区的应用必须用相同的 ID 表示相同的最终用户。',
  'fields.limit.label': '最多事实数',
  'fields.toolDescription.label': '给智能体的描述',
  'fields.toolDescription.help': '模型何时、为何应把此节点当作工具使用。',
  'inputs.query.label': '问题',
  'inputs.query.description': '最相似的事实排在最前。',
  'outputs.text.label': '事实',
  'outputs.text.description': '每行一条事实。没有时为空。',
  'outputs.documents.label': '段落',
  'outputs.count.label': '数量',
  'texts.best': '最相关的 {limit} 条事实',
}
