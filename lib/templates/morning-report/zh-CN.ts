import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '晨间报告',
  description: '每天早上在你的文档中查找今天重要的内容，写出附来源的简短报告。',
  'tags.0': '定时',
  'tags.1': '报告',
  'tags.2': '新闻',
}
