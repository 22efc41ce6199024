import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '带来源的网络研究',
  description: '搜索网络、阅读网页并附来源链接回答的智能体。',
  'tags.0': '网络搜索',
  'tags.1': '来源',
  'tags.2': '智能体',
}
