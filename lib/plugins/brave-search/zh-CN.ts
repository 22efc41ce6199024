import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: 'Brave 搜索',
  description: '在独立索引中搜索网页和新闻。',
  'connections.key.label': 'API 密钥',
  'connections.key.keyLabel': 'API 密钥',
  'connections.key.help': '在 Brave Search API 控制台创建订阅并复制其密钥。',
  'actions.search-news.label': '搜索新闻',
  'actions.search-news.description': '搜索最近的新闻。',
  'actions.search-web.label': '搜索网页',
  'actions.search-web.description': '搜索网页，返回标题、网址和描述。',
  'fields.query.label': '查询',
  'fields.country.label': '国家',
  'fields.limit.label': '最大结果数',
  'outputs.results.label': '结果',
}
