import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '用于文档和代码检索的向量嵌入与重排序。没有语言模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'apiKey.help': '在 Voyage 控制台的“API keys”中创建。',
}
