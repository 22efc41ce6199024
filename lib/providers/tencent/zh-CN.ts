import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '腾讯云',
  description: '混元与 TokenHub：腾讯自研及其他厂商的模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'fields.service.label': '服务',
  'fields.service.help': '密钥创建的地方。',
  'fields.service.patternHint': '请选择服务。',
  'fields.service.options.tokenhub-intl.label': 'TokenHub，国际（新加坡）',
  'fields.service.options.tokenhub.label': 'TokenHub，中国（广州）',
  'fields.service.options.hunyuan.label': '混元',
  'fields.models.label': '模型名称（可选）',
  'fields.models.help': '仅当服务不列出其模型时：填写名称，用逗号分隔。测试连接时会向第一个对话模型请求一个词。',
  'fields.models.patternHint': '请用英文逗号分隔各名称。',
  'fields.alwaysStream.label': '始终以流式请求',
  'fields.alwaysStream.help':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'fields.alwaysStream.patternHint': '请选择是或否。',
  'fields.alwaysStream.options.no.label': '否',
  'fields.alwaysStream.options.yes.label': '是',
  'apiKey.help': '在 TokenHub 或混元控制台的“API key”中创建。',
}
