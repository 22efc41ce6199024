import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '维基百科',
  description: '搜索和阅读任何语言的条目。',
  'connections.none.label': '无需连接',
  'actions.read-article.label': '读取条目',
  'actions.read-article.description': '按标题读取维基百科条目的正文。',
  'actions.search-articles.label': '搜索条目',
  'actions.search-articles.description': '按文本查找维基百科条目。',
  'fields.query.label': '查询',
  'fields.language.label': '语言',
  'fields.limit.label': '最大结果数',
  'fields.title.label': '标题',
  'outputs.articles.label': '条目',
  'outputs.text.label': '正文',
  'outputs.title.label': '标题',
  'outputs.url.label': '网址',
}
