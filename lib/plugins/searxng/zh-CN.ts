import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '通过您自己的元搜索服务器搜索网页。',
  'connections.server.label': '服务器',
  'connections.server.help': '服务器须在其 settings.yml 中允许“json”格式。',
  'connections.server.fields.host.label': '主机',
  'connections.server.fields.host.help': '主机与端口；没有 TLS 的服务器请以 http:// 开头。',
  'actions.search-web.label': '搜索网页',
  'actions.search-web.description': '搜索网页，返回标题、网址和摘录。',
  'fields.query.label': '查询',
  'fields.language.label': '语言',
  'fields.timeRange.label': '时间范围',
  'fields.timeRange.options.day': '最近一天',
  'fields.timeRange.options.month': '最近一个月',
  'fields.timeRange.options.year': '最近一年',
  'fields.limit.label': '最大结果数',
  'outputs.results.label': '结果',
}
