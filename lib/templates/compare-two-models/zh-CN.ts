import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '比较两个模型',
  description: '同时向两个模型提出同一个问题，并排显示它们的回答。',
  'tags.0': '模型',
  'tags.1': '比较',
}
