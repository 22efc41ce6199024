import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '阿里云百炼（Model Studio）',
  description: '阿里云（DashScope、百炼）上的通义千问等模型。',
  'baseUrl.help': '仅在使用代理时修改。',
  'fields.endpoint.label': '接入点',
  'fields.endpoint.help': '密钥所属的地域，或某个工作区的主机。',
  'fields.endpoint.patternHint': '请选择端点。',
  'fields.endpoint.options.singapore.label': '新加坡（国际）',
  'fields.endpoint.options.beijing.label': '中国（北京）',
  'fields.endpoint.options.virginia.label': '美国（弗吉尼亚）',
  'fields.endpoint.options.hongkong.label': '中国（香港）',
  'fields.endpoint.options.workspace.label': '工作区自己的主机',
  'fields.workspace.label': '工作区 ID',
  'fields.workspace.help': '见百炼控制台，例如 llm-abc123。',
  'fields.workspace.patternHint': '只能是小写字母、数字和连字符。',
  'fields.region.label': '地域',
  'fields.region.help': '例如 ap-southeast-1 或 cn-beijing。',
  'fields.region.patternHint': '只能是小写字母、数字和连字符。',
  'apiKey.help': '在百炼的“API-KEY”中创建。密钥只在其所属地域有效。',
}
