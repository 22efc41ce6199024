import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '阿里云 PAI-EAS',
  description: '你用 vLLM、SGLang 或 BladeLLM 部署在 PAI 上的模型服务。',
  'baseUrl.help': '服务的访问地址，见“调用信息”。请写 https，否则令牌会明文传输。',
  'fields.models.label': '模型名称（可选）',
  'fields.models.help': '仅当服务不列出其模型时：填写名称，用逗号分隔。测试连接时会向第一个对话模型请求一个词。',
  'fields.models.patternHint': '请用英文逗号分隔各名称。',
  'apiKey.help': '服务的令牌，在同一处。',
}
