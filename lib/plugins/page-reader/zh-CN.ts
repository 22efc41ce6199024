import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '网页读取',
  description: '读取任何网页或文档的正文，无需账户。',
  'connections.none.label': '无账户',
  'actions.read-page.label': '读取网页',
  'actions.read-page.description': '将网页、PDF 或办公文档的正文读取为 Markdown，不含菜单和广告。',
  'fields.url.label': '网址',
  'outputs.text.label': '文本',
  'outputs.title.label': '标题',
  'outputs.url.label': '网址',
}
