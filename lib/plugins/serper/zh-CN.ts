import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '在谷歌中搜索网页、新闻和地点。',
  'connections.key.label': 'API 密钥',
  'connections.key.keyLabel': 'API 密钥',
  'connections.key.help': '从 Serper 控制台复制密钥。',
  'actions.search-web.label': '搜索谷歌',
  'actions.search-web.description': '搜索谷歌，返回网页的标题、地址和摘录。',
  'actions.search-news.label': '搜索新闻',
  'actions.search-news.description': '搜索谷歌新闻。',
  'actions.search-places.label': '搜索地点',
  'actions.search-places.description': '在谷歌地图中搜索商店、餐厅等地点。',
  'fields.query.label': '查询',
  'fields.country.label': '国家或地区',
  'fields.language.label': '语言',
  'fields.limit.label': '最大结果数',
  'outputs.results.label': '结果',
  'outputs.answer.label': '直接答案',
  'outputs.places.label': '地点',
}
