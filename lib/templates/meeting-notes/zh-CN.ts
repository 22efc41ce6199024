import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '会议录音纪要',
  description: '把录音或转写文本变成包含决定和任务的纪要。',
  'tags.0': '会议',
  'tags.1': '转写',
  'tags.2': '音频',
}
