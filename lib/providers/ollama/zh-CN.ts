import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '在你自己的电脑或服务器上的开源模型。',
  'baseUrl.help': 'Ollama 监听的地址。',
  'apiKey.help': '仅当 Ollama 位于要求密钥的代理之后时。',
}
