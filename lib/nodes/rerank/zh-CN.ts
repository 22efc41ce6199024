import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '重排序',
  description: '用重排序模型把最切合问题的段落排到前面，舍去其余。',
  'fields.model.label': '模型',
  'fields.limit.label': '段落',
  'fields.limit.help': '最多传递多少个。',
  'fields.cache.label': '复用回答',
  'fields.cache.help': '已保存的回答不花费用且立即返回。所有使用此工作区应用的人共享。',
  'fields.cache.options.off': '从不',
  'fields.cache.options.exact': '用于相同的请求',
  'fields.cacheMinutes.label': '复用时长',
  'fields.cacheMinutes.unit': '分钟',
  'inputs.query.label': '问题',
  'inputs.query.description': '段落应当回答的问题。',
  'inputs.documents.label': '段落',
  'outputs.documents.label': '段落',
  'texts.bySimilarity': '最佳 {limit} 个，按语义',
  'texts.byModel': '最佳 {limit} 个，{model}',
}
