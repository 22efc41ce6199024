import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '根据手册在 Slack 回答',
  description: '根据你的文档回答问题，并发布到 Slack 频道。通过 webhook 或 API 启动。',
  'tags.0': 'Slack',
  'tags.1': '手册',
  'tags.2': 'webhook',
}
