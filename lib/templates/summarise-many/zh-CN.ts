import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '批量总结',
  description: '分别总结多篇文本，再用几句话总结全部。',
  'tags.0': '总结',
  'tags.1': '报告',
}
