import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '你的工作区的在线终结点：vLLM、目录中的模型，或你自己的评分脚本。',
  'baseUrl.help': 'REST 终结点，见“使用”选项卡。',
  'fields.shape.label': '语言',
  'fields.shape.help': '部署提供 /v1 时使用 Chat completions。模型目录的格式一次性返回，不支持工具和图片。',
  'fields.shape.patternHint': 'openai 或 score。',
  'fields.deployment.label': '部署',
  'fields.deployment.help': '仅用于调用某个部署，忽略终结点的流量规则。',
  'fields.deployment.patternHint': '只能是字母、数字和连字符。',
  'fields.models.label': '模型名称（可选）',
  'fields.models.help': '仅当服务不列出其模型时：填写名称，用逗号分隔。测试连接时会向第一个对话模型请求一个词。',
  'fields.models.patternHint': '请用英文逗号分隔各名称。',
  'apiKey.help': '“使用”选项卡中的主密钥。',
}
