import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '把新邮件总结到 Google 表格',
  description: '按计划查找 Gmail 未读邮件，各用一句话总结，并添加到表格。',
  'tags.0': 'Gmail',
  'tags.1': 'Google 表格',
  'tags.2': '定时',
}
