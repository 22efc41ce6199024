import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '华为 ModelArts Studio',
  description: '华为云 MaaS 提供的模型。',
  'baseUrl.help': '来自模型服务的“调用说明”，不含 /chat/completions。',
  'fields.models.label': '模型名称（可选）',
  'fields.models.help': '仅当服务不列出其模型时：填写名称，用逗号分隔。测试连接时会向第一个对话模型请求一个词。',
  'fields.models.patternHint': '请用英文逗号分隔各名称。',
  'fields.alwaysStream.label': '始终以流式请求',
  'fields.alwaysStream.help':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'fields.alwaysStream.patternHint': '请选择是或否。',
  'fields.alwaysStream.options.no.label': '否',
  'fields.alwaysStream.options.yes.label': '是',
  'apiKey.placeholder': '你的密钥',
  'apiKey.help': '在 ModelArts Studio 的“API Key”中创建。',
}
