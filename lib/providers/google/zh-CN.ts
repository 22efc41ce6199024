import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: 'Google 的 Gemini 模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'apiKey.help': '在 Google AI Studio 的“Get API key”中创建。',
}
