import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '搜索网页，并为模型提取网页文本。',
  'connections.key.label': 'API 密钥',
  'connections.key.keyLabel': 'API 密钥',
  'connections.key.help': '从 Tavily 控制台复制密钥。',
  'actions.read-page.label': '读取网页',
  'actions.read-page.description': '将网页正文读取为 Markdown。',
  'actions.search-web.label': '搜索网页',
  'actions.search-web.description': '搜索网页，返回标题、网址和相关文本。',
  'fields.query.label': '查询',
  'fields.topic.label': '主题',
  'fields.topic.options.general': '综合',
  'fields.topic.options.news': '新闻',
  'fields.limit.label': '最大结果数',
  'fields.url.label': '网址',
  'outputs.results.label': '结果',
  'outputs.text.label': '文本',
  'outputs.url.label': '网址',
}
