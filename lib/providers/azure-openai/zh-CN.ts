import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '你在 Microsoft Azure 中部署的 OpenAI 及其他模型。',
  'baseUrl.help': '仅在使用其他域名时修改，例如 Foundry 项目或 Azure Government 的域名。',
  'fields.resource.label': '资源',
  'fields.resource.help': '.openai.azure.com 之前的名称。',
  'fields.resource.patternHint': '只能是小写字母、数字和连字符，例如 my-resource。',
  'fields.models.label': '部署',
  'fields.models.help': 'Azure 不会向密钥列出部署：请填写名称，用逗号分隔。',
  'fields.models.patternHint': 'letters, digits, points and hyphens, with commas between. 中的 names',
  'fields.tenantId.label': '租户 ID',
  'fields.tenantId.help': '仅用于 Entra ID：应用注册的租户。下面的密钥则为其客户端密码。',
  'fields.tenantId.patternHint': 'GUID，例如 11111111-2222-3333-4444-555555555555。',
  'fields.clientId.label': '客户端 ID',
  'fields.clientId.help': '仅用于 Entra ID：应用自身的 ID，需具有角色“Cognitive Services OpenAI User”。',
  'fields.clientId.patternHint': 'GUID，例如 11111111-2222-3333-4444-555555555555。',
  'fields.alwaysStream.label': '始终以流式请求',
  'fields.alwaysStream.help':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'fields.alwaysStream.patternHint': '请选择是或否。',
  'fields.alwaysStream.options.no.label': '否',
  'fields.alwaysStream.options.yes.label': '是',
  'apiKey.help': '在资源的“密钥和终结点”中；或应用注册的客户端密码。',
}
