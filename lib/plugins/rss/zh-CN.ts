import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: 'RSS 与 Atom',
  description: '读取订阅源的条目，并对新条目启动运行。',
  'connections.none.label': '无需连接',
  'actions.read-feed.label': '读取订阅源',
  'actions.read-feed.description': '读取 RSS 或 Atom 订阅源的条目。',
  'fields.feed.label': '订阅源',
  'fields.limit.label': '最大结果数',
  'outputs.title.label': '标题',
  'outputs.entries.label': '条目',
  'triggers.entry-published.label': '发布新条目',
  'triggers.entry-published.description': '对于 RSS 或 Atom 订阅源的每个新条目启动一次。',
}
