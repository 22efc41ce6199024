import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: 'Command 系列模型，以及多语言向量嵌入和重排序。',
  'baseUrl.help': '仅在使用代理或私有部署时修改。',
  'apiKey.help': '在 Cohere 控制台的“API keys”中创建。',
}
