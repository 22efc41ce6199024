import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '文本向量化',
  description: '把文本转换成表示其含义的数字，用于你自己的检索。',
  'fields.model.label': '模型',
  'fields.use.label': '文本是',
  'fields.use.help': '有些模型为问题和文本生成不同的向量。',
  'fields.use.options.query': '问题',
  'fields.use.options.document': '被检索的文本',
  'fields.cache.label': '复用回答',
  'fields.cache.help': '已保存的回答不花费用且立即返回。所有使用此工作区应用的人共享。',
  'fields.cache.options.off': '从不',
  'fields.cache.options.exact': '用于相同的请求',
  'fields.cacheMinutes.label': '复用时长',
  'fields.cacheMinutes.unit': '分钟',
  'inputs.text.label': '文本',
  'outputs.vector.label': '向量',
  'outputs.vector.description': '一个数字列表。',
  'texts.builtIn': '内置向量',
}
