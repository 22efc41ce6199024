import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '你的 AWS 账号中的 Claude、Nova、Llama、Mistral、Cohere 等模型。',
  'baseUrl.help': '仅在使用私有接入点（VPC）时修改。',
  'fields.region.label': '地域',
  'fields.region.help': '模型运行的区域，按 Amazon 的写法。',
  'fields.region.patternHint': '只能是小写字母、数字和连字符，例如 eu-central-1。',
  'fields.accessKeyId.help': '调用模型的用户或角色的。下面填写 Bedrock API 密钥时留空。',
  'fields.accessKeyId.patternHint': '只能是大写字母和数字，例如 AKIAIOSFODNN7EXAMPLE。',
  'fields.wire.label': '语言',
  'fields.wire.help': 'Converse 适用于所有模型。少数模型（如 gpt-oss）支持 OpenAI 的接口。',
  'fields.wire.patternHint': 'converse 或 openai。',
  'fields.wire.options.converse.label': 'Converse（Amazon 自有）',
  'fields.wire.options.openai.label': 'Chat completions（OpenAI）',
  'apiKey.help': 'Secret access key；临时凭证为 secret:session-token；或 Bedrock API 密钥。',
}
