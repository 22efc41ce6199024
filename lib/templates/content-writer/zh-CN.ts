import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '内容写作与社交帖子',
  description: '把一篇文章改写为 LinkedIn、X 和新闻邮件的帖子，各有其风格。',
  'tags.0': '社交媒体',
  'tags.1': '新闻邮件',
  'tags.2': '营销',
}
