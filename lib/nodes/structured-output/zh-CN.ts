import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '结构化输出',
  description: '用语言模型读取文本，给出符合模式的 JSON。',
  'fields.model.label': '模型',
  'fields.instructions.label': '指令',
  'fields.schema.label': 'JSON Schema',
  'fields.schema.help': '结果始终符合它。',
  'fields.temperature.label': '温度',
  'fields.maxOutputTokens.label': '最长回答',
  'fields.maxOutputTokens.unit': 'Token',
  'fields.cache.label': '复用回答',
  'fields.cache.help': '已保存的回答不花费用且立即返回。所有使用此工作区应用的人共享。',
  'fields.cache.options.off': '从不',
  'fields.cache.options.exact': '用于相同的请求',
  'fields.cache.options.semantic': '也用于意思相同的问题（英文）',
  'fields.cacheMinutes.label': '复用时长',
  'fields.cacheMinutes.unit': '分钟',
  'inputs.prompt.label': '文本',
  'texts.summary': '{model} · {fields}',
  'texts.anyJson': '{model} · 任意 JSON',
  'texts.defaultModel': '默认模型',
}
