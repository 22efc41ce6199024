import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: 'MCP 工具',
  description: '把 MCP 服务器的工具提供给智能体。',
  'fields.url.label': 'MCP 服务器地址',
  'fields.url.help': 'Streamable HTTP。',
  'fields.secret.label': '密钥变量',
  'fields.secret.help': '放在请求头中发送；它的值永远不会显示。',
  'fields.secretHeader.label': '密钥所在的请求头',
  'fields.secretPrefix.label': '密钥之前的文字',
  'fields.only.label': '仅这些工具',
  'fields.only.help': '列表为空时提供全部工具。',
  'fields.only.itemLabel': '工具',
  'fields.continueWithout.label': '没有此服务器时继续',
  'fields.continueWithout.help': '服务器没有响应时，智能体不使用其工具作答，而不是失败。',
  'outputs.tools.label': '工具',
  'texts.noServer': '还没有服务器',
}
