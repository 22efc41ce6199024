import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '根据手册在 Slack 回答',
  description: '同事在 Slack 中提及它时，根据你的文档在其消息列中回答，并附引用。',
  'tags.0': 'Slack',
  'tags.1': '手册',
  'tags.2': '渠道',
}
