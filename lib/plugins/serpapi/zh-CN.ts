import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '搜索谷歌、必应、DuckDuckGo 和谷歌新闻。',
  'connections.key.label': 'API 密钥',
  'connections.key.keyLabel': 'API 密钥',
  'connections.key.help': '从 SerpApi 控制台复制私有密钥。',
  'actions.search-web.label': '搜索网页',
  'actions.search-web.description': '用谷歌、必应或 DuckDuckGo 搜索，返回网页的标题、地址和摘录。',
  'actions.search-news.label': '搜索新闻',
  'actions.search-news.description': '搜索谷歌新闻。',
  'fields.query.label': '查询',
  'fields.engine.label': '搜索引擎',
  'fields.engine.options.google': '谷歌',
  'fields.engine.options.bing': '必应',
  'fields.engine.options.duckduckgo': 'DuckDuckGo',
  'fields.limit.label': '最大结果数',
  'outputs.results.label': '结果',
}
