import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '多语言向量嵌入与重排序。没有语言模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'apiKey.help': '在 jina.ai 的“API key & billing”中创建。',
}
