import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '把新邮件总结到 Google 表格',
  description: '对于每封新邮件启动：用一句话总结，并向表格添加一行。',
  'tags.0': '邮件',
  'tags.1': 'Google 表格',
  'tags.2': '事件',
}
