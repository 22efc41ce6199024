import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '你自己的 TGI 服务器，或 Hugging Face 的推理端点。',
  'baseUrl.help': '写到 /v1 为止（含）。Patchbay 的运维者用 EGRESS_ALLOW 允许其主机。',
  'fields.models.label': '模型名称（可选）',
  'fields.models.help': '仅当服务不列出其模型时：填写名称，用逗号分隔。测试连接时会向第一个对话模型请求一个词。',
  'fields.models.patternHint': '请用英文逗号分隔各名称。',
  'fields.alwaysStream.label': '始终以流式请求',
  'fields.alwaysStream.help':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'fields.alwaysStream.patternHint': '请选择是或否。',
  'fields.alwaysStream.options.no.label': '否',
  'fields.alwaysStream.options.yes.label': '是',
  'apiKey.help': '服务器不要求密钥时留空。',
}
