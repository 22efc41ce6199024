import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '快速提供的开源模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'fields.account.label': '账号',
  'fields.account.help': '仅用于拥有多个账号的密钥进行微调时：账号 ID，如 accounts/my-team 中所示。',
  'fields.account.patternHint': '只能是小写字母、数字和连字符，例如 my-team。',
  'fields.alwaysStream.label': '始终以流式请求',
  'fields.alwaysStream.help':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'fields.alwaysStream.patternHint': '请选择是或否。',
  'fields.alwaysStream.options.no.label': '否',
  'fields.alwaysStream.options.yes.label': '是',
  'apiKey.help': '在 app.fireworks.ai 的“API keys”中创建。',
}
