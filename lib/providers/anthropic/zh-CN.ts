import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: 'Anthropic 的 Claude 模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'apiKey.help': '在 console.anthropic.com 的“API keys”中创建。',
}
