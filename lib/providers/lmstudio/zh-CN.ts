import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '在你自己的电脑上用 LM Studio 加载的模型。',
  'baseUrl.help': '写到 /v1 为止（含）。Patchbay 的运维者用 EGRESS_ALLOW 允许其主机。',
  'fields.alwaysStream.label': '始终以流式请求',
  'fields.alwaysStream.help':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'fields.alwaysStream.patternHint': '请选择是或否。',
  'fields.alwaysStream.options.no.label': '否',
  'fields.alwaysStream.options.yes.label': '是',
  'apiKey.help': '服务器不要求密钥时留空。',
}
