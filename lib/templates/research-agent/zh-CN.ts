import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '研究智能体',
  description: '按需反复查阅你的文档和维基百科，并引用所找到的内容的智能体。',
  'tags.0': '智能体',
  'tags.1': '维基百科',
  'tags.2': '引用',
}
