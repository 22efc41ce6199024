import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '语音助手',
  description: '听懂录音或文字消息，以文字和语音回答。',
  'tags.0': '语音',
  'tags.1': '音频',
  'tags.2': '朗读',
}
