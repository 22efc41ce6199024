import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '你的 Google Cloud 项目中的 Gemini 及合作伙伴模型。',
  'baseUrl.help': '仅在使用私有接入点时修改。',
  'fields.project.label': '项目 ID',
  'fields.project.help': '已启用 Vertex AI 的 Google Cloud 项目的 ID。',
  'fields.project.patternHint': '只能是小写字母、数字和连字符，例如 my-project-123。',
  'fields.location.label': '位置',
  'fields.location.help': '模型运行的位置：某个区域，或 global。',
  'fields.location.patternHint': '只能是小写字母、数字和连字符，例如 europe-west4。',
  'fields.models.label': '合作伙伴模型（可选）',
  'fields.models.help': 'Google 只列出自己的模型。请填写你使用的其他模型，用逗号分隔。',
  'fields.models.patternHint': '请用英文逗号分隔各名称。',
  'apiKey.help': '具有角色“Vertex AI User”的服务账号的完整 JSON 文件。',
}
